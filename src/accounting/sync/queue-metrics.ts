import type { Platform } from '../../platform/context.ts'

const FRESH_MS = 5_000

interface QueueRow {
  system: string
  depth: number
  age: number
}

/** Depth and age of the queues by system, read at most every five seconds however often it is asked. */
export function queueMetrics(platform: Platform): () => Promise<void> {
  let readAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - readAt < FRESH_MS) return
    readAt = performance.now()
    const { rows } = await platform.pool.query<QueueRow>({
      text: `
      select coalesce(c.system, 'NONE') as system, count(*) as depth,
             extract(epoch from $1::timestamptz - min(d.submitted_at))::bigint as age
      from accounting_document d
      left join accounting_connection c on c.client_id = d.client_id
        and (c.company_identifier = d.company_identifier or (d.company_identifier = '' and c.is_default))
      where d.status in ('pending', 'sending', 'delivered', 'unknown')
      group by 1`,
      values: [platform.clock.now()],
    })
    const { queueDepth, queueAgeSeconds } = platform.metrics
    queueDepth.reset()
    queueAgeSeconds.reset()
    for (const { system, depth, age } of rows) {
      queueDepth.set({ system }, depth)
      queueAgeSeconds.set({ system }, age)
    }
  }
}
