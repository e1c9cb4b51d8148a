import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { kindOf } from '../../tasks/kinds.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { may } from '../../users/may.ts'
import { type Html, html } from '../html.ts'
import { badge } from '../parts/badge.ts'
import { age, when } from '../parts/when.ts'
import type { ConsoleCtx } from '../shell.ts'
import { taskAddress } from './next-task.ts'

/** Why somebody may not act on tasks; undefined: they may. */
export function refusalOf({ session }: Pick<ConsoleCtx, 'session'>): string | undefined {
  const isIn = may(session.grants, 'task.work', OPERATOR_TENANT)
  return isIn ? undefined : 'Your roles lack the permission task.work, so you read tasks alone.'
}

/** The task in a few words and its subject; the link leads to the page where a person works on it. */
export function what(row: TaskRow): Html {
  const { kind, subject } = row
  return html`<a href="${taskAddress(row)}">${kindOf(kind).title}</a><br><span class="hint">${subject}</span>`
}

/** The day by which it must be done, and the rule that says so. */
export function due({ dueAt, dueRule }: TaskRow, now: Date): Html | null {
  if (dueAt === null) return null
  const late = dueAt < now
  return html`${late && html`${badge('overdue', 'bad')} `}${when(dueAt)}${
    dueRule !== null && html`<br><span class="hint">${dueRule}</span>`
  }`
}

export function opened({ openedAt }: TaskRow, now: Date): Html {
  return age(openedAt, now)
}

export function client({ clientId }: TaskRow): string {
  return clientId === OPERATOR_TENANT ? 'agency' : String(clientId)
}
