import type { Command } from 'commander'
import { given } from '../../core/given.ts'
import { type Expiry, type LimitationInput, limitation } from '../../law/limitation.ts'
import type { Country, DebtorType } from '../../law/rule.ts'
import {
  COUNTRY_HELP,
  DEBTOR_HELP,
  type LawSource,
  country,
  date,
  debtorType,
  lawOptions,
  withLaw,
} from '../law-options.ts'
import { verb } from '../options.ts'
import { facts, print, table } from '../output.ts'

interface Options extends LawSource {
  country: Country
  debtor: DebtorType
  due: string
  act: string[]
  judgment?: string
  naturalPerson?: boolean
}

export function lawLimitationCommand(law: Command): void {
  const command = verb(
    law,
    'limitation',
    'From which day on a claim has expired, and by which rule',
    'law limitation --country FI --debtor CONSUMER --due 2026-01-15 --act 2026-03-26',
  )
    .requiredOption('--country <code>', COUNTRY_HELP, country)
    .requiredOption('--debtor <type>', DEBTOR_HELP, debtorType)
    .requiredOption('--due <date>', 'the due date', date)
    .option('--act <date>', 'of a letter, a payment or what else interrupts; may be repeated', acts, [])
    .option('--judgment <date>', 'the day of the judgment', date)
    .option('--natural-person', 'the creditor is one')
  lawOptions(command).action(async ({ json, ...options }: Options) => {
    const { general, final, expiresOn } = await withLaw(options, (law) => limitation(inputOf(options), law))
    const { country, debtor, due, act, judgment } = options
    const claim = { country, debtorType: debtor, due, ...given({ judgment }), interruptions: act }
    print(json, { expiresOn, ...claim, general, final }, () => text(expiresOn, general, final))
  })
}

function inputOf({ country, debtor, due, act, judgment, naturalPerson }: Options): LimitationInput {
  const more = given({ judgment, creditorNaturalPerson: naturalPerson })
  return { country, debtorType: debtor, due, interruptions: act, ...more }
}

function text(expiresOn: string, general: Expiry, final: Expiry | null): string {
  const row = (name: string, { expiresOn, status, rule, source }: Expiry) => [name, expiresOn, status, rule, source]
  return [
    facts([['Expires on', expiresOn]]),
    table(
      ['TIME', 'EXPIRES ON', 'STATUS', 'RULE', 'SOURCE'],
      [row('general', general), ...(final === null ? [] : [row('final', final)])],
    ),
  ].join('\n\n')
}

function acts(text: string, before: string[]): string[] {
  return [...before, date(text)]
}
