import type { CivilDate } from '@saatava/core/dates.ts'
import type { Command } from 'commander'
import type { AccountCheck, CurrencyCheck, FundsCheck } from '../../funds/check-funds.ts'
import { minorToText } from '@saatava/core/money.ts'
import { withReadCtx } from '../context.ts'
import { day, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'

interface Options {
  date: CivilDate
  account?: string
  json?: boolean
}

export function fundsCheckCommand(funds: Command): void {
  verb(funds, 'check', 'Client funds: balances at the banks and in the books', 'funds check --date 2026-03-03')
    .requiredOption('--date <day>', 'at the end of this day', day)
    .option('--account <number>', 'one account: its IBAN or another account number')
    .action(async ({ date, account, json }: Options) => {
      const { checkFunds } = await import('../../funds/check-funds.ts')
      const { presentCheck } = await import('../../funds/present.ts')
      const check = await withReadCtx((ctx) => checkFunds(ctx, { date, ...(account === undefined ? {} : { account }) }))
      print(json, presentCheck(check), () => text(check))
      if (check.state === 'DIFFERS') process.exitCode = 1
    })
}

function text({ date, accounts, currencies }: FundsCheck): string {
  if (accounts.length === 0) return 'No bank file reports an account of client funds.'
  const head = ['ACCOUNT', 'CURRENCY', 'STATE', 'BANK', 'BOOKS', 'DIFFERENCE', 'PROVEN ON']
  const rows = accounts.map((one) => [
    ...[one.account, one.currency, one.state, amountOf(one.bank), minorToText(one.books), amountOf(one.difference)],
    one.provenOn,
  ])
  return [
    table(head, rows),
    ...accounts.flatMap(notesOf),
    '',
    `Owners of the money on ${date}:`,
    whoseOf(currencies),
  ].join('\n')
}

function notesOf(one: AccountCheck): string[] {
  const since = one.notProvableSince === null ? '' : ` since ${one.notProvableSince}`
  const unproven =
    one.state === 'NOT_PROVABLE' ? [`${one.account}: not provable${since}; no statement gives its balance.`] : []
  const receipts = one.receipts.map(
    ({ format, files, entries, amount }) =>
      `${one.account}: ${format} reports ${entries} movements, ${minorToText(amount)} in ${files} files.`,
  )
  const lines = one.lines.map(
    ({ day: on, amount, text: why, entryId }) =>
      `${one.account}: ${on} ${minorToText(amount)} ${plain(why)}${entryId === undefined ? '' : ` ${entryId}`}`,
  )
  return [...unproven, ...receipts, ...lines]
}

function whoseOf(currencies: readonly CurrencyCheck[]): string {
  return table(
    ['CURRENCY', 'BOOKS', 'CLIENTS', 'UNDER WAY', 'UNALLOCATED', 'AGENCY', 'BROUGHT FORWARD', 'PAID, NOT SEEN'],
    currencies.map((one) => [
      one.currency,
      ...[one.books, one.owedToClients, one.payoutsUnderWay, one.unallocated].map((amount) => minorToText(amount)),
      ...[one.agencysOwn, one.broughtForward, one.paidNotSeen].map((amount) => minorToText(amount)),
    ]),
  )
}

function amountOf(amount: bigint | null): string | null {
  return amount === null ? null : minorToText(amount)
}
