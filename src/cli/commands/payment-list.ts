import type { Command } from 'commander'
import { minorToNumber } from '@saatava/core/money.ts'
import { withReadCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { limit as readLimit, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'
import { caseNumber } from '../payment-options.ts'

const LIMIT_DEFAULT = 100

export function paymentListCommand(payment: Command): void {
  verb(payment, 'list', 'The payments of a case with the numbers of their allocations', 'payment list --case 5000001')
    .requiredOption('--case <number>', 'whose', caseNumber)
    .option('--limit <number>', 'most entries to show, the latest first', readLimit, LIMIT_DEFAULT)
    .action(async ({ case: caseId, limit, json }: { case: number; limit: number; json?: boolean }) => {
      const { selectCaseById } = await import('../../claims/find-queries.ts')
      const { selectPaymentsOfCase } = await import('../../payments/case-queries.ts')
      const rows = await withReadCtx(async ({ platform }) => {
        const debt = await selectCaseById(platform.pool, caseId)
        if (debt === undefined) throw new CliError('NOT_FOUND', `There is no case ${caseId}.`)
        return selectPaymentsOfCase(platform.pool, debt, limit)
      })
      const payments = rows.map(({ capital, interest, costs, fees, explanation: _why, reversedAt, ...row }) => ({
        ...row,
        amount: minorToNumber(capital + interest + costs + fees),
        reversedAt: reversedAt?.toISOString() ?? null,
      }))
      print(json, { payments }, () =>
        payments.length === 0
          ? 'There are no payments.'
          : table(
              ['ALLOCATION', 'PAYMENT', 'KIND', 'AMOUNT', 'CURRENCY', 'PAID', 'PAYER', 'SETTLEMENT', 'TAKEN BACK'],
              payments.map((row) => [
                String(row.allocationId),
                row.paymentId,
                row.kind,
                row.amount.toFixed(2),
                row.currency,
                row.paymentDate,
                plain(row.payerName ?? ''),
                row.settlementId === null ? '' : String(row.settlementId),
                row.reversedAt?.slice(0, 10) ?? '',
              ]),
            ),
      )
    })
}
