import { kindOf } from './kinds.ts'
import type { TaskRow } from './queries.ts'

/** A task as it is shown to programs; a client of null is the agency itself. */
export function presentTask({ taskId, clientId, kind, ...row }: TaskRow): Record<string, unknown> {
  const { title, worker, ends, byPerson = false } = kindOf(kind)
  return { taskId, clientIdentifier: clientId === 0 ? null : clientId, kind, title, worker, ends, byPerson, ...row }
}
