/** SQL of the links that work once. */
import type { Queryable, Tx } from '../../platform/database.ts'

export interface EnrolmentRow {
  enrolmentId: string
  /** Null: it signs in the demo operator. */
  userId: string | null
  name: string | null
}

/** @returns undefined where the code is wrong, was used or has expired, or the user is disabled */
export async function openEnrolment(db: Queryable, codeHash: Buffer, now: Date): Promise<EnrolmentRow | undefined> {
  const { rows } = await db.query<EnrolmentRow>({
    text: `select e.enrolment_id as "enrolmentId", e.user_id as "userId", u.name
           from enrolment e left join user_account u on u.client_id = e.client_id and u.user_id = e.user_id
           where e.client_id = 0 and e.code_hash = $1 and e.used_at is null and e.expires_at > $2 and u.disabled_at is null`,
    values: [codeHash, now],
  })
  return rows[0]
}

/** @returns false where another request has used it */
export async function useEnrolment(tx: Tx, enrolmentId: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update enrolment set used_at = $2
           where client_id = 0 and enrolment_id = $1 and used_at is null and expires_at > $2`,
    values: [enrolmentId, at],
  })
  return rowCount === 1
}

export interface NewEnrolment {
  enrolmentId: string
  userId: string | null
  codeHash: Buffer
  madeAt: Date
  madeBy: string
  expiresAt: Date
}

export async function insertEnrolment(tx: Tx, link: NewEnrolment): Promise<void> {
  await tx.query({
    text: `insert into enrolment (client_id, enrolment_id, user_id, code_hash, made_at, made_by, expires_at)
           values (0, $1, $2, $3, $4, $5, $6)`,
    values: [link.enrolmentId, link.userId, link.codeHash, link.madeAt, link.madeBy, link.expiresAt],
  })
}

/** Earlier links of the user expire. */
export async function expireEnrolments(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.query({
    text: `update enrolment set expires_at = $2
           where client_id = 0 and user_id = $1 and used_at is null and expires_at > $2`,
    values: [userId, at],
  })
}
