import type { CivilDate } from '@saatava/core/dates.ts'
import type { Command } from 'commander'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { type Act, type Expiry, type LimitationInput, limitation } from '@saatava/law/limitation.ts'
import type { Country, DebtorType } from '@saatava/law/rule.ts'
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
  due: CivilDate
  origin?: string
  letter: string[]
  act: string[]
  judgment?: string
  naturalPerson?: boolean
}

export function lawLimitationCommand(law: Command): void {
  const command = verb(
    law,
    'limitation',
    'The day on which a claim expires, and the rule',
    'law limitation --country FI --debtor CONSUMER --due 2026-01-15 --act 2026-03-26',
  )
    .requiredOption('--country <code>', COUNTRY_HELP, country)
    .requiredOption('--debtor <type>', DEBTOR_HELP, debtorType)
    .requiredOption('--due <date>', 'the due date', date)
    .option('--origin <date>', 'the day on which the claim arose; without it, the due date', date)
    .option('--letter <date>', 'day of a reminder or demand; may be repeated', acts, [])
    .option(
      '--act <date>',
      'day of a payment, a plan, another acknowledgement or an act of a court; may be repeated',
      acts,
      [],
    )
    .option('--judgment <date>', 'the day of the judgment', date)
    .option('--natural-person', 'the creditor is a consumer')
  lawOptions(command).action(async ({ json, ...options }: Options) => {
    const input = inputOf(options)
    const { start, general, final, expiresOn } = await withLaw(options, (law) => limitation(input, law))
    const { country, debtor, due, origin, letter, act, judgment } = options
    const claim = {
      country,
      debtorType: debtor,
      due,
      ...omitUndefined({ origin, judgment }),
      letters: letter,
      interruptions: act,
    }
    print(json, { expiresOn, ...claim, start, general, final }, () => text(expiresOn, start.date, general, final))
  })
}

function inputOf({ country, debtor, due, origin, letter, act, judgment, naturalPerson }: Options): LimitationInput {
  const more = omitUndefined({ origin, judgment, creditorNaturalPerson: naturalPerson })
  const interruptions = [
    ...letter.map((date): Act => ({ kind: 'LETTER', date })),
    ...act.map((date): Act => ({ kind: 'ACKNOWLEDGEMENT', date })),
  ]
  return { country, debtorType: debtor, due, interruptions, ...more }
}

function text(expiresOn: CivilDate, start: CivilDate, general: Expiry, final: Expiry | null): string {
  const row = (name: string, { expiresOn, status, rule, source }: Expiry) => [name, expiresOn, status, rule, source]
  return [
    facts([
      ['Runs from', start],
      ['Expires on', expiresOn],
    ]),
    table(
      ['TIME', 'EXPIRES ON', 'STATUS', 'RULE', 'SOURCE'],
      [row('general', general), ...(final === null ? [] : [row('final', final)])],
    ),
  ].join('\n\n')
}

function acts(text: string, before: string[]): string[] {
  return [...before, date(text)]
}
