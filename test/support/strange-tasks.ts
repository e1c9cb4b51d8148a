/** Compares the open tasks with the rows that need a person. */
import type { Pool } from 'pg'

interface Row {
  clientId: string
  kind: string
  subject: string
  cause: string
  hasTask: boolean
}

/** Returns the open tasks whose cause has ended, and the rows that need a person and have no task, nor had one that is done. */
export async function strangeTasks(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<Row>(
    `select coalesce(t.client_id, c.client_id) as "clientId", coalesce(t.kind, c.kind) as kind,
       coalesce(t.subject, c.subject) as subject, coalesce(t.cause, c.cause) as cause, t.task_id is not null as "hasTask"
     from (select * from task where closed_at is null) t full join task_cause c
       on c.client_id = t.client_id and c.kind = t.kind and c.subject = t.subject and c.cause = t.cause
     where c.kind is null or (t.task_id is null and not exists (
       select from task d where d.client_id = c.client_id and d.kind = c.kind and d.subject = c.subject and d.cause = c.cause
         and d.closed_as = 'DONE'))`,
  )
  return rows.map(({ clientId, kind, subject, cause, hasTask }) =>
    hasTask
      ? `task ${kind} of ${subject} of client ${clientId} is open, and its cause ${cause} has ended`
      : `${subject} of client ${clientId} needs a person (${kind}, ${cause}), and has no task`,
  )
}
