/** SQL of tasks. The database opens and closes them with their causes; here are the acts of people. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { TaskKindName } from './kinds.ts'

export interface TaskRow {
  /** 0: the agency. */
  clientId: ClientId
  taskId: string
  kind: TaskKindName
  subject: string
  cause: string
  openedAt: Date
  dueAt: Date | null
  dueRule: string | null
  assignee: string | null
  snoozedUntil: Date | null
  closedAt: Date | null
  closedBy: string | null
  closedAs: 'CAUSE_ENDED' | 'DONE' | null
}

const COLUMNS = `client_id as "clientId", task_id as "taskId", kind, subject, cause, opened_at as "openedAt", due_at as "dueAt",
  due_rule as "dueRule", assignee, snoozed_until as "snoozedUntil", closed_at as "closedAt", closed_by as "closedBy",
  closed_as as "closedAs"`
const ORDER = 'due_order, opened_at, task_id'

export interface TaskFilter {
  clientId: ClientId | null
  kind: TaskKindName | null
  /** Some kinds, for a list of few rows: the index is in the order of one kind. */
  kinds?: readonly TaskKindName[]
  assignee: string | null
  /** Only those that had to be done before now. */
  overdue: boolean
  /** Also those that sleep. */
  snoozed: boolean
  /** The last task of the page before. */
  after: Pick<TaskRow, 'taskId' | 'openedAt' | 'dueAt'> | null
}

/** Open tasks: what is due first, then what was opened first. */
export async function pageOfTasks(db: Queryable, filter: TaskFilter, now: Date, limit: number): Promise<TaskRow[]> {
  const { rows } = await db.query<TaskRow>({
    text: `select ${COLUMNS} from task
           where is_open and ($1::bigint is null or client_id = $1) and ($2::text is null or kind = $2)
             and ($11::text[] is null or kind = any($11))
             and ($3::text is null or assignee = $3) and (not $4::boolean or due_at < $5)
             and ($6::boolean or snoozed_until is null or snoozed_until <= $5)
             and ($7::uuid is null or (${ORDER}) > (coalesce($9::timestamptz, 'infinity'), $10::timestamptz, $7))
           order by ${ORDER} limit $8`,
    values: [
      ...[filter.clientId, filter.kind, filter.assignee, filter.overdue, now, filter.snoozed],
      ...[filter.after?.taskId ?? null, limit, filter.after?.dueAt ?? null, filter.after?.openedAt ?? null],
      filter.kinds ?? null,
    ],
  })
  return rows
}

export async function selectTask(db: Queryable, taskId: string): Promise<TaskRow | undefined> {
  const { rows } = await db.query<TaskRow>({
    text: `select ${COLUMNS} from task where task_id = $1`,
    values: [taskId],
  })
  return rows[0]
}

type TaskKey = Pick<TaskRow, 'clientId' | 'taskId'>

/** @returns it, or undefined where it is closed meanwhile */
export async function lockOpenTask(tx: Tx, { clientId, taskId }: TaskKey): Promise<TaskRow | undefined> {
  const { rows } = await tx.query<TaskRow>({
    text: `select ${COLUMNS} from task where client_id = $1 and task_id = $2 and closed_at is null for no key update`,
    values: [clientId, taskId],
  })
  return rows[0]
}

export async function updateAssignee(tx: Tx, { clientId, taskId }: TaskKey, assignee: string | null): Promise<void> {
  await tx.query({
    text: 'update task set assignee = $3 where client_id = $1 and task_id = $2',
    values: [clientId, taskId, assignee],
  })
}

export async function updateSnoozed(tx: Tx, { clientId, taskId }: TaskKey, until: Date): Promise<void> {
  await tx.query({
    text: 'update task set snoozed_until = $3 where client_id = $1 and task_id = $2',
    values: [clientId, taskId, until],
  })
}

export async function closeAsDone(tx: Tx, { clientId, taskId }: TaskKey, by: string, at: Date): Promise<void> {
  await tx.query({
    text: `update task set closed_at = $4, closed_by = $3, closed_as = 'DONE' where client_id = $1 and task_id = $2`,
    values: [clientId, taskId, by, at],
  })
}
