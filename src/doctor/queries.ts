/** SQL of the doctor: which processes were seen, and what the database lets this user do. */
import { INSERT_ONLY } from '../platform/service-role.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Queryable } from '../platform/database.ts'

export interface ProcessSeen {
  role: string
  host: string
  pid: number
  /** Since it was seen, by the database's clock. */
  seconds: number
}

const FORGOTTEN_AFTER = '7 days'

export async function writeProcessSeen(
  db: Queryable,
  self: { processId: string; role: string; host: string; pid: number },
): Promise<void> {
  await db.query({
    name: 'process-seen',
    text: `insert into process_seen (client_id, process_id, role, host, pid, started_at, seen_at)
           values ($1, $2, $3, $4, $5, statement_timestamp(), statement_timestamp())
           on conflict (client_id, process_id) do update set seen_at = excluded.seen_at`,
    values: [OPERATOR_TENANT, self.processId, self.role, self.host, self.pid],
  })
}

export async function forgetProcess(db: Queryable, processId: string): Promise<void> {
  await db.query({
    text: `delete from process_seen where client_id = $1
             and (process_id = $2 or seen_at < statement_timestamp() - $3::interval)`,
    values: [OPERATOR_TENANT, processId, FORGOTTEN_AFTER],
  })
}

export async function selectProcesses(db: Queryable): Promise<ProcessSeen[]> {
  const { rows } = await db.query<ProcessSeen>({
    text: `select role, host, pid, extract(epoch from statement_timestamp() - seen_at)::float as seconds
           from process_seen where client_id = $1 order by seen_at desc limit 100`,
    values: [OPERATOR_TENANT],
  })
  return rows
}

/** Countries in which there are clients. */
export async function countriesOfClients(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ country: string }>(`select distinct country_code as country from client`)
  return rows.map(({ country }) => country)
}

export interface DatabaseFacts {
  version: string
  versionNumber: number
  now: Date
  backend: number
  mayCreate: boolean
  /** Tables that this user may not read or write as the service does. */
  closed: string[]
  readOnly: boolean
  /** The role has more rights than the service needs: which it is. */
  tooMuch: string | null
}

export async function selectDatabaseFacts(db: Queryable): Promise<DatabaseFacts> {
  const { rows } = await db.query<DatabaseFacts>({
    text: `select current_setting('server_version') as version, current_setting('server_version_num')::int as "versionNumber",
            statement_timestamp() as now, pg_backend_pid() as backend,
            current_schema() is not null and has_schema_privilege(current_schema(), 'create') as "mayCreate",
            current_setting('transaction_read_only') = 'on' as "readOnly",
            array(select c.relname::text from pg_class c
                  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                    and not (has_table_privilege(c.oid, 'select')
                      and (c.relname = 'schema_migration' or has_table_privilege(c.oid, 'insert'))
                      and (c.relname = 'schema_migration' or c.relname = any ($1)
                           or (has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))))
                  order by 1) as closed,
            (select case when r.rolsuper then 'a superuser' when r.rolbypassrls then 'a role that bypasses row-level security'
                         when exists (select from pg_class c where c.relnamespace = current_schema()::regnamespace
                                        and c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'usage'))
                           then 'the owner of the tables' end
             from pg_roles r where r.rolname = current_user) as "tooMuch"`,
    values: [INSERT_ONLY],
  })
  const [facts] = rows
  if (facts === undefined) throw new Error('the database did not describe itself')
  return facts
}

/** The folder of the server's data; undefined where this user may not know it. */
export async function selectDataDirectory(db: Queryable): Promise<string | undefined> {
  const { rows } = await db.query<{ folder: string | null }>(
    `select case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory', true) end as folder`,
  )
  return rows[0]?.folder ?? undefined
}
