/** The acts that a person may do on many rows at once. Each does one row by the verb that does it alone. */
import { UUID } from '@saatava/core/ids.ts'
import type { AccountingServices } from '../accounting/context.ts'
import { retryDocument } from '../accounting/retry-document.ts'
import { act as actInTransaction } from '../case-api/actions/act-on-case.ts'
import { submitActions } from '../case-api/actions/submit-actions.ts'
import { retryDelivery } from '../distribution/retry-delivery.ts'
import type { Permission } from '../permissions/permissions.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { type ClientCtx, type Ctx, clientCtx } from '../platform/context.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import type { Idempotency } from '../platform/http/route.ts'
import { snoozeTask } from '../tasks/snooze-task.ts'
import { takeTask } from '../tasks/take-task.ts'

/** Services that the acts on rows need, besides the platform. */
export interface BulkServices {
  accounting: AccountingServices
  /** Wakes this process's workers. */
  wake(): void
}

/** The fields of an act, such as the day until which tasks sleep. */
export type Fields = Readonly<Record<string, string>>

interface Row {
  /** The key without its client. */
  id: string
  fields: Fields
  /** A row that was done before a process ended is not done again. */
  idempotency: Idempotency | undefined
}

interface BulkAct {
  /** For a button, and for the title of the job. */
  label: string
  /** A sentence about the effect, for the page before the act. */
  explains: string
  permission: Permission
  /** It needs a day. */
  needsDay?: true
  /** @throws AppError where the row is refused */
  perform(ctx: Ctx, services: BulkServices, row: Row): Promise<unknown>
}

const EXPLAINED = {
  APPROVE: 'Legal steps of these cases begin.',
  PAUSE: 'No step of these cases is taken until they go on.',
  RESUME: 'The next step of each case is taken on its day.',
  WITHDRAW: 'The claims are given up, and the cases are closed.',
}

/** An action on a case. One that was done before is refused, so no row is done twice. */
function onCase(label: string, code: 'APPROVE' | 'PAUSE' | 'RESUME' | 'WITHDRAW'): BulkAct {
  return {
    ...{ label, permission: 'case.act', explains: EXPLAINED[code] },
    async perform(ctx, _services, { id }) {
      if (!/^[1-9]\d{0,13}$/.test(id)) throw noRow(id)
      const action = { code, data: { caseId: Number(id) } }
      // Thrown within the transaction: a dry run ends it before its outcome is known.
      await retryOnDeadlock(ctx.platform.pool, async (tx) => {
        const outcome = await actInTransaction(ctx, tx, action)
        if (outcome.state === 'refused') throw new AppError('RULE', outcome.refusal.message)
      })
    },
  }
}

const BULK_ACTS = {
  'invoice.approve': {
    ...{ label: 'Approve invoices', permission: 'case.act' },
    explains: 'Each invoice is evaluated again at once, and goes out unless something is wrong with it.',
    perform: (ctx, { wake }, { id, idempotency }) => {
      const [number = ''] = id.split('.')
      if (!/^\d{1,15}$/.test(number)) throw noRow(id)
      const batch = { actions: [{ code: 'APPROVE' as const, data: { invoiceNumber: Number(number) } }] }
      return submitActions(ofClient(ctx), batch, idempotency, { return: undefined, waitSeconds: undefined }, wake)
    },
  },
  'case.approve': onCase('Approve legal steps', 'APPROVE'),
  'case.pause': onCase('Pause cases', 'PAUSE'),
  'case.resume': onCase('Let cases go on', 'RESUME'),
  'case.withdraw': onCase('Withdraw cases', 'WITHDRAW'),
  'delivery.retry': {
    ...{ label: 'Send deliveries again', permission: 'delivery.resolve' },
    explains: 'Each failed delivery stays as it is, and another by the same channel takes its place.',
    perform: (ctx, _services, { id }) => retryDelivery(ctx, uuidIn(id)),
  },
  'document.retry': {
    ...{ label: 'Send vouchers again', permission: 'accounting.retry' },
    explains: 'They are sent in order of submission. Saatava first searches for each in the accounting system.',
    perform: (ctx, { accounting }, { id, idempotency }) => {
      const [, kind, identifier = ''] = /^(ledger|payment|invoice)\.(.+)$/s.exec(id) ?? []
      if (kind === undefined) throw noRow(id)
      return retryDocument(
        { ...ofClient(ctx), accounting },
        kind as Parameters<typeof retryDocument>[1],
        identifier,
        idempotency,
      )
    },
  },
  'task.take': {
    ...{ label: 'Take tasks', permission: 'task.work' },
    explains: 'A task that a colleague has changes hands.',
    perform: (ctx, _services, { id }) => takeTask(ctx, { taskId: uuidIn(id) }),
  },
  'task.snooze': {
    ...{ label: 'Snooze tasks', permission: 'task.work', needsDay: true },
    explains: 'The tasks come back on that day.',
    perform: (ctx, _services, { id, fields }) => snoozeTask(ctx, { taskId: uuidIn(id), until: fields['until'] ?? '' }),
  },
} as const satisfies Record<string, BulkAct>

export type BulkActName = keyof typeof BULK_ACTS
export const BULK_ACT_NAMES = Object.keys(BULK_ACTS) as BulkActName[]

export function bulkActOf(name: BulkActName): BulkAct {
  return BULK_ACTS[name]
}

/** @throws AppError INVALID: the act needs a day, and has none */
export function checkFields({ act, fields }: { act: BulkActName; fields: Fields }): void {
  if (bulkActOf(act).needsDay === true && fields['until'] === undefined)
    throw invalid([
      { pointer: '/until', code: 'REQUIRED', message: 'is missing: choose the day until which they sleep' },
    ])
}

/** "client.id" of a row. @throws AppError NOT_FOUND */
export function rowOf(key: string): { clientId: number; id: string } {
  const [, clientId, id] = /^(\d{1,15})\.(.+)$/s.exec(key) ?? []
  if (clientId === undefined || id === undefined) throw noRow(key)
  return { clientId: Number(clientId), id }
}

/** Does one row. The database shows the verb the rows of the client alone. @throws AppError where the row is refused */
export async function performRow(
  ctx: Ctx,
  services: BulkServices,
  { act, key, ...row }: { act: BulkActName; key: string } & Omit<Row, 'id'>,
): Promise<void> {
  const { clientId, id } = rowOf(key)
  const within = clientId === OPERATOR_TENANT ? ctx : clientCtx(ctx, clientId)
  await bulkActOf(act).perform(within, services, { ...row, id })
}

function ofClient(ctx: Ctx): ClientCtx {
  if (!('clientId' in ctx) || typeof ctx.clientId !== 'number') throw noRow('without a client')
  return ctx as ClientCtx
}

function uuidIn(id: string): string {
  if (!UUID.test(id)) throw noRow(id)
  return id
}

function noRow(key: string): AppError {
  return new AppError('NOT_FOUND', `There is no row ${key}.`)
}
