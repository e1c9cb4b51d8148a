/**
 * Hands events over to deliveries: an endpoint is a cursor over its feed, and this moves it on. The
 * cursor of a parallel endpoint moves in the transaction that writes the deliveries, so no event is lost or handed over
 * twice. The cursor of an ordered endpoint moves when the request has arrived (record.ts).
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Platform } from '../../platform/context.ts'
import { type Tx, withTransaction } from '../../platform/database.ts'
import {
  type Behind,
  type Open,
  type Side,
  clientsBehind,
  eventsAhead,
  insertDeliveries,
  lockBehind,
  moveCursors,
  openRequests,
} from './hand-over-queries.ts'
import { BREAKS_AT } from './endpoint-health.ts'
import { portionOf } from './portion.ts'

const SIDES: readonly Side[] = ['client', 'partner']
const ENDPOINTS_MAX = 100
/** Requests of an endpoint that may be due or under way. */
const WINDOW = 100
/** So many numbers of a feed are read for an endpoint at a time. */
const READ_MAX = 200
const BEFORE_ALL = -1
const TOO_LARGE = 'EVENT_TOO_LARGE'

/** Hands over what there is room for. @returns whether anything was handed over */
export async function handOver(platform: Platform): Promise<boolean> {
  let any = false
  for (const side of SIDES) {
    let after: ClientId = BEFORE_ALL
    for (;;) {
      const at = { now: platform.clock.now(), after, limit: ENDPOINTS_MAX }
      const clientIds = await clientsBehind(platform.pool, side, at)
      const last = clientIds.at(-1)
      if (last === undefined) break
      const handed = await withTransaction(platform.pool, (tx) => handOverTo(tx, side, at.now, clientIds))
      any ||= handed
      after = last
    }
  }
  return any
}

async function handOverTo(tx: Tx, side: Side, now: Date, clientIds: ClientId[]): Promise<boolean> {
  const locked = await lockBehind(tx, side, now, clientIds, ENDPOINTS_MAX)
  if (locked.length === 0) return false
  const open = new Map((await openRequests(tx, locked, now, WINDOW)).map((one) => [one.webhookId, one]))
  const places = locked
    .map((one) => ({
      ...one,
      readTo: Math.min(one.last, one.cursor + READ_MAX),
      room: roomOf(one, open.get(one.webhookId)),
    }))
    .filter(({ room }) => room > 0)
  if (places.length === 0) return false
  const ahead = Map.groupBy(await eventsAhead(tx, side, places), ({ webhookId }) => webhookId)
  const portions = places.map((place) => ({ place, ...portionOf(place, ahead.get(place.webhookId) ?? []) }))
  const deliveries = portions.flatMap(({ place, deliveries: opened }) =>
    opened.map((one) => ({ ...one, ...keyOf(place), tries: one.state === 'FAILED' ? [tooLarge(now)] : [] })),
  )
  await insertDeliveries(tx, deliveries, now)
  const moved = portions.map(({ place, cursor, sequence, deliveries: opened }) => ({
    ...{ ...keyOf(place), cursor, sequence },
    opens: opened.some(({ state }) => state === 'PENDING'),
  }))
  await moveCursors(tx, moved, now)
  return true
}

/** How many further requests an endpoint may open: the rest waits in the feed. */
function roomOf({ mode, failures }: Behind, open: Open | undefined): number {
  const { due, waits } = open ?? { due: 0, waits: false }
  if (mode === 'ORDERED') return due === 0 && !waits ? 1 : 0
  // A broken endpoint is handed one event, with which it is tried.
  return Math.max(0, (failures >= BREAKS_AT ? 1 : WINDOW) - due)
}

function keyOf({ clientId, webhookId }: Behind) {
  return { clientId, webhookId }
}

function tooLarge(now: Date) {
  return { at: now.toISOString(), ms: 0, status: null, error: TOO_LARGE, answer: null }
}
