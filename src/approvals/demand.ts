/**
 * Four eyes. The verb that does a gated act demands an approval itself, within its transaction, so no path goes around it.
 * Without one the transaction is rolled back, and the request is stored: frozen input, and a preview of the effect. When a
 * second person approves it, the same verb runs again with that input. It demands again, the preview is made again and
 * compared, and the approval is used up in the transaction that does the act.
 */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import type { Request } from './approval.ts'
import { decide, insertApproval, latestOf } from './queries.ts'
import { fourEyesOf } from './setting.ts'

const DAYS = 7

/** Rolls the verb's transaction back; `gated` turns it into a stored request. */
class ApprovalNeeded extends Error {
  override name = 'ApprovalNeeded'
  readonly request: Request

  constructor(request: Request) {
    super(`${request.action} needs an approval`)
    this.request = request
  }
}

/** The effect is not the one that was shown to the second person. */
export class ApprovalOutdated extends Error {
  override name = 'ApprovalOutdated'
  readonly request: Request

  constructor(request: Request) {
    super(`the effect of ${request.action} has changed since it was asked for`)
    this.request = request
  }
}

/** Demands that a second person has approved this. The verb runs within `gated`. */
export async function demandApproval(ctx: Ctx, tx: Tx, request: Request): Promise<void> {
  if (ctx.approval !== undefined) return use(ctx, tx, ctx.approval, request)
  const { isOn, setBy } = await fourEyesOf(ctx.platform, tx)
  if (isOn) throw new ApprovalNeeded(request)
  if (setBy !== null) ctx.onUnapproved?.(setBy)
}

/** Runs a verb that may demand an approval. @throws AppError WAITING with the id of the approval that it waits for */
export async function gated<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ApprovalNeeded)) throw error
    throw waiting(await ask(ctx, error.request))
  }
}

function waiting(approvalId: string): AppError {
  return new AppError(
    'WAITING',
    `This waits for a second person: approval ${approvalId}. "saatava approval approve" does it, by somebody else.`,
    { extra: { approvalId, state: 'WAITING' } },
  )
}

/** Stores a request. One that waits already is not stored again. */
export async function ask(ctx: Ctx, request: Request, askedBy: string = ctx.actor): Promise<string> {
  const { pool, clock } = ctx.platform
  const askedAt = clock.now()
  return withTransaction(pool, async (tx) => {
    const approvalId = newId()
    const waits = await insertApproval(tx, {
      ...request,
      approvalId,
      ...{ inputHash: hashOf(request.input), previewHash: hashOf(request.preview), askedBy, askedAt },
      expiresAt: new Date(askedAt.getTime() + DAYS * 86_400_000),
    })
    if (waits === approvalId)
      await audit(ctx, tx, request.clientId, 'approval.asked', `approval:${approvalId}`, {
        action: request.action,
        of: request.subject,
        askedBy,
      })
    return waits
  })
}

/** For workers: whether a second person has approved this subject; asks for it where nobody has. */
export async function isReleased(ctx: Ctx, request: Request): Promise<boolean> {
  const { pool, clock } = ctx.platform
  if (!(await fourEyesOf(ctx.platform, pool)).isOn) return true
  const latest = await latestOf(pool, request.clientId, request.action, request.subject)
  if (latest?.decision === 'APPROVED') return true
  const isOpen = latest?.decision === null && latest.expiresAt.getTime() > clock.now().getTime()
  if (!isOpen && latest?.decision !== 'REFUSED') await ask(ctx, request)
  return false
}

async function use(ctx: Ctx, tx: Tx, approval: NonNullable<Ctx['approval']>, request: Request): Promise<void> {
  const { approvalId, clientId, action, decidedBy } = approval
  const isIt =
    action === request.action && clientId === request.clientId && hashOf(request.input).equals(approval.inputHash)
  if (!isIt) throw new Error(`approval ${approvalId} of ${action} does not fit ${request.action} of ${request.subject}`)
  if (!hashOf(request.preview).equals(approval.previewHash)) throw new ApprovalOutdated(request)
  const at = ctx.platform.clock.now()
  if (!(await decide(tx, { clientId, approvalId, decision: 'APPROVED', by: decidedBy, at, reason: null })))
    throw new AppError('CONFLICT', `The approval ${approvalId} was decided meanwhile, or has expired.`)
  await audit({ ...ctx, actor: decidedBy }, tx, clientId, 'approval.approved', `approval:${approvalId}`, {
    action,
    of: request.subject,
    askedBy: ctx.actor,
  })
}

/** The hash of a JSON value; the order of names does not matter. */
function hashOf(value: object): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(sorted(JSON.parse(JSON.stringify(value)))))
    .digest()
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  )
}

/** True where two values are the same JSON. */
export function isSameJson(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a ?? null)), JSON.parse(JSON.stringify(b ?? null)))
}
