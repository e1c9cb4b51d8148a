import type { CivilDate } from '@saatava/core/dates.ts'
import type { Command } from 'commander'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { withReadCtx } from '../context.ts'
import { day, verb } from '../options.ts'
import { print, table } from '../output.ts'

export function fundsTrialBalanceCommand(funds: Command): void {
  verb(
    funds,
    'trial-balance',
    'The balances of the accounts of the journal, which sum to zero',
    'funds trial-balance --date 2026-03-03',
  )
    .requiredOption('--date <day>', 'at the end of this day', day)
    .action(async ({ date, json }: { date: CivilDate; json?: boolean }) => {
      const { trialBalance } = await import('../../funds/trial-balance.ts')
      const { accounts, totals } = await withReadCtx((ctx) => trialBalance(ctx, { date }))
      const shown = <T extends { debit: bigint; credit: bigint }>(row: T) => ({
        ...row,
        debit: minorToNumber(row.debit),
        credit: minorToNumber(row.credit),
      })
      const sums = totals.map(({ difference, ...row }) => ({ ...shown(row), difference: minorToNumber(difference) }))
      print(json, { date, accounts: accounts.map(shown), totals: sums }, () =>
        table(
          ['CURRENCY', 'ACCOUNT', 'DEBIT', 'CREDIT'],
          [
            ...accounts.map((row) => [row.currency, row.account, minorToText(row.debit), minorToText(row.credit)]),
            ...totals.map((row) => [row.currency, 'total', minorToText(row.debit), minorToText(row.credit)]),
          ],
        ),
      )
      if (totals.some(({ difference }) => difference !== 0n)) process.exitCode = 1
    })
}
