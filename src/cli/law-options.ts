/** Parts that the law commands share: their options, the agency's own rules, and errors in words. They need no database. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { isCivilDate } from '@saatava/core/dates.ts'
import { AMOUNT_MINOR_MAX, minorToNumber } from '@saatava/core/money.ts'
import { LawError } from '@saatava/law/errors.ts'
import { type Law, createLaw } from '@saatava/law/law.ts'
import { rulesWith } from '@saatava/law/merge-rules.ts'
import {
  COUNTRIES,
  CURRENCY_OF,
  type Country,
  DEBTOR_TYPES,
  type DebtorType,
  isCountry,
  isDebtorType,
} from '@saatava/law/rule.ts'
import { minorOf } from '@saatava/law/values.ts'
import { CliError } from './failure.ts'
import { readObject } from './input-file.ts'
import { verb } from './options.ts'

export interface LawSource {
  rules?: string
  carryOn?: boolean
  json?: boolean
}

/** Options of a command that asks about one claim. */
export interface ClaimOptions extends LawSource {
  country: Country
  debtor: DebtorType
  /** Minor units. */
  capital: bigint
}

/** A command about one claim: --country, --debtor and --capital, which it cannot do without. */
export function claimVerb(law: Command, name: string, summary: string, example: string): Command {
  return verb(law, name, summary, `law ${name} ${example}`)
    .requiredOption('--country <code>', COUNTRY_HELP, country)
    .requiredOption('--debtor <type>', DEBTOR_HELP, debtorType)
    .requiredOption('--capital <amount>', 'such as 1000.00', capital)
}

/** The claim that was asked about, as its answer repeats it. */
export function claimJson({ country, debtor, capital }: ClaimOptions) {
  return { country, debtorType: debtor, capital: amountJson(capital), currency: CURRENCY_OF[country] }
}

export const COUNTRY_HELP = 'FI, SE, NO or DK'
export const DEBTOR_HELP = 'CONSUMER or BUSINESS; a public authority is a BUSINESS'

/** --rules and --carry-on. */
export function lawOptions(command: Command): Command {
  return command
    .addOption(new Option('--rules <file>', 'JSON file with the agency’s own rules').env('LAW_RULES').argParser(file))
    .option('--carry-on', 'where no rule holds on a day, use the last one known, marked unverified')
}

/** Runs `work` with the packs and the agency's own rules; why the law has no answer becomes an error of the command. */
export async function withLaw<T>({ rules, carryOn }: LawSource, work: (law: Law) => T): Promise<T> {
  const own = rules === undefined ? undefined : await readObject(rules, 'rules')
  try {
    return work(createLaw(rulesWith(own), { unverified: 'ALLOW', missing: carryOn === true ? 'LAST_KNOWN' : 'REFUSE' }))
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const advice =
      error.code === 'NO_RULE' && carryOn !== true
        ? ' Use --carry-on to apply the last known rule, if there is one.'
        : ''
    throw new CliError(error.code, `${error.message}${advice}`)
  }
}

export function country(text: string): Country {
  const upper = text.toUpperCase()
  if (isCountry(upper)) return upper
  throw new InvalidArgumentError(`It takes one of ${COUNTRIES.join(', ')}.`)
}

export function debtorType(text: string): DebtorType {
  const upper = text.toUpperCase()
  if (isDebtorType(upper)) return upper
  throw new InvalidArgumentError(`It takes one of ${DEBTOR_TYPES.join(', ')}; a public authority is a BUSINESS.`)
}

/** Minor units of "1000.00". */
export function capital(text: string): bigint {
  const minor = minorOf(text)
  if (minor !== undefined && minor >= 0n && minor <= AMOUNT_MINOR_MAX) return minor
  throw new InvalidArgumentError(
    'It takes an amount such as 1000.00: not below zero, at most two decimals after a point.',
  )
}

export function date(text: string): string {
  if (isCivilDate(text)) return text
  throw new InvalidArgumentError('It takes a date such as 2026-01-31, from 1900 to 2199.')
}

export function percentage(text: string): number {
  const number = Number(text)
  if (/^\d{1,3}(\.\d{1,6})?$/.test(text) && number <= 100) return number
  throw new InvalidArgumentError('It takes a percentage from 0 to 100, such as 9.5.')
}

export function instalments(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number from 1 to 999.')
}

/** A JSON number of major units. */
export function amountJson(minor: bigint | null): number | null {
  return minor === null ? null : minorToNumber(minor)
}

function file(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It takes a file.')
  return text
}
