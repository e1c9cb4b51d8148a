import type { CivilDate } from '@saatava/core/dates.ts'
import type { Command } from 'commander'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { day, verb } from '../options.ts'
import { print, table } from '../output.ts'

export function settlementRunCommand(settlement: Command): void {
  const summary =
    'Settle the clients that are due, and put the payment files into the bank’s outbox; a repeated run continues'
  verb(settlement, 'run', summary, 'settlement run --date 2026-03-03')
    .option(
      '--date <date>',
      'settle all clients with a scheduled run on this day, even if they were settled before',
      day,
    )
    .action(async ({ date, json }: { date?: CivilDate; json?: boolean }) => {
      const { runSettlements } = await import('../../settlements/run-settlements.ts')
      const result = await withCtx((ctx) => runSettlements(ctx, date === undefined ? {} : { date }))
      if (result.busy)
        throw new CliError(
          'BUSY',
          'Another process is making a run at this moment; "settlement list" shows what it did.',
        )
      const settlements = result.settlements.map(
        ({ clientId, settlementId, amount, currency, commission, deducted, lineCount }) => ({
          ...{ clientId, settlementId, amount: minorToNumber(amount), currency },
          ...{ commission: minorToNumber(commission), deducted: minorToNumber(deducted), allocations: lineCount },
        }),
      )
      const { blocked, files } = result
      print(json, { settlements, blocked, files }, () =>
        [
          settlements.length === 0
            ? 'No client was settled.'
            : table(
                ['CLIENT', 'SETTLEMENT', 'AMOUNT', 'CURRENCY', 'COMMISSION', 'DEDUCTED', 'ALLOCATIONS'],
                result.settlements.map((one) => [
                  one.clientId,
                  one.settlementId,
                  minorToText(one.amount),
                  one.currency,
                  minorToText(one.commission),
                  minorToText(one.deducted),
                  one.lineCount,
                ]),
              ),
          ...blocked.map(({ clientId, currency, message }) => `Client ${clientId}, ${currency}: ${message}`),
          ...files.map((file) => `File ${file}.xml lies in the outbox.`),
        ].join('\n'),
      )
    })
}
