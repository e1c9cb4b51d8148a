import { invalid } from '../../platform/errors.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../../platform/context.ts'
import { type BrowsedSettlement, type PlannedRow, pageOfAllSettlements, pageOfPlanned } from './queries.ts'

interface Page {
  limit: number
  /** The cursor of the page before; null: the first page. */
  after: string | null
}

/** Settlements of a client or of all, the latest first. */
export async function browseSettlements(
  ctx: Ctx,
  { clientId, openOnly, limit, after }: Page & { clientId: ClientId | null; openOnly: boolean },
): Promise<{ rows: BrowsedSettlement[]; next: string | undefined }> {
  const [settlementId, last] = after === null ? [] : partsOf(after, /^\d{12}$/, /^\d{1,15}$/)
  const before =
    settlementId === undefined || last === undefined
      ? null
      : { settlementId: Number(settlementId), clientId: Number(last) }
  const found = await pageOfAllSettlements(ctx.platform.pool, { clientId, openOnly, before }, limit + 1)
  const rows = found.slice(0, limit)
  const end = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: end && `${end.settlementId}.${end.clientId}` }
}

/** The clients with what waits to be settled, and when they are. */
export async function browsePlanned(
  ctx: Ctx,
  { blockedOnly, limit, after }: Page & { blockedOnly: boolean },
): Promise<{ rows: PlannedRow[]; next: string | undefined }> {
  const [clientId = '0', currency = ''] = after === null ? [] : partsOf(after, /^\d{1,15}$/, /^[A-Z]{3}$/)
  const place = { clientId: Number(clientId), currency }
  const found = await pageOfPlanned(ctx.platform.pool, { blockedOnly, after: place }, limit + 1)
  const rows = found.slice(0, limit)
  const end = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: end && `${end.clientId}.${end.currency}` }
}

function partsOf(cursor: string, ...forms: readonly RegExp[]): string[] {
  const parts = cursor.split('.')
  if (parts.length === forms.length && parts.every((part, i) => forms[i]?.test(part) === true)) return parts
  throw invalid([
    { pointer: '?after', code: 'INVALID', message: 'must come from a link of this list', received: cursor },
  ])
}
