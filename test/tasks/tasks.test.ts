/** Tasks: opened and closed with their cause, listed, taken, put off and done by people. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { TASK_KINDS } from '../../src/tasks/kinds.ts'
import { act, atNoon, caseClient, someCase, somePolicies } from '../support/cases/cases.ts'
import { type Env, fails, json, lines } from '../support/cli/run.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

interface Shown {
  taskId: string
  clientIdentifier: number | null
  kind: string
  subject: string
  cause: string
  assignee: string | null
  snoozedUntil: string | null
  closedAs: string | null
  closedBy: string | null
  ends: string
}

const JANE = ['--as', 'Jane Doe']
let api: TestService
let env: Env
let client: InvoiceClient

before(async () => {
  api = await testService()
  env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox' }
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
  atNoon(api, '2026-02-10')
})
after(() => api.stop())

async function listed(...filter: string[]): Promise<Shown[]> {
  const { tasks } = await json<{ tasks: Shown[] }>(['task', 'list', ...filter], env)
  return tasks
}

async function objection(): Promise<{ caseId: number; task: Shown }> {
  const { caseId } = await someCase(api, client)
  await act(api, client, caseId, { code: 'OBJECTION', comment: 'Was never delivered' })
  const task = (await listed('--kind', 'OBJECTION')).find(({ subject }) => subject === `case:${caseId}`)
  assert.ok(task !== undefined)
  return { caseId, task }
}

test('an objection opens a task, and the end of the objection closes it', async () => {
  const { caseId, task } = await objection()
  assert.deepEqual([task.cause, task.clientIdentifier, task.assignee], ['DENIED', client.clientIdentifier, null])
  await act(api, client, caseId, { code: 'RESUME' })
  const shown = await json<Shown>(['task', 'show', task.taskId], env)
  assert.deepEqual([shown.closedAs, shown.closedBy], ['CAUSE_ENDED', 'system:cause'])
  assert.ok(!(await listed()).some(({ taskId }) => taskId === task.taskId))
  await act(api, client, caseId, { code: 'OBJECTION', comment: 'Was never delivered, again' })
  const again = (await listed()).filter(({ subject }) => subject === `case:${caseId}`)
  assert.deepEqual(
    again.map(({ kind }) => kind),
    ['OBJECTION'],
  )
  assert.notEqual(again[0]?.taskId, task.taskId)
})

test('a person takes a task and gives it back; another may take it over; the audit names both', async () => {
  const { caseId, task } = await objection()
  await json(['task', 'take', task.taskId, ...JANE], env)
  assert.deepEqual(
    (await listed('--assignee', 'Jane Doe')).map(({ taskId }) => taskId),
    [task.taskId],
  )
  const over = await json<Shown>(['task', 'take', task.taskId, '--as', 'John Roe'], env)
  assert.equal(over.assignee, 'John Roe')
  const back = await json<Shown>(['task', 'take', task.taskId, '--release', ...JANE], env)
  assert.equal(back.assignee, null)
  const { entries } = await json<{ entries: { actor: string; action: string; details: { before: string | null } }[] }>(
    ['audit', '--case', String(caseId), '--action', 'task.'],
    env,
  )
  assert.deepEqual(
    entries.map(({ actor, action, details }) => [actor, action, details.before]),
    [
      ['user:Jane Doe', 'task.released', 'John Roe'],
      ['user:John Roe', 'task.taken', 'Jane Doe'],
      ['user:Jane Doe', 'task.taken', null],
    ],
  )
})

test('a task that sleeps is not listed until its day', async () => {
  const { task } = await objection()
  await fails(1, /has begun already/, ['task', 'snooze', task.taskId, '--until', '2025-01-01', ...JANE], env)
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  await json(['task', 'snooze', task.taskId, '--until', day, ...JANE], env)
  const ids = async (...filter: string[]) => (await listed(...filter)).map(({ taskId }) => taskId)
  assert.ok(!(await ids()).includes(task.taskId))
  assert.ok((await ids('--snoozed')).includes(task.taskId))
})

test('a task whose cause still holds is not done by a word; the refusal says how its cause ends', async () => {
  const { task } = await objection()
  const done = ['task', 'done', task.taskId, '--comment', 'Called the debtor', ...JANE]
  await fails(1, /closes when that ends\. The objection is resolved/, done, env)
})

test('a task that a person may close is done once, with a comment', async () => {
  const { caseId } = await someCase(api, client)
  await act(api, client, caseId, {
    code: 'DIRECTPAYMENT',
    data: { amount: 10, paymentDate: '2026-02-09', outstandingCapitalAmount: 500 },
  })
  const [task] = await listed('--kind', 'AMOUNTS_DIFFER')
  assert.ok(task !== undefined)
  assert.equal(task.subject, `case:${caseId}`)
  const done = ['task', 'done', task.taskId, '--comment', 'The creditor had not seen the credit note', ...JANE]
  const shown = await json<Shown>(done, env)
  assert.deepEqual([shown.closedAs, shown.closedBy], ['DONE', 'user:Jane Doe'])
  await fails(1, /is closed already/, done, env)
})

test('the list goes on page by page, for people as lines', async () => {
  for (let i = 0; i < 3; i++) await objection()
  const all = (await listed('--snoozed')).map(({ taskId }) => taskId)
  const paged: string[] = []
  for (let after: string[] = []; ; ) {
    const { tasks, next } = await json<{ tasks: Shown[]; next: string | null }>(
      ['task', 'list', '--snoozed', '--limit', '2', ...after],
      env,
    )
    paged.push(...tasks.map(({ taskId }) => taskId))
    if (next === null) break
    after = ['--after', next]
  }
  assert.deepEqual(paged, all)
  assert.match((await lines(['task', 'list'], env)).join('\n'), /TASK +CLIENT +KIND/)
  await fails(1, /There is no task/, ['task', 'list', '--after', '0193a1b2-0000-7000-8000-000000000001'], env)
})

test('the kinds of the catalogue are those of the database', () => {
  const schema = readFileSync('migrations/0001_schema.sql', 'utf8')
  const list = schema.slice(schema.indexOf('with listed as ('), schema.indexOf('as v (of_table'))
  const kinds = [...list.matchAll(/^ {8}\('\w+', \$\$([\s\S]*?)\$\$,/gm)].flatMap(([, kind = '']) =>
    [...kind.matchAll(/(?:then|else|^)\s*'([A-Z_]+)'/g)].map(([, name = '']) => name),
  )
  assert.deepEqual([...new Set(kinds)].toSorted(), Object.keys(TASK_KINDS).toSorted())
})
