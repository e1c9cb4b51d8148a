/** SQL of when clients are settled next. */
import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface ScheduleKey {
  clientId: ClientId
  currency: string
}

export interface ScheduleRow extends ScheduleKey {
  nextAt: Date
  planned: boolean
}

const COLUMNS = `client_id as "clientId", currency, next_at as "nextAt", planned`

/** Returns the clients that are due, the earliest first. @param after of the page before */
export async function selectDue(
  db: Queryable,
  at: Date,
  skip: readonly string[],
  limit: number,
): Promise<ScheduleRow[]> {
  const { rows } = await db.query<ScheduleRow>({
    text: `select ${COLUMNS} from settlement_schedule
           where next_at <= $1 and not (client_id || ' ' || currency) = any($2::text[]) order by next_at, client_id, currency limit $3`,
    values: [at, skip, limit],
  })
  return rows
}

/** All there are, in pages by client. */
export async function selectAll(db: Queryable, after: ScheduleKey, limit: number): Promise<ScheduleRow[]> {
  const { rows } = await db.query<ScheduleRow>({
    text: `select ${COLUMNS} from settlement_schedule where (client_id, currency) > ($1, $2) order by client_id, currency limit $3`,
    values: [after.clientId, after.currency, limit],
  })
  return rows
}

/** Locks one as it was read; undefined where somebody else has it, or has handled it. */
export async function lockSchedule(tx: Tx, row: ScheduleRow): Promise<ScheduleRow | undefined> {
  const { rows } = await tx.query<ScheduleRow>({
    text: `select ${COLUMNS} from settlement_schedule where client_id = $1 and currency = $2 and next_at = $3
           for no key update skip locked`,
    values: [row.clientId, row.currency, row.nextAt],
  })
  return rows[0]
}

const NEXT_DAYS = bulk({
  client_id: 'bigint',
  currency: 'text',
  next_at: 'timestamptz',
  was_at: 'timestamptz',
  was_planned: 'boolean',
})

/** Each as it was read: where a contract was changed meanwhile, that stands. */
export async function setNext(db: Queryable, rows: readonly { row: ScheduleRow; nextAt: Date }[]): Promise<void> {
  await db.query({
    text: `update settlement_schedule s set next_at = n.next_at, planned = true
           from ${NEXT_DAYS.from(1)}
           where s.client_id = n.client_id and s.currency = n.currency and s.next_at = n.was_at and s.planned = n.was_planned`,
    values: NEXT_DAYS.values(
      rows.map(({ row, nextAt }) => ({
        clientId: row.clientId,
        currency: row.currency,
        nextAt,
        wasAt: row.nextAt,
        wasPlanned: row.planned,
      })),
    ),
  })
}

/** Notes why a client cannot be settled; null: nothing keeps it back. The row is locked by the caller. */
export async function noteBlocked(tx: Tx, { clientId, currency }: ScheduleKey, reason: string | null): Promise<void> {
  await tx.query({
    text: `update settlement_schedule set blocked = $3
           where client_id = $1 and currency = $2 and blocked is distinct from $3`,
    values: [clientId, currency, reason],
  })
}

const UNBLOCKED = bulk({ client_id: 'bigint', currency: 'text' })

/** Nothing keeps clients back any more for whom nothing waits. */
export async function clearBlocked(db: Queryable, keys: readonly ScheduleKey[]): Promise<void> {
  await db.query({
    text: `update settlement_schedule s set blocked = null from ${UNBLOCKED.from(1)}
           where s.client_id = n.client_id and s.currency = n.currency and s.blocked is not null`,
    values: UNBLOCKED.values(keys),
  })
}

/** The contract has changed: its schedule is looked at again, from now on. */
export async function clearSchedule(tx: Tx, clientId: ClientId, at: Date): Promise<void> {
  await tx.query({
    text: 'update settlement_schedule set next_at = $2, planned = false where client_id = $1',
    values: [clientId, at],
  })
}

/** Plans all currencies of a client for one moment. */
export async function setAllNext(tx: Tx, clientId: ClientId, nextAt: Date): Promise<void> {
  await tx.query({
    text: 'update settlement_schedule set next_at = $2, planned = true where client_id = $1',
    values: [clientId, nextAt],
  })
}
