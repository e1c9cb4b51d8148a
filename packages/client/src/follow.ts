/**
 * Follows a feed: page after page, then waiting for what comes. Each event has a cursor that goes on after everything
 * before the present page, and the last one of a page goes on after the page. A program that stores the cursor with its
 * own work sees each event at least once; `eventId` shows a repeated one.
 */
import { call } from './call.ts'
import type { Client } from './client.ts'
import { isSaatavaError } from './errors.ts'
import { nextOf } from './list.ts'
import { sleep } from './retry.ts'
import type { CallOptions } from './send.ts'

const WAIT_MS = 1_000
/** After failures that pass, such as a restart of the service. */
const WAIT_FAILED_MS = 10_000
const PAGE = 100

export interface FollowOptions extends Omit<CallOptions, 'idempotencyKey'> {
  /** The cursor of the last event that was handled; without it, the feed begins with its first event. */
  after?: string | undefined
  /** Events of a page; default 100. */
  limit?: number | undefined
  /** How long to wait when there is nothing newer; default 1 000. */
  everyMs?: number | undefined
  /** Hears of a failure that passes; the feed goes on. */
  onFailure?: ((error: unknown) => void) | undefined
}

export type Followed<Event> = AsyncGenerator<Event & { cursor: string | undefined }, void, undefined>

type Feed = 'GET /events' | 'GET /partner/events'

export async function* follow<Event>(
  client: Client,
  feed: Feed,
  { after, type, limit = PAGE, everyMs = WAIT_MS, onFailure, ...options }: FollowOptions & { type?: string } = {},
): Followed<Event> {
  const { signal } = options
  let cursor = after
  try {
    for (;;) {
      let wait = everyMs
      try {
        const { data, response } = await call(client, feed, { type, limit, cursor }, options).withResponse()
        const next = nextOf(response)?.['cursor'] ?? cursor
        const events = data.events as unknown as Event[]
        for (const [i, event] of events.entries()) {
          yield { ...event, cursor: i === events.length - 1 ? next : cursor }
          signal?.throwIfAborted()
        }
        cursor = next
        if (data.hasMore) wait = 0
      } catch (error) {
        if (!isSaatavaError(error) || !error.retryable) throw error
        onFailure?.(error)
        wait = Math.max(error.retryAfterMs ?? 0, WAIT_FAILED_MS)
      }
      if (wait > 0) await sleep(wait, signal)
      signal?.throwIfAborted()
    }
  } catch (error) {
    // The caller has ended it, which is no failure.
    if (signal?.aborted !== true || error !== signal.reason) throw error
  }
}
