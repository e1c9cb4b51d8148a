import { minorToText } from '../core/money.ts'
import { postAll } from '../journal/post-all.ts'
import { HOUSE, audit } from '../platform/audit.ts'
import { civilDateAt, timeZoneOf } from '../core/dates.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { emitAll } from '../platform/events.ts'
import { minorToNumber } from '../core/money.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { sourceOf } from './deductions.ts'
import { paid } from './postings.ts'
import { moveSettlements, settlementsOfRun } from './queries.ts'
import { findRun, lockRun, markPaid } from './run-queries.ts'
import { type SettlementRun, payoutOf } from './settlement.ts'

/**
 * The bank has executed a run's file: what was under way to the clients has left the client funds. It happens once.
 * @param name the file's message id, or the run's id  @throws AppError NOT_FOUND, RULE
 */
export async function markRunPaid(ctx: Ctx, name: string): Promise<SettlementRun> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const found = await findRun(tx, name)
    const run = found === undefined ? undefined : await lockRun(tx, found.runId)
    if (run === undefined)
      throw new AppError('NOT_FOUND', `There is no settlement run ${name}; "settlement list" shows them.`)
    const at = ctx.platform.clock.now()
    if (!(await markPaid(tx, run.runId, at)))
      throw new AppError(
        'RULE',
        run.state === 'paid'
          ? `The run ${run.messageId} was marked as paid before, at ${run.paidAt?.toISOString()}.`
          : `The file of the run ${run.messageId} has not been put into the bank's outbox yet.`,
      )
    const settlements = await settlementsOfRun(tx, run.runId)
    const settings = await settingsOf(ctx.platform.pool, tx, new Set(settlements.map(({ clientId }) => clientId)))
    const dateOf = (clientId: number) =>
      civilDateAt(at, timeZoneOf(settings.get(clientId)?.profile.countryCode ?? 'FI'))
    await postAll(
      tx,
      settlements.map(({ clientId, settlementId, currency, ...of }) =>
        paid({ clientId, currency, at, bookingDate: dateOf(clientId), source: sourceOf(settlementId) }, payoutOf(of)),
      ),
    )
    if ((await moveSettlements(tx, run.runId, 'sent', 'paid')) !== settlements.length)
      throw new Error(`not all settlements of run ${run.messageId} were sent`)
    await emitAll(
      ctx,
      tx,
      settlements.map(({ clientId, settlementId, currency, ...of }) => ({
        clientId,
        type: 'settlement.paid',
        subject: sourceOf(settlementId),
        data: {
          settlementId,
          amount: minorToNumber(of.amount),
          paidAmount: minorToNumber(payoutOf(of)),
          currency,
        },
      })),
    )
    await audit(ctx, tx, HOUSE, 'settlement.file.paid', `settlement-run:${run.messageId}`, {
      total: minorToText(run.total ?? 0n),
      currency: run.currency,
    })
    return { ...run, state: 'paid', paidAt: at }
  })
}
