import type { Command } from 'commander'
import { minorToNumber, minorToText } from '@saatava/core/money.ts'
import { requireClient, withReadCtx } from '../context.ts'
import { clientNumber, limit, verb } from '../options.ts'
import type { Payout } from '../../payouts/payout.ts'
import { plain, print, table } from '../output.ts'

const LIMIT_DEFAULT = 50

interface Options {
  client?: number
  limit: number
  json?: boolean
}

export function settlementListCommand(settlement: Command): void {
  verb(
    settlement,
    'list',
    'Settlement runs with their files, or the settlements of a client',
    'settlement list --client 100001',
  )
    .option('--client <number>', 'the settlements of this client', clientNumber)
    .option('--limit <number>', 'most entries to show, the latest first', limit, LIMIT_DEFAULT)
    .action(async ({ client, limit, json }: Options) => {
      const { listRuns, listOfClient } = await import('../../settlements/list-runs.ts')
      if (client === undefined) {
        const runs = await withReadCtx((ctx) => listRuns(ctx, limit))
        const shown = runs.map((run) => ({ ...run, total: run.total === null ? null : minorToNumber(run.total) }))
        print(json, { runs: shown }, () =>
          table(
            ['RUN', 'DATE', 'STATE', 'EXECUTED', 'PAYMENTS', 'PAID', 'REFUSED', 'UNCLEAR', 'TOTAL', 'CURRENCY', 'FROM'],
            runs.map((run) => [
              run.messageId,
              run.runDate,
              run.state,
              run.executionDate,
              run.payments,
              run.paid,
              run.refused,
              run.doubtful,
              run.total === null ? null : minorToText(run.total),
              run.currency,
              run.debtorIban,
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
        payout: one.payout && shownPayout(one.payout),
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
            'PAYOUT',
            'THE BANK SAYS',
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
            one.payout?.endToEndId ?? null,
            one.payout === undefined ? null : wordsOf(one.payout),
          ]),
        ),
      )
    })
}

function shownPayout({ endToEndId, attempt, state, reasonCode, reasonText, doubt, paidOn, beneficiary }: Payout) {
  return { endToEndId, attempt, state, reasonCode, reasonText, doubt, paidOn, beneficiary }
}

/** Why it was refused or returned, or why a person must ask the bank. */
function wordsOf({ reasonCode, reasonText, doubt, paidOn }: Payout): string | null {
  if (doubt !== null) return plain(`UNCLEAR: ${doubt}`)
  // The text of a bank's reasons begins with their codes.
  const reason = reasonText !== null && reasonText !== '' ? reasonText : reasonCode
  return reason === null ? paidOn : plain(reason)
}
