/** Acts on tasks, and on many rows at once. */
import { date, integer, text } from '../events/fields.ts'
import { optional, orNull } from '../platform/http/schema.ts'
import { act } from './act.ts'
import { note } from './words.ts'

const TASK = 'task:<taskId>'
const task = { kind: text, about: text, caseId: optional(integer) }

const BULK = 'bulk:<jobId>'

export const TASK_ACTS = {
  'task.taken': act(TASK, 'a person took a task', { ...task, before: orNull(text) }),
  'task.released': act(TASK, 'a task was given back to everybody', { ...task, before: orNull(text) }),
  'task.snoozed': act(TASK, 'a task sleeps until a day', { ...task, until: date }),
  'task.done': act(TASK, 'a person closed a task', { ...task, comment: note }),
  'bulk.started': act(BULK, 'an act on many rows began', { act: text, rows: integer }),
  'bulk.ended': act(BULK, 'an act on many rows ended', { act: text, done: integer, refused: integer }),
}
