import { type Command, InvalidArgumentError } from 'commander'
import { confirmationEntry } from '@saatava/law/confirmation-entry.ts'
import { COUNTRIES, type Country, type Rule } from '@saatava/law/rule.ts'
import { ruleText, valueJson } from '@saatava/law/value-json.ts'
import type { Ctx } from '../../platform/context.ts'
import { acting, personOption } from '../acting.ts'
import { withCtx, withReadCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { readObject } from '../input-file.ts'
import { COUNTRY_HELP, country as readCountry } from '../law-options.ts'
import { nonEmpty, verb } from '../options.ts'
import { print, table } from '../output.ts'

interface Given {
  file?: string
  country?: Country
  rule?: string[]
  sources?: string
  as?: string
  print?: boolean
  yes?: boolean
  json?: boolean
}

export function lawConfirmCommand(law: Command): void {
  const confirm = verb(
    law,
    'confirm',
    'Confirm, replace or add law rules in the database; they apply within seconds',
    'law confirm --country FI --sources "Finlex, Bank of Finland" --as "N. N." --yes',
  )
    .option('--country <code>', `show the unconfirmed rules of ${COUNTRY_HELP}, with the sources to read`, readCountry)
    .option('--rule <id...>', 'with --country: only these rules, such as FI.INTEREST_START', ruleId)
    .option('--yes', 'with --country: confirm the shown rules; without it nothing is stored')
    .option('--print', 'with --country: print the entries as a file for --file or LAW_RULES; nothing is stored')
    .option(
      '--file <path>',
      'instead of --country: JSON {"rules": [...]} as "law rules --json" prints; "-" for standard input',
      nonEmpty,
    )
    .option('--sources <text>', 'the sources that the person has read', nonEmpty)
  personOption(confirm).action((given: Given) => {
    const { country, file } = given
    if (file !== undefined && country === undefined) return confirmFile(given, file)
    if (country !== undefined && file === undefined) return confirmCountry(given, country)
    throw new CliError('USAGE', 'Name either --country, such as --country FI, or a --file of rules.')
  })
}

async function confirmFile(given: Given, file: string): Promise<void> {
  const { rules } = await readObject(file, 'rules')
  const done = await withCtx((ctx) => store(ctx, given, rules))
  print(given.json, done, () => `Confirmed: ${done.confirmed} ${done.confirmed === 1 ? 'rule' : 'rules'}`)
}

async function confirmCountry(given: Given, country: Country): Promise<void> {
  const stores = given.yes === true && given.print !== true
  const rules = await (stores ? withCtx : withReadCtx)(async (ctx) => {
    const { lawOf } = await import('../../agency/law-of.ts')
    const open = chosen((await lawOf(ctx.platform)).rules, country, given.rule)
    if (stores && open.length > 0) await store(ctx, given, open.map(confirmationEntry))
    return open
  })
  if (given.print === true) {
    const file = { rules: rules.map(confirmationEntry) }
    return print(given.json, file, () => JSON.stringify(file, null, 2))
  }
  print(given.json, { confirmed: stores ? rules.length : 0, rules: rules.map(ruleJson) }, () =>
    textOf(rules, stores, country),
  )
}

async function store(ctx: Ctx, { as, sources }: Given, rules: unknown): Promise<{ confirmed: number }> {
  const { confirmLaw } = await import('../../agency/confirm-law.ts')
  const by = acting(ctx, as)
  return confirmLaw(by, { rules, person: by.actor, sourcesRead: sources ?? null })
}

function chosen(rules: readonly Rule[], country: Country, ids: string[] | undefined): Rule[] {
  for (const id of ids ?? [])
    if (!rules.some((rule) => rule.ruleId === id && rule.country === country))
      throw new CliError(
        'NOT_FOUND',
        `There is no rule ${id} of ${country}; "saatava law rules --country ${country}" lists them.`,
      )
  return rules.filter(
    (rule) =>
      rule.country === country && rule.status === 'unverified' && (ids === undefined || ids.includes(rule.ruleId)),
  )
}

function ruleJson(rule: Rule): Record<string, unknown> {
  return { ...rule, value: valueJson(rule.value) }
}

function textOf(rules: Rule[], stored: boolean, country: Country): string {
  if (rules.length === 0) return `There is nothing to confirm: these rules of ${country} are confirmed.`
  const shown = table(
    ['RULE', 'FROM', 'TO', 'VALUE', 'SOURCE TO READ'],
    rules.map((rule) => [rule.ruleId, rule.validFrom, rule.validTo, ruleText(rule), rule.source]),
  )
  const end = stored
    ? `Confirmed: ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`
    : `${rules.length} unconfirmed, nothing stored. Read the sources. Put a value that differs into a file (saatava law rules --json shows the format; --file stores it). Then confirm the rest: use the same command with --as "N. N." --yes.`
  return `${shown}\n\n${end}`
}

function ruleId(text: string, before: string[] = []): string[] {
  const id = text.toUpperCase()
  if (!COUNTRIES.some((country) => id.startsWith(`${country}.`)))
    throw new InvalidArgumentError('It takes the id of a rule, such as FI.INTEREST_START.')
  return [...before, id]
}
