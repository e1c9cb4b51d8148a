import type { CivilDate } from '@saatava/core/dates.ts'
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import type { ClientCtx } from '../platform/context.ts'
import { readCursor, writeCursor } from '../platform/http/cursor.ts'
import { type BehindRow, type Page, pageOfFees, pageOfLosses, pageOfOpened } from './behind-queries.ts'

/** The reports that have cases behind their bars. */
export const BEHIND = ['recovery', 'losses', 'fees'] as const

export interface BehindQuery {
  report: (typeof BEHIND)[number]
  from: CivilDate
  to: CivilDate
  /** The rule of law of a fee; undefined: none. */
  rule?: string | undefined
  after?: string | undefined
  limit: number
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const ID = new RegExp(`^\\d{1,15}$|${UUID_PATTERN}`)

/** Lists the cases of a client behind a bar of a report, by day. @throws AppError INVALID a wrong cursor */
export async function listBehind(
  ctx: ClientCtx,
  query: BehindQuery,
): Promise<{ rows: BehindRow[]; next: string | undefined }> {
  const { after, limit } = query
  const [day = '', id = ''] = after === undefined ? [] : readCursor(after, DATE, ID)
  const found = await pageOf(ctx, query, { after: after === undefined ? undefined : { day, id }, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: last && writeCursor([last.day, last.id]) }
}

function pageOf({ platform: { pool }, clientId }: ClientCtx, query: BehindQuery, page: Page): Promise<BehindRow[]> {
  const { report, from, to, rule = null } = query
  if (report === 'recovery') return pageOfOpened(pool, clientId, { from, to }, page)
  if (report === 'losses') return pageOfLosses(pool, clientId, { from, to }, page)
  return pageOfFees(pool, clientId, { from, to, rule }, page)
}
