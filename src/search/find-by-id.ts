import { AppError } from '../platform/errors.ts'
import { showApproval } from '../four-eyes/show.ts'
import { findDelivery } from '../distribution/find-delivery.ts'
import { showTask } from '../tasks/show-task.ts'
import { findDocuments } from './find-others.ts'
import type { Hit, Scope } from './hit.ts'
import { invoiceHit, moneyHit } from './present.ts'
import { selectDebtorById, selectEntry, selectInvoiceById } from './queries.ts'

/** Everything that has a UUID. */
export async function findById(scope: Scope, id: string): Promise<Hit[]> {
  const { ctx, within, can } = scope
  const db = ctx.platform.pool
  const hits: Hit[] = []
  if (can('invoice.read')) hits.push(...(await selectInvoiceById(db, within, id)).map(invoiceHit('invoice id')))
  if (can('debtor.read'))
    hits.push(
      ...(await selectDebtorById(db, within, id)).map(
        ({ clientId, debtorId, name }): Hit => ({
          kind: 'debtor',
          clientId,
          id: debtorId,
          person: name,
          title: '',
          by: 'debtor id',
        }),
      ),
    )
  hits.push(...(await findDocuments(scope, id)))
  if (can('delivery.read')) hits.push(...(await deliveryOf(scope, id)))
  if (within !== null) return hits
  if (can('funds.read')) hits.push(...(await selectEntry(db, id)).map(moneyHit('entry id')))
  if (can('task.read')) hits.push(...(await orNone(showTask(ctx, id))).map(taskHit))
  if (can('approval.read')) hits.push(...(await orNone(showApproval(ctx, id))).map(approvalHit))
  return hits
}

async function deliveryOf({ ctx, within }: Scope, id: string): Promise<Hit[]> {
  return (await orNone(findDelivery(ctx.platform.pool, id)))
    .filter(({ clientId }) => within === null || clientId === within)
    .map(({ clientId, deliveryId, channel, state }) => ({
      ...({ kind: 'delivery', clientId, id: deliveryId, title: `${channel}, ${state}`, by: 'delivery id' } as const),
    }))
}

function taskHit({ clientId, taskId, subject }: { clientId: number; taskId: string; subject: string }): Hit {
  return { kind: 'task', clientId, id: taskId, title: subject, by: 'task id' }
}

function approvalHit(approval: { clientId: number; approvalId: string; subject: string }): Hit {
  return {
    kind: 'approval',
    clientId: approval.clientId,
    id: approval.approvalId,
    title: approval.subject,
    by: 'approval id',
  }
}

/** A verb that finds nothing throws. */
async function orNone<T>(found: Promise<T>): Promise<T[]> {
  try {
    return [await found]
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return []
    throw error
  }
}
