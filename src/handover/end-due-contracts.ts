/** Puts the cases of clients on hold whose contract has ended. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Case } from '../claims/case.ts'
import { type FedCaseEvent, recordCaseEvents } from '../claims/record-case-events.ts'
import { type HoldChange, updateHolds } from '../claims/update-queries.ts'
import { recallLetters } from '../distribution/recall-letters.ts'
import { emit } from '../events/emit.ts'
import { markInvoiceCaseStatus } from '../invoices/case-queries.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { lockContractEnd, lockNotHeld, markEnded, selectEnding, selectWithLetters } from './end-queries.ts'

const CLIENTS_AT_ONCE = 100
const CASES_AT_ONCE = 500
const WHY = { code: 'CONTRACT_ENDED', reason: 'The contract with the client has ended.' }

/** @returns how many clients had something to do */
export async function endDueContracts(ctx: Ctx): Promise<number> {
  const clientIds = await selectEnding(ctx.platform.pool, ctx.platform.clock.now(), CLIENTS_AT_ONCE)
  for (const clientId of clientIds) await holdCases(ctx, clientId)
  return clientIds.length
}

/** Puts all open cases of a client on hold, a batch in each transaction. */
export async function holdCases(ctx: Ctx, clientId: ClientId): Promise<void> {
  while (await retryOnDeadlock(ctx.platform.pool, (tx) => holdBatch(ctx, tx, clientId)));
}

/** @returns whether there may be more */
async function holdBatch(ctx: Ctx, tx: Tx, clientId: ClientId): Promise<boolean> {
  const at = ctx.platform.clock.now()
  const end = await lockContractEnd(tx, clientId)
  if (end === undefined) return false
  const cases = await lockNotHeld(tx, clientId, CASES_AT_ONCE)
  const changes = cases.map(holdOf)
  await updateHolds(tx, changes, at)
  await record(ctx, tx, cases, changes, at)
  for (const about of await selectWithLetters(
    tx,
    clientId,
    cases.map(({ caseId }) => caseId),
  ))
    await recallLetters(ctx, tx, { clientId, invoiceId: about.invoiceId }, WHY)
  if (cases.length === CASES_AT_ONCE) return true
  if (end.endsAt !== null) {
    await markEnded(tx, clientId)
    await emit(ctx, tx, clientId, 'contract.ended', `client:${clientId}`, { endsOn: end.endsOn })
  }
  return false
}

/** An objection, a plan or a suspension stays; everything else is paused. */
function holdOf({ clientId, caseId, status, statusReason }: Case): HoldChange {
  const paused = status === 'OPEN' || status === 'PAUSED'
  return {
    ...{ clientId, caseId, hold: 'CONTRACT_ENDED', status: paused ? 'PAUSED' : status },
    ...{ statusReason: paused ? 'CONTRACT_ENDED' : statusReason, nextDate: null, nextAt: null },
  }
}

async function record(
  ctx: Ctx,
  tx: Tx,
  cases: readonly Case[],
  changes: readonly HoldChange[],
  at: Date,
): Promise<void> {
  const events = cases.flatMap(({ clientId, caseId, invoiceNumber, status }, i): FedCaseEvent[] => {
    const { status: to = status, statusReason: reason = null } = changes[i] ?? {}
    if (to === status && status !== 'PAUSED') return []
    return [{ clientId, caseId, invoiceNumber, kind: 'STATUS', data: { from: status, to, reason, nextDate: null } }]
  })
  await recordCaseEvents(ctx, tx, events, at)
  const notes = cases.map(({ clientId, invoiceId, caseId, status }, i) => ({
    ...{ clientId, invoiceId, caseId, status: changes[i]?.status ?? status },
  }))
  await markInvoiceCaseStatus(tx, notes, at)
}
