import { isCivilDate } from '@saatava/core/dates.ts'
import { UUID } from '@saatava/core/ids.ts'
import type { Ctx } from '../../platform/context.ts'
import { invalid } from '../../platform/errors.ts'
import type { WaitingRow } from '../list-queries.ts'
import { type WaitingFilter, type WaitingPlace, pageOfWaiting } from './queries.ts'

export interface WaitingQuery extends Omit<WaitingFilter, 'from' | 'awakeAt'> {
  /** Also money that a person has put off to a later day. */
  withHeld: boolean
  limit: number
  /** The place after which the page begins, of `placeText`; null: at the beginning. */
  after: string | null
}

export interface WaitingPage {
  rows: WaitingRow[]
  /** For the next page; undefined: this is the last one. */
  next: string | undefined
}

/** Lists money that needs review, the oldest first. */
export async function listWaiting(ctx: Ctx, { after, limit, withHeld, ...filter }: WaitingQuery): Promise<WaitingPage> {
  const { pool, clock } = ctx.platform
  const from = after === null ? null : { ...placeIn(after), isIncluded: false }
  const rows = await pageOfWaiting(pool, { ...filter, from, awakeAt: withHeld ? null : clock.now() }, limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { rows: page, next: last && placeText(last) }
}

export function placeText({ bookingDate, id }: WaitingPlace): string {
  return `${bookingDate}.${id}`
}

function placeIn(text: string): WaitingPlace {
  const [bookingDate = '', id = ''] = text.split('.', 2)
  if (isCivilDate(bookingDate) && UUID.test(id)) return { bookingDate, id }
  throw invalid([{ pointer: '?after', code: 'INVALID', message: 'must come from a link of this list', received: text }])
}
