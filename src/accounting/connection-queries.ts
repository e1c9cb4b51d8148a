import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'

export interface ConnectionRow {
  clientId: ClientId
  companyIdentifier: string
  system: string
  simulator: boolean
  isDefault: boolean
  credentials: Buffer
  credentialsVersion: number
  mappings: Record<string, Record<string, string>>
  settings: Record<string, unknown>
  createdAt: Date
  updatedAt: Date
  state: 'active' | 'stopped'
  reason: string | null
  failures: number
  nextAttemptAt: Date
}

const SELECT = `
  select c.client_id as "clientId", c.company_identifier as "companyIdentifier", c.system, c.simulator,
         c.is_default as "isDefault", c.credentials, c.credentials_version as "credentialsVersion", c.mappings, c.settings,
         c.created_at as "createdAt", c.updated_at as "updatedAt", q.state, q.reason, q.failures,
         q.next_attempt_at as "nextAttemptAt"
  from accounting_connection c join accounting_queue q using (client_id, company_identifier)`

export async function connectionOf(
  db: Queryable,
  clientId: ClientId,
  companyIdentifier: string,
): Promise<ConnectionRow | undefined> {
  const { rows } = await db.query<ConnectionRow>({
    text: `${SELECT} where c.client_id = $1 and c.company_identifier = $2`,
    values: [clientId, companyIdentifier],
  })
  return rows[0]
}

export async function connectionsOf(db: Queryable, clientId: ClientId): Promise<ConnectionRow[]> {
  const { rows } = await db.query<ConnectionRow>({
    text: `${SELECT} where c.client_id = $1 order by c.is_default desc, c.created_at`,
    values: [clientId],
  })
  return rows
}

/** Any one connection's sealed credentials, to try a key on; undefined when there is none. */
export async function anySealedCredentials(
  db: Queryable,
): Promise<Pick<ConnectionRow, 'clientId' | 'companyIdentifier' | 'credentials'> | undefined> {
  const { rows } = await db.query<Pick<ConnectionRow, 'clientId' | 'companyIdentifier' | 'credentials'>>(
    `select client_id as "clientId", company_identifier as "companyIdentifier", credentials
     from accounting_connection limit 1`,
  )
  return rows[0]
}

export interface ConnectionWrite {
  clientId: ClientId
  companyIdentifier: string
  system: string
  simulator: boolean
  isDefault: boolean
  credentials: Buffer
  /** Whether tokens that the system has given stay: they belong to the credentials they were got with. */
  keepTokens: boolean
  mappings: unknown
  settings: unknown
  at: Date
}

/** Makes or replaces a connection, and lets its queue run again from now. */
export async function upsertConnection(tx: Tx, connection: ConnectionWrite): Promise<void> {
  await tx.query({
    text: `insert into accounting_connection as c (client_id, company_identifier, system, simulator, is_default, credentials,
             credentials_version, mappings, settings, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $9)
           on conflict (client_id, company_identifier) do update
           set system = excluded.system, simulator = excluded.simulator, is_default = excluded.is_default,
               credentials = excluded.credentials, credentials_version = c.credentials_version + 1,
               mappings = excluded.mappings, settings = excluded.settings, updated_at = excluded.updated_at,
               tokens = case when $10 then c.tokens end,
               tokens_version = c.tokens_version + case when $10 then 0 else 1 end`,
    values: [
      connection.clientId,
      connection.companyIdentifier,
      connection.system,
      connection.simulator,
      connection.isDefault,
      connection.credentials,
      JSON.stringify(connection.mappings),
      JSON.stringify(connection.settings),
      connection.at,
      connection.keepTokens,
    ],
  })
  await tx.query({
    text: `insert into accounting_queue (client_id, company_identifier, state, next_attempt_at)
           values ($1, $2, 'active', statement_timestamp())
           on conflict (client_id, company_identifier) do update
           set state = 'active', reason = null, failures = 0, next_attempt_at = excluded.next_attempt_at`,
    values: [connection.clientId, connection.companyIdentifier],
  })
}

export async function clearDefault(tx: Tx, clientId: ClientId): Promise<void> {
  await tx.query({
    text: 'update accounting_connection set is_default = false where client_id = $1 and is_default',
    values: [clientId],
  })
}

/** Documents that may be in the connected system, or on their way there: it must not be exchanged under them. */
export async function inFlightCount(db: Queryable, clientId: ClientId, companies: string[]): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    text: `select count(*) as count from accounting_document
           where client_id = $1 and company_identifier = any($2) and status in ('sending', 'delivered', 'unknown')`,
    values: [clientId, companies],
  })
  return rows[0]?.count ?? 0
}

/** Lets a queue run again: after a passed test, changed credentials, or a document corrected. */
export async function resumeQueue(tx: Tx, clientId: ClientId, companyIdentifier: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update accounting_queue set state = 'active', reason = null, failures = 0, next_attempt_at = statement_timestamp()
           where client_id = $1 and company_identifier = $2 and state = 'stopped'`,
    values: [clientId, companyIdentifier],
  })
  return rowCount === 1
}
