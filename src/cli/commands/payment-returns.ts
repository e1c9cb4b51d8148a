import type { Command } from 'commander'
import { withReadCtx } from '../context.ts'
import { limit as readLimit, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'
import { returnShown } from '../return-view.ts'

const LIMIT_DEFAULT = 100

export function paymentReturnsCommand(payment: Command): void {
  verb(payment, 'returns', 'Returns to payers and their states, the latest first', 'payment returns')
    .option('--limit <number>', 'most entries to show', readLimit, LIMIT_DEFAULT)
    .action(async ({ limit, json }: { limit: number; json?: boolean }) => {
      const { listReturns } = await import('../../payments/returns/list-returns.ts')
      const returns = (await withReadCtx((ctx) => listReturns(ctx, limit))).map(returnShown)
      print(json, { returns }, () =>
        returns.length === 0
          ? 'There are no returns to payers.'
          : table(
              ['RETURN', 'STATE', 'AMOUNT', 'CURRENCY', 'PAYEE', 'IBAN', 'BY', 'FILE', 'REASON'],
              returns.map((row) => [
                row.returnId,
                row.state,
                row.amount.toFixed(2),
                row.currency,
                plain(row.payeeName),
                row.payeeIban,
                plain(row.orderedBy),
                row.messageId,
                plain(row.reason),
              ]),
            ),
      )
    })
}
