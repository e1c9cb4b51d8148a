/** SQL of agent tokens. */
import type { Queryable, Tx } from '../../platform/database.ts'

export interface AgentTokenRow {
  tokenId: string
  userId: string | null
  /** Null: the demo operator. */
  name: string | null
  showsNames: boolean
  issuedBy: string
  issuedAt: Date
  expiresAt: Date
  usedAt: Date | null
  revokedAt: Date | null
  /** When the user was disabled. */
  disabledAt: Date | null
}

const COLUMNS = `t.token_id as "tokenId", t.user_id as "userId", u.name, t.shows_names as "showsNames", t.issued_by as "issuedBy",
  t.issued_at as "issuedAt", t.expires_at as "expiresAt", t.used_at as "usedAt", t.revoked_at as "revokedAt",
  u.disabled_at as "disabledAt"`
const FROM = 'agent_token t left join user_account u on u.client_id = t.client_id and u.user_id = t.user_id'

export async function insertAgentToken(
  tx: Tx,
  token: Pick<AgentTokenRow, 'tokenId' | 'userId' | 'showsNames' | 'issuedBy' | 'issuedAt' | 'expiresAt'>,
  tokenHash: Buffer,
): Promise<void> {
  await tx.query({
    text: `insert into agent_token (client_id, token_id, user_id, token_hash, shows_names, issued_by, issued_at, expires_at)
           values (0, $1, $2, $3, $4, $5, $6, $7)`,
    values: [token.tokenId, token.userId, tokenHash, token.showsNames, token.issuedBy, token.issuedAt, token.expiresAt],
  })
}

export async function agentTokenByHash(db: Queryable, tokenHash: Buffer): Promise<AgentTokenRow | undefined> {
  const { rows } = await db.query<AgentTokenRow>({
    text: `select ${COLUMNS} from ${FROM} where t.client_id = 0 and t.token_hash = $1`,
    values: [tokenHash],
  })
  return rows[0]
}

/** The latest first. @param userId null: of all users */
export async function selectAgentTokens(db: Queryable, userId: string | null, limit: number): Promise<AgentTokenRow[]> {
  const { rows } = await db.query<AgentTokenRow>({
    text: `select ${COLUMNS} from ${FROM} where t.client_id = 0 and ($1::uuid is null or t.user_id = $1)
           order by t.issued_at desc, t.token_id limit $2`,
    values: [userId, limit],
  })
  return rows
}

/** Counts the tokens of a user that work. @param userId null: of the demo operator */
export async function countWorking(tx: Tx, userId: string | null, now: Date): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    text: `select count(*) as count from agent_token
           where client_id = 0 and user_id is not distinct from $1 and revoked_at is null and expires_at > $2`,
    values: [userId, now],
  })
  return rows[0]?.count ?? 0
}

export async function updateAgentTokenUsed(db: Queryable, tokenId: string, at: Date): Promise<void> {
  await db.query({
    text: 'update agent_token set used_at = $2 where client_id = 0 and token_id = $1',
    values: [tokenId, at],
  })
}

/** @returns false: there is none, or it was revoked before */
export async function updateRevoked(tx: Tx, tokenId: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: 'update agent_token set revoked_at = $2 where client_id = 0 and token_id = $1 and revoked_at is null',
    values: [tokenId, at],
  })
  return rowCount === 1
}
