import { audit } from '../platform/audit.ts'
import { AppError, type Fault } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import type { ActionBatch } from './action-schemas.ts'
import { lockNumbers, writeApprovals } from './approve-queries.ts'
import type { InvoiceCtx } from './context.ts'
import { APPROVABLE, type InvoiceStatus } from './states.ts'

/**
 * Takes a batch of actions, all or none. APPROVE lets an invoice go that is MANUAL or DUPLICATE; it is evaluated again
 * at once, as approved.
 * Errors: 404 an invoice is not there (or another client's: the same text), 422 it does not wait for approval.
 */
export async function submitActions(
  ctx: InvoiceCtx,
  { actions }: ActionBatch,
  idempotency?: Idempotency,
): Promise<Answer> {
  const answer = await idempotently(
    ctx,
    { clientId: ctx.clientId, scope: 'POST /invoice/action' },
    idempotency,
    async (tx) => {
      const numbers = [...new Set(actions.map((action) => action.data.invoiceNumber))]
      const found = await lockNumbers(tx, ctx.clientId, numbers)
      const chosen = actions.map((action) => found.find((row) => row.number === action.data.invoiceNumber))
      const missing = faultsOf(
        chosen,
        (row) => row === undefined,
        'NOT_FOUND',
        () => 'there is no such invoice',
      )
      if (missing.length > 0)
        throw new AppError('NOT_FOUND', 'An invoice of this batch is not there; nothing was done.', { faults: missing })
      const settled = faultsOf(
        chosen,
        (row) => !APPROVABLE.includes(row?.status as InvoiceStatus),
        'NOT_WAITING',
        (row) => `is ${row?.status}; only an invoice that is ${APPROVABLE.join(' or ')} waits for approval`,
      )
      if (settled.length > 0)
        throw new AppError('RULE', 'An invoice of this batch does not wait for approval; nothing was done.', {
          faults: settled,
        })
      const at = ctx.platform.clock.now()
      await writeApprovals(
        tx,
        ctx.clientId,
        chosen.flatMap((row) => row?.invoiceId ?? []),
        ctx.actor,
        at,
      )
      for (const [i, action] of actions.entries()) {
        const row = chosen[i]
        if (row === undefined) continue
        const data = { invoiceNumber: row.number, comment: action.comment ?? null }
        await emit(ctx, tx, ctx.clientId, 'invoice.approved', `invoice:${row.invoiceId}`, data)
        await audit(ctx, tx, ctx.clientId, 'invoice.approved', `invoice:${row.invoiceId}`, { ...data, was: row.status })
      }
      return { body: {} }
    },
  )
  ctx.invoices.wake()
  return answer
}

function faultsOf<T>(rows: T[], bad: (row: T) => boolean, code: string, message: (row: T) => string): Fault[] {
  return rows.flatMap((row, i) =>
    bad(row) ? [{ pointer: `/actions/${i}/data/invoiceNumber`, code, message: message(row) }] : [],
  )
}
