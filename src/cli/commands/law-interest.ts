import { type Command, InvalidArgumentError } from 'commander'
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { minorToText } from '@saatava/core/money.ts'
import { type CapitalStep, type InterestInput, type LateInterest, lateInterest } from '@saatava/law/late-interest.ts'
import { CURRENCY_OF, type RuleStatus, statusOf } from '@saatava/law/rule.ts'
import {
  type ClaimOptions,
  amountJson,
  capital as readCapital,
  claimJson,
  claimVerb,
  date as readDate,
  lawOptions,
  percentage,
  withLaw,
} from '../law-options.ts'
import { facts, print, table } from '../output.ts'

interface Options extends ClaimOptions {
  due?: CivilDate
  sent?: string
  paid: string
  agreed?: number
  left: CapitalStep[]
}

export function lawInterestCommand(law: Command): void {
  const command = claimVerb(
    law,
    'interest',
    'Late interest from the day after the due date to the day of payment, inclusive',
    '--country FI --debtor CONSUMER --capital 1000.00 --due 2026-01-15 --paid 2026-03-16',
  )
    .option('--due <date>', 'the due date', readDate)
    .option('--sent <date>', 'when the invoice was sent, where no due date was agreed', readDate)
    .requiredOption('--paid <date>', 'the day of payment, or another last day', readDate)
    .option('--agreed <percent>', 'a rate that the parties agreed on', percentage)
    .option('--left <date=amount>', 'capital left from a day on, after a part was paid; may be repeated', step, [])
  lawOptions(command).action(async ({ json, ...options }: Options) => {
    if ((options.due === undefined) === (options.sent === undefined)) {
      command.error('error: it takes either --due or --sent')
    }
    const result = await withLaw(options, (law) => lateInterest(inputOf(options), law))
    print(json, answer(options, result), () => text(result))
  })
}

function inputOf(options: Options): InterestInput {
  const { country, debtor, due, sent, paid, agreed } = options
  return {
    country,
    debtorType: debtor,
    currency: CURRENCY_OF[country],
    capital: capitalOf(options),
    until: paid,
    ...omitUndefined({ due, sent, agreedPercentage: agreed }),
  }
}

/** Parts may have been paid before the due date too. */
function capitalOf({ capital, due, sent, paid, left }: Options): InterestInput['capital'] {
  const parts = left.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const [first] = parts
  if (first === undefined) return capital
  const start = due ?? sent ?? paid
  return [{ from: first.from > start ? start : addDays(first.from, -1), capital }, ...parts]
}

function answer(options: Options, { amount, start, periods, rules, status }: LateInterest) {
  const { due, sent, paid } = options
  return {
    amount: amountJson(amount),
    ...claimJson(options),
    ...omitUndefined({ due, sent }),
    paid,
    start,
    status,
    periods: periods.map((period) => ({ ...period, capital: amountJson(period.capital) })),
    rules,
  }
}

function text({ amount, currency, start, periods, rules }: LateInterest): string {
  const rows = periods.map(({ from, to, days, capital, rate, unrounded, rule, status }) => [
    from,
    to,
    days,
    minorToText(capital),
    `${rate} %`,
    unrounded,
    status,
    rule,
  ])
  const cited = [
    ...new Map(
      [...periods.flatMap((period) => period.rules), ...rules].map((each) => [each.rule + each.source, each]),
    ).values(),
  ]
  const status: RuleStatus = statusOf(cited)
  return [
    facts([
      ['Interest', `${minorToText(amount)} ${currency}`],
      ['From', start],
      ['Rests on', `${status} rules`],
    ]),
    ...(rows.length === 0
      ? []
      : [table(['FROM', 'TO', 'DAYS', 'CAPITAL', 'RATE', 'INTEREST', 'STATUS', 'RULE'], rows)]),
    table(
      ['RULE', 'STATUS', 'SOURCE'],
      cited.map(({ rule, status, source }) => [rule, status, source]),
    ),
    ...periods.flatMap(({ from, note }) => (note === undefined ? [] : [`From ${from}: ${note}.`])),
  ].join('\n\n')
}

function step(text: string, before: CapitalStep[]): CapitalStep[] {
  const [from, amount, ...more] = text.split('=')
  if (from === undefined || amount === undefined || more.length > 0) {
    throw new InvalidArgumentError('It takes a date and an amount, such as 2026-02-16=400.00.')
  }
  return [...before, { from: readDate(from), capital: readCapital(amount) }]
}
