import type { ClientId } from '@saatava/core/ids.ts'
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type AmissRow, type Cause, type CauseRow, selectAmiss, selectCauses } from '../deliveries/cause-queries.ts'
import type { Ctx } from '../platform/context.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'

/** Groups the deliveries that need a person by channel, state and cause. @param input.clientId absent: all clients */
export function listCauses(
  ctx: Ctx,
  input: { clientId?: ClientId | undefined; channel?: string | undefined },
): Promise<CauseRow[]> {
  return selectCauses(ctx.platform.pool, { clientId: input.clientId ?? null, channel: input.channel ?? null })
}

export interface AmissQuery extends Cause {
  clientId?: ClientId | undefined
  /** The cursor of the page before. */
  after?: string | undefined
  limit: number
}

/** Lists the deliveries of one cause, the latest change first. @throws AppError INVALID for a cursor of elsewhere */
export async function listAmiss(
  ctx: Ctx,
  { clientId, after, limit, ...cause }: AmissQuery,
): Promise<{ rows: AmissRow[]; next: string | undefined }> {
  const found = await selectAmiss(ctx.platform.pool, {
    ...cause,
    clientId: clientId ?? null,
    after: after === undefined ? null : placeOf(after),
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: last && writeCursor([String(last.updatedAt.getTime()), last.deliveryId]) }
}

function placeOf(cursor: string): { updatedAt: Date; deliveryId: string } {
  const [ms = '', deliveryId = ''] = readCursor(cursor, /^\d{1,15}$/, new RegExp(UUID_PATTERN))
  return { updatedAt: new Date(Number(ms)), deliveryId }
}
