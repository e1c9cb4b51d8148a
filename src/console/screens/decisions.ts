/**
 * The tasks that wait for the creditor of one client: its decisions, which are the first page of a creditor's people, and the
 * questions that the agency cannot answer without it. Each leads to the page where the creditor decides or answers.
 */
import { Type } from 'typebox'
import { TASK_KIND_NAMES, type TaskKindName, kindOf } from '../../tasks/kinds.ts'
import { listTasks } from '../../tasks/list-tasks.ts'
import type { TaskRow } from '../../tasks/queries.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn } from '../list/spec.ts'
import type { Screen } from '../shell.ts'
import { caseIn, taskAddress } from './next-task.ts'
import { client, due, opened } from './task-parts.ts'

interface Waiting {
  path: string
  nouns: readonly [string, string]
  title: string
  empty: string
  kinds: readonly TaskKindName[]
  /** Heads the column of these sentences. */
  head: string
  sentenceOf(kind: TaskKindName): string
}

/** The questions behind tasks that need what the creditor knows. */
const ASKS: Partial<Record<TaskKindName, string>> = {
  QUESTION_ASKED: 'The agency has written a question.',
  OBJECTION: 'The debtor objects. Is the claim right?',
  CASE_SUSPENDED: 'No letter reaches the debtor. Do you know another address?',
  AMOUNTS_DIFFER: 'You state other amounts than the books. Which are right?',
}

const DECISIONS: Waiting = {
  ...{ path: '/decisions', nouns: ['decision', 'decisions'], title: 'Decisions of creditors', head: 'Waits for' },
  empty: 'Nothing waits for a decision.',
  kinds: TASK_KIND_NAMES.filter((name) => kindOf(name).worker === 'creditor' && ASKS[name] === undefined),
  sentenceOf: (kind) => kindOf(kind).title,
}

const QUESTIONS: Waiting = {
  ...{ path: '/questions', nouns: ['question', 'questions'], title: 'Questions to creditors', head: 'Question' },
  empty: 'The agency asks nothing.',
  kinds: TASK_KIND_NAMES.filter((name) => ASKS[name] !== undefined),
  sentenceOf: (kind) => ASKS[kind] ?? kindOf(kind).title,
}

export const decisions: Screen = screenOf(DECISIONS)
export const questions: Screen = screenOf(QUESTIONS)

function screenOf(waiting: Waiting): Screen {
  const { path, nouns, title, kinds, empty } = waiting
  return {
    menu: { path: `/console${path}`, label: title, permission: 'case.read', group: 'Work' },
    routes(shell) {
      list(shell, {
        ...{ path, name: nouns[1], nouns, title, empty, permission: 'case.read', query: Type.Object({}) },
        columns: columnsOf(waiting),
        filters: () => [],
        keyOf: ({ taskId }) => taskId,
        async read(ctx, _query, { limit, after }) {
          const { tasks, next } = await listTasks(ctx, {
            ...{ kinds, clientId: ctx.clientId ?? null, limit, after: after ?? null },
          })
          return { rows: tasks, next }
        },
      })
    },
  }
}

function columnsOf({ head, sentenceOf }: Waiting): readonly ListColumn<TaskRow>[] {
  return [
    {
      ...{ id: 'task', head },
      cell: (row) => linkOf(row, sentenceOf(row.kind)),
      csv: ({ kind }) => sentenceOf(kind),
    },
    {
      ...{ id: 'subject', head: 'About' },
      cell: ({ subject }) => html`<code data-copy>${subject}</code>`,
      csv: ({ subject }) => subject,
    },
    { id: 'client', head: 'Client', cell: client, csv: client },
    { id: 'due', head: 'Due', cell: (row, { now }) => due(row, now), csv: ({ dueAt }) => dueAt?.toISOString() ?? null },
    {
      ...{ id: 'opened', head: 'Open for' },
      cell: (row, { now }) => opened(row, now),
      csv: ({ openedAt }) => openedAt.toISOString(),
    },
    { id: 'ends', head: 'How it ends', cell: ({ kind }) => kindOf(kind).ends, csv: ({ kind }) => kindOf(kind).ends },
  ]
}

/** Leads to the case, or to the invoices that wait in the same way. */
function linkOf(row: TaskRow, sentence: string): Html {
  const { clientId, kind, subject } = row
  if (caseIn(subject) !== undefined || kind === 'QUESTION_ASKED')
    return html`<a href="${taskAddress(row)}">${sentence}</a>`
  const status = /^INVOICE_(.+)$/.exec(kind)?.[1]
  if (status === undefined) return html`${sentence}`
  return html`<a href="/console/invoices?client=${clientId}&amp;status=${status}">${sentence}</a>`
}
