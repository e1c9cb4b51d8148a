/** SQL of the sessions of the console. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { RoleName } from '../../permissions/roles.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import type { SessionEnd, SignInMethod } from './session.ts'

export interface SessionRow {
  sessionId: string
  userId: string | null
  /** Null: the demo operator. */
  name: string | null
  disabledAt: Date | null
  method: SignInMethod
  seenAs: RoleName | null
  seenClientId: ClientId | null
  remoteAddress: string | null
  beganAt: Date
  authenticatedAt: Date
  usedAt: Date
}

const COLUMNS = `s.session_id as "sessionId", s.user_id as "userId", u.name, u.disabled_at as "disabledAt", s.method,
  s.seen_as as "seenAs", s.seen_client_id as "seenClientId", s.remote_address as "remoteAddress", s.began_at as "beganAt",
  s.authenticated_at as "authenticatedAt", s.used_at as "usedAt"`
const FROM = `console_session s left join user_account u on u.client_id = s.client_id and u.user_id = s.user_id`

export async function sessionByToken(db: Queryable, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await db.query<SessionRow>({
    text: `select ${COLUMNS} from ${FROM} where s.client_id = 0 and s.token_hash = $1 and s.ended_at is null`,
    values: [tokenHash],
  })
  return rows[0]
}

export async function sessionById(db: Queryable, sessionId: string): Promise<SessionRow | undefined> {
  const { rows } = await db.query<SessionRow>({
    text: `select ${COLUMNS} from ${FROM} where s.client_id = 0 and s.session_id = $1 and s.ended_at is null`,
    values: [sessionId],
  })
  return rows[0]
}

/** Open sessions, of one user or of all, the latest first. */
export async function openSessions(db: Queryable, userId: string | null, limit: number): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>({
    text: `select ${COLUMNS} from ${FROM}
           where s.client_id = 0 and s.ended_at is null and ($1::uuid is null or s.user_id = $1)
           order by s.began_at desc, s.session_id limit $2`,
    values: [userId, limit],
  })
  return rows
}

/** Open sessions that have lasted too long, or that nobody has used for too long. */
export async function lapsedSessions(
  db: Queryable,
  { usedBefore, begunBefore }: { usedBefore: Date; begunBefore: Date },
  limit: number,
): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>({
    text: `select ${COLUMNS} from ${FROM}
           where s.client_id = 0 and s.ended_at is null and (s.used_at < $1 or s.began_at < $2) limit $3`,
    values: [usedBefore, begunBefore, limit],
  })
  return rows
}

export interface NewSession {
  sessionId: string
  userId: string | null
  tokenHash: Buffer
  proofHash: Buffer
  method: SignInMethod
  remoteAddress: string | null
  beganAt: Date
  authenticatedAt: Date
}

/** @returns false where the proof has begun a session already */
export async function insertSession(tx: Tx, session: NewSession): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into console_session (client_id, session_id, user_id, token_hash, proof_hash, method, remote_address, began_at,
             authenticated_at, used_at)
           values (0, $1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (client_id, proof_hash) do nothing`,
    values: [
      ...[session.sessionId, session.userId, session.tokenHash, session.proofHash, session.method],
      ...[session.remoteAddress, session.beganAt, session.authenticatedAt],
    ],
  })
  return rowCount === 1
}

export async function updateUsed(db: Queryable, sessionId: string, at: Date): Promise<void> {
  await db.query({
    text: `update console_session set used_at = $2 where client_id = 0 and session_id = $1 and ended_at is null`,
    values: [sessionId, at],
  })
}

export async function updateSeenAs(
  tx: Tx,
  sessionId: string,
  seen: { role: RoleName | null; clientId: ClientId | null },
): Promise<void> {
  await tx.query({
    text: `update console_session set seen_as = $2, seen_client_id = $3
           where client_id = 0 and session_id = $1 and user_id is null and ended_at is null`,
    values: [sessionId, seen.role, seen.clientId],
  })
}

/** @returns false where it has ended already */
export async function updateEnded(tx: Tx, sessionId: string, as: SessionEnd, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update console_session set ended_at = $3, ended_as = $2
           where client_id = 0 and session_id = $1 and ended_at is null`,
    values: [sessionId, as, at],
  })
  return rowCount === 1
}
