import type { Pool } from 'pg'
import { until } from '../until.ts'

const NUMBERED_MS_MAX = 120_000

/** Waits until the feeds show all that is committed now, and the chain of the audit holds it. */
export async function allNumbered(pool: Pool): Promise<void> {
  await until(
    'all rows of the feeds and of the audit have their number',
    async () => {
      const { rows } = await pool.query<{ open: number }>(
        `select ((select count(*) from event where feed_number is null)
               + (select count(*) from distribution_record where feed_number is null)
               + (select count(*) from audit_chain where number is null))::int as open`,
      )
      return rows[0]?.open
    },
    (open) => open === 0,
    NUMBERED_MS_MAX,
  )
}
