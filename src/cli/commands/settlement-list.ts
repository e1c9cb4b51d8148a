import type { Command } from 'commander'
import { minorToNumber, minorToText } from '../../core/money.ts'
import { requireClient, withReadCtx } from '../context.ts'
import { clientNumber, limit, verb } from '../options.ts'
import { print, table } from '../output.ts'

const LIMIT_DEFAULT = 50

interface Options {
  client?: number
  limit: number
  json?: boolean
}

export function settlementListCommand(settlement: Command): void {
  verb(settlement, 'list', 'Runs and their files, or the settlements of a client', 'settlement list --client 100001')
    .option('--client <number>', 'the settlements of this client', clientNumber)
    .option('--limit <number>', 'at most so many, the latest', limit, LIMIT_DEFAULT)
    .action(async ({ client, limit, json }: Options) => {
      const { listRuns, listOfClient } = await import('../../settlements/list-runs.ts')
      if (client === undefined) {
        const runs = await withReadCtx((ctx) => listRuns(ctx, limit))
        const shown = runs.map((run) => ({ ...run, total: run.total === null ? null : minorToNumber(run.total) }))
        print(json, { runs: shown }, () =>
          table(
            ['RUN', 'DATE', 'STATE', 'EXECUTED', 'PAYMENTS', 'TOTAL', 'CURRENCY'],
            runs.map((run) => [
              run.messageId,
              run.runDate,
              run.state,
              run.executionDate,
              run.payments,
              run.total === null ? null : minorToText(run.total),
              run.currency,
            ]),
          ),
        )
        return
      }
      const settlements = await withReadCtx(async (ctx) => {
        await requireClient(ctx, client)
        return listOfClient(ctx, client, limit)
      })
      const shown = settlements.map((one) => ({
        ...one,
        amount: minorToNumber(one.amount),
        commission: minorToNumber(one.commission),
        deducted: minorToNumber(one.deducted),
      }))
      print(json, { settlements: shown }, () =>
        table(
          [
            'SETTLEMENT',
            'STATE',
            'AMOUNT',
            'CURRENCY',
            'COMMISSION',
            'DEDUCTED',
            'ALLOCATIONS',
            'REFERENCE',
            'FETCHED',
          ],
          settlements.map((one) => [
            one.settlementId,
            one.state,
            minorToText(one.amount),
            one.currency,
            minorToText(one.commission),
            minorToText(one.deducted),
            one.lineCount,
            one.remittanceReference,
            one.handedOutAt,
          ]),
        ),
      )
    })
}
