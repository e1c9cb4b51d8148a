import type { CivilDate } from '@saatava/core/dates.ts'
import type { Command } from 'commander'
import type { Country, DebtorType, Rule } from '@saatava/law/rule.ts'
import { TOPICS, type TopicName } from '@saatava/law/topics.ts'
import { ruleText, valueJson } from '@saatava/law/value-json.ts'
import {
  COUNTRY_HELP,
  DEBTOR_HELP,
  type LawSource,
  country as readCountry,
  date,
  debtorType,
  lawOptions,
  withLaw,
} from '../law-options.ts'
import { verb } from '../options.ts'
import { print, table } from '../output.ts'

interface Options extends LawSource {
  country?: Country
  debtor?: DebtorType
  on?: CivilDate
  unverified?: boolean
}

export function lawRulesCommand(law: Command): void {
  const command = verb(
    law,
    'rules',
    'Every rule with its dates, source and status; --rules accepts its JSON',
    'law rules --country FI --on 2026-03-01',
  )
    .option('--country <code>', COUNTRY_HELP, readCountry)
    .option('--debtor <type>', DEBTOR_HELP, debtorType)
    .option('--on <date>', 'only rules that are valid on that day', date)
    .option('--unverified', 'only unconfirmed rules')
  lawOptions(command).action(async ({ json, ...options }: Options) => {
    const rules = await withLaw(options, (law) => law.rules.filter((rule) => isAsked(rule, options)))
    const value = { rules: rules.map((rule) => ({ ...rule, value: valueJson(rule.value), about: about(rule) })) }
    print(json, value, () =>
      rules.length === 0
        ? 'There is no such rule.'
        : table(
            ['RULE', 'FROM', 'TO', 'STATUS', 'VALUE', 'SOURCE'],
            rules.map((rule) => [rule.ruleId, rule.validFrom, rule.validTo, rule.status, ruleText(rule), rule.source]),
          ),
    )
  })
}

function isAsked(rule: Rule, { country, debtor, on, unverified }: Options): boolean {
  return (
    (country === undefined || rule.country === country) &&
    (debtor === undefined || rule.debtorType === debtor || rule.debtorType === 'ANY') &&
    (on === undefined || (rule.validFrom <= on && (rule.validTo ?? on) >= on)) &&
    (unverified !== true || rule.status === 'unverified')
  )
}

function about({ ruleId }: Rule): string {
  return TOPICS[(ruleId.split('.').at(-1) ?? '') as TopicName].about
}
