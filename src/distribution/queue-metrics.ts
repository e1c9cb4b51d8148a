import { CHANNELS } from '@saatava/einvoice/model/channels.ts'
import type { Platform } from '../platform/context.ts'

const FRESH_MS = 10_000
/** Beyond this it is not counted on: that it is far too much is all that matters. */
const COUNTED_MAX = 100_000
const STATES = ['pending', 'sending', 'unknown', 'failed'] as const

/**
 * Deliveries by channel and state, and how long the oldest has been due; read at most every ten seconds however often it
 * is asked. Each part reads a partial index from its end, so it costs as much as there is to do, not as there has been.
 */
export function deliveryMetrics(platform: Platform): () => Promise<void> {
  let readAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - readAt < FRESH_MS) return
    readAt = performance.now()
    const now = platform.clock.now()
    const { rows } = await platform.pool.query<{ channel: string; state: string; count: number }>({
      text: `
        select c.channel, o.state, count(*)::int as count
        from unnest($1::text[]) as c (channel),
          lateral (select d.state from delivery d where d.channel = c.channel and d.next_attempt_at is not null limit $2) o
        group by 1, 2
        union all
        select channel, 'unknown', count(*)::int
        from (select channel from delivery where state = 'unknown' limit $2) u group by 1
        union all
        select channel, 'failed', count(*)::int
        from (select channel from delivery where state = 'failed' and updated_at > $3::timestamptz - interval '24 hours' limit $2) f group by 1`,
      values: [CHANNELS, COUNTED_MAX, now],
    })
    const { rows: ages } = await platform.pool.query<{ channel: string; dueAt: Date | null }>({
      text: `select c.channel, (select min(d.next_attempt_at) from delivery d
               where d.channel = c.channel and d.next_attempt_at is not null) as "dueAt"
             from unnest($1::text[]) as c (channel)`,
      values: [CHANNELS],
    })
    const { deliveries, deliveryAgeSeconds } = platform.metrics
    // States without deliveries are shown as 0: an alert cannot be set on a missing figure.
    for (const channel of CHANNELS) for (const state of STATES) deliveries.set({ channel, state }, 0)
    for (const { channel, state, count } of rows) deliveries.set({ channel, state }, count)
    for (const { channel, dueAt } of ages) {
      const seconds = dueAt === null ? 0 : Math.max(0, (now.getTime() - dueAt.getTime()) / 1000)
      deliveryAgeSeconds.set({ channel }, seconds)
    }
  }
}
