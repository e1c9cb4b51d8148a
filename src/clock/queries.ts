/** SQL of the sandbox's clock: its row in sandbox_setting, and what is due by it. */
import type { Queryable, Tx } from '../platform/database.ts'
import type { DueWork } from '../platform/due-work.ts'
import { type StoredClock, readStoredClock } from './state.ts'

const NAME = 'clock'

export interface ReadClock {
  stored: StoredClock
  /** The database's own time. */
  at: Date
}

type Row = { value: Buffer | null; at: Date }

function readOf(row: Row | undefined): ReadClock {
  const text = row?.value?.toString() ?? ''
  const stored = text === '' ? { offsetMs: 0 } : readStoredClock(text, NAME)
  return { stored, at: row?.at ?? new Date() }
}

export async function readClock(db: Queryable): Promise<ReadClock> {
  const { rows } = await db.query<Row>({
    name: 'clock-read',
    text: 'select clock_timestamp() as at, (select value from sandbox_setting where name = $1) as value',
    values: [NAME],
  })
  return readOf(rows[0])
}

/** Locked until the transaction ends: whoever changes the clock reads it so, and one at a time. */
export async function lockClock(tx: Tx): Promise<ReadClock> {
  await tx.query({
    text: `insert into sandbox_setting (name, value) values ($1, '') on conflict (name) do nothing`,
    values: [NAME],
  })
  const { rows } = await tx.query<Row>({
    text: 'select value, clock_timestamp() as at from sandbox_setting where name = $1 for no key update',
    values: [NAME],
  })
  return readOf(rows[0])
}

export async function writeClock(tx: Tx, stored: StoredClock): Promise<void> {
  await tx.query({
    text: 'update sandbox_setting set value = $2 where name = $1',
    values: [NAME, Buffer.from(JSON.stringify(stored))],
  })
}

export interface DueRow {
  work: string
  count: number
  /** When more of it falls due. */
  next: Date | null
}

/** One statement for all of it: what one kind of work hands to another is counted in one place or the other. */
export async function dueAt(db: Queryable, work: readonly DueWork[], at: Date): Promise<DueRow[]> {
  const parts = work.map(
    ({ count, next }, i) => `select ${i} as place, (${inTime(count)}) as count, (${inTime(next)}) as next`,
  )
  const { rows } = await db.query<{ place: number; count: number; next: Date | null }>({
    name: 'clock-due',
    text: `${parts.join(' union all ')} order by place`,
    values: [at],
  })
  return rows.map(({ place, count, next }) => ({ work: work[place]?.name ?? '', count, next }))
}

/** Since when the oldest of each kind of work is due, in the order given; null where none is, or nothing says so. */
export async function oldestDue(db: Queryable, work: readonly DueWork[], at: Date): Promise<(Date | null)[]> {
  const parts = work.map(
    ({ oldest }, i) =>
      `select ${i} as place, (${inTime(oldest ?? 'select null::timestamptz where $1 is null')}) as since`,
  )
  const { rows } = await db.query<{ since: Date | null }>({
    text: `${parts.join(' union all ')} order by place`,
    values: [at],
  })
  return rows.map(({ since }) => since)
}

function inTime(sql: string): string {
  return sql.replaceAll('$1', '$1::timestamptz')
}
