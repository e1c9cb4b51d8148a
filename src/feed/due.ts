import type { DueWork } from '../platform/due-work.ts'

/** A sandbox's clock goes on when what has happened can be read in the feeds. */
export const FEED_DUE: DueWork[] = [
  unnumbered('events to number', 'event', 'at'),
  unnumbered('distribution records to number', 'distribution_record', 'updated_at'),
]

function unnumbered(name: string, table: string, written: string): DueWork {
  return {
    name,
    count: `select count(*) from ${table} where feed_number is null`,
    oldest: `select min(${written}) from ${table} where feed_number is null and ${written} <= $1`,
    next: 'select null::timestamptz',
  }
}
