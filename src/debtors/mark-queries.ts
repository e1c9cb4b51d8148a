/** SQL of the marks of debtors. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { DebtorMark } from '@saatava/law/debtor-marks.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'
import type { DebtorKey } from './debtor.ts'
import { type Guardian, type StandingMark, readGuardian } from './marks.ts'

const KEYS = bulk({ client_id: 'bigint', debtor_id: 'uuid' })

/** The marks that stand, by the debtor. */
export async function selectStandingMarks(
  db: Queryable,
  keys: readonly DebtorKey[],
): Promise<(debtor: DebtorKey) => StandingMark[]> {
  if (keys.length === 0) return () => []
  const { rows } = await db.query<DebtorKey & { mark: DebtorMark; fromDay: CivilDate; guardian: unknown }>({
    text: `select m.client_id as "clientId", m.debtor_id as "debtorId", m.mark, m.from_day as "fromDay", m.guardian
           from ${KEYS.distinct(1)} join debtor_mark m on m.client_id = n.client_id and m.debtor_id = n.debtor_id
           where m.lifted_at is null order by m.set_at`,
    values: KEYS.values(keys),
  })
  const marks = Map.groupBy(rows, nameOf)
  return (debtor) =>
    (marks.get(nameOf(debtor)) ?? []).map(({ mark, fromDay, guardian, ...key }) => ({
      ...{ mark, fromDay },
      guardian: guardianIn(guardian, key),
    }))
}

function nameOf({ clientId, debtorId }: DebtorKey): string {
  return `${clientId} ${debtorId}`
}

function guardianIn(guardian: unknown, { clientId, debtorId }: DebtorKey): Guardian | null {
  return guardian === null ? null : readGuardian(guardian, `client ${clientId}, debtor ${debtorId}`)
}

export interface NewMark {
  mark: DebtorMark
  fromDay: CivilDate
  /** How it is known, in a person's words. */
  source: string
  guardian: Guardian | null
}

export async function insertMark(
  tx: Tx,
  { clientId, debtorId }: DebtorKey,
  { mark, fromDay, source, guardian }: NewMark,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await tx.query({
    text: `insert into debtor_mark (client_id, debtor_id, mark_id, mark, from_day, source, guardian, set_by, set_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[clientId, debtorId, newId(), mark, fromDay, source],
      ...[guardian === null ? null : JSON.stringify(guardian), by, at],
    ],
  })
}

/** @returns whether the mark stood */
export async function liftMark(
  tx: Tx,
  { clientId, debtorId }: DebtorKey,
  mark: DebtorMark,
  { by, at }: { by: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update debtor_mark set lifted_by = $4, lifted_at = $5
           where client_id = $1 and debtor_id = $2 and mark = $3 and lifted_at is null`,
    values: [clientId, debtorId, mark, by, at],
  })
  return rowCount === 1
}

export async function touchDebtor(tx: Tx, { clientId, debtorId }: DebtorKey, at: Date): Promise<void> {
  await tx.query({
    text: 'update debtor set updated_at = $3 where client_id = $1 and debtor_id = $2',
    values: [clientId, debtorId, at],
  })
}

export interface MarkRow extends NewMark {
  setBy: string
  setAt: Date
  liftedBy: string | null
  liftedAt: Date | null
}

/** All marks that a debtor has had, the newest first. */
export async function selectMarks(db: Queryable, key: DebtorKey): Promise<MarkRow[]> {
  const { rows } = await db.query<Omit<MarkRow, 'guardian'> & { guardian: unknown }>({
    text: `select mark, from_day as "fromDay", source, guardian, set_by as "setBy", set_at as "setAt",
                  lifted_by as "liftedBy", lifted_at as "liftedAt"
           from debtor_mark where client_id = $1 and debtor_id = $2 order by set_at desc, mark_id desc`,
    values: [key.clientId, key.debtorId],
  })
  return rows.map((row) => ({ ...row, guardian: guardianIn(row.guardian, key) }))
}
