/**
 * Bulk acts: the rows that an act touches are those of the list, its count and its CSV file. A person sees the effect first; over a
 * hundred rows a second person decides; a job does the rows, and says which it refused.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const MANY = 101
let api: TestService
let mine: InvoiceClient
let theirs: InvoiceClient
let ann: Visitor
let cleo: Visitor

before(async () => {
  api = await testService()
  const partner = await api.createPartner()
  ;[mine, theirs] = [await invoiceClient(api, { partner }), await invoiceClient(api, { partner })]
  for (let i = 0; i < 4; i++) await waiting(mine)
  await waiting(theirs)
  await invite('Ada', 'ADMIN', [])
  await invite('Ann', 'CASEWORKER', [])
  await invite('Pat', 'APPROVER', [])
  await invite('Viv', 'VIEWER', [])
  await invite('Cleo', 'CREDITOR_APPROVER', [mine.clientIdentifier])
  ann = await signedIn(api, 'Ann')
  cleo = await signedIn(api, 'Cleo')
})
after(() => api.stop())

type Role = 'ADMIN' | 'CASEWORKER' | 'APPROVER' | 'VIEWER' | 'CREDITOR_APPROVER'

async function invite(name: string, role: Role, clientIds: number[]): Promise<void> {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

async function waiting(client: InvoiceClient): Promise<number> {
  const body = invoiceOf({ processing: { manualApprovalEnabled: true } })
  assert.equal((await client.send(body)).status, 'MANUAL')
  return numberOf(body)
}

function ticks(text: string): string[] {
  return [...text.matchAll(/name="row" value="([^"]*)"/g)].map(([, value = '']) => decodeURIComponent(value))
}

function field(text: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
}

async function preview(visitor: Visitor, path: string, form: Record<string, string>): Promise<string> {
  const { status, text } = await visitor.post(path, form)
  assert.equal(status, 200, text)
  return text
}

/** Confirms what was shown. @returns the address of the page that follows */
async function confirm(visitor: Visitor, path: string, form: Record<string, string>): Promise<string> {
  const seen = field(await preview(visitor, path, form), 'seen')
  const { status, location, text } = await visitor.post(path, { ...form, seen })
  assert.equal(status, 303, text)
  return location ?? ''
}

async function rowsOfJob(path: string) {
  const jobId = path.replace(/^.*bulk\//, '').replace(/\?.*$/, '')
  const { rows } = await api.pool.query<{ key: string; outcome: string }>(
    'select key, outcome from bulk_row where job_id = $1 order by row_no',
    [jobId],
  )
  return rows
}

test('page, count, CSV file and bulk act of one filter have the same rows', async () => {
  const client = mine.clientIdentifier
  for (const [list, csv, bulk, query] of [
    ['/console/invoices', '/console/invoices.csv', '/console/invoices/bulk', ''],
    ['/console/invoices', '/console/invoices.csv', '/console/invoices/bulk', `status=MANUAL&client=${client}`],
    ['/console', '/console/tasks.csv', '/console/tasks/bulk', `kind=INVOICE_MANUAL&client=${client}`],
    ['/console', '/console/tasks.csv', '/console/tasks/bulk', 'kind=INVOICE_MANUAL'],
  ] as const) {
    const { text } = await ann.get(`${list}?${query}`)
    const rows = ticks(text)
    assert.ok(rows.length >= 4, query)
    assert.match(text, new RegExp(`class="count">${rows.length} `))
    const file = await ann.get(`${csv}?${query}`)
    assert.equal(file.text.trim().split('\r\n').length - 1, rows.length)
    const act = list === '/console' ? 'task.take' : 'invoice.approve'
    const all = await preview(ann, `${bulk}?${query}`, { act, all: 'yes' })
    const ticked = await preview(ann, `${bulk}?${query}`, { act, row: rows.map(encodeURIComponent).join(',') })
    const digest = /data-rows="([^"]*)"/
    assert.equal(digest.exec(all)?.[1], digest.exec(ticked)?.[1])
    assert.match(all, new RegExp(`<strong>${rows.length}</strong> will be done, <strong>0</strong> will be refused`))
  }
})

test('ticked rows are done by a job, and a row that is refused has its reason', async () => {
  const path = `/console/invoices/bulk?client=${mine.clientIdentifier}`
  const [first = '', second = ''] = ticks((await cleo.get('/console/invoices')).text)
  const [, gone = ''] = first.split('.')
  const form = { act: 'invoice.approve', row: `${first},${second}` }
  const seen = field(await preview(cleo, path, form), 'seen')
  await mine.approve(Number(gone))
  await mine.leaves(Number(gone), ['MANUAL', 'PAUSED', 'ACCEPTED'])
  const changed = await cleo.post(path, { ...form, seen })
  assert.match(changed.text, /The effect has changed since you looked at it/)
  assert.match(changed.text, /<strong>1<\/strong> will be done, <strong>1<\/strong> will be refused/)
  assert.match(changed.text, /only an invoice that is MANUAL or DUPLICATE waits for approval/)
  const job = await confirm(cleo, path, form)
  await api.service.idle()
  const { text } = await cleo.get(job)
  assert.match(text, /2 of 2 rows/)
  assert.match(text, /only an invoice that is MANUAL or DUPLICATE waits for approval/)
  assert.deepEqual(
    (await rowsOfJob(job)).map(({ outcome }) => outcome),
    ['REFUSED', 'DONE'],
  )
  const { rows } = await api.pool.query<{ actor: string }>(
    `select actor from audit_entry where action = 'invoice.approved' order by audit_id desc limit 1`,
  )
  assert.equal(rows[0]?.actor, 'user:Cleo')
})

test('rows of another client and acts without the permission are refused', async () => {
  const [foreign = ''] = ticks((await ann.get(`/console/invoices?client=${theirs.clientIdentifier}`)).text)
  const path = `/console/invoices/bulk?client=${mine.clientIdentifier}`
  assert.equal((await cleo.post(path, { act: 'invoice.approve', row: foreign })).status, 403)
  const viv = await signedIn(api, 'Viv')
  assert.doesNotMatch((await viv.get('/console/invoices')).text, /Approve invoices/)
  assert.equal((await viv.post('/console/invoices/bulk', { act: 'invoice.approve', row: foreign })).status, 403)
  assert.equal((await ann.post('/console/invoices/bulk', { act: 'invoice.approve' })).status, 422)
  assert.equal((await ann.post('/console/tasks/bulk', { act: 'task.snooze', all: 'yes' })).status, 400)
  const job = await confirm(ann, '/console/tasks/bulk?kind=INVOICE_MANUAL', { act: 'task.take', all: 'yes' })
  assert.equal((await cleo.get(job)).status, 404, 'a job of the agency')
})

test('all tasks that match sleep until a day', async () => {
  const path = '/console/tasks/bulk?kind=INVOICE_MANUAL'
  const count = ticks((await ann.get('/console?kind=INVOICE_MANUAL')).text).length
  const job = await confirm(ann, path, { act: 'task.snooze', all: 'yes', until: '2098-01-01' })
  await api.service.idle()
  assert.equal((await rowsOfJob(job)).filter(({ outcome }) => outcome === 'DONE').length, count)
  assert.deepEqual(ticks((await ann.get('/console?kind=INVOICE_MANUAL')).text), [])
})

test('more than a hundred rows wait for a second person, and are those that were asked for', async () => {
  await setFourEyes({ ...api.ctx(), actor: 'user:Ada' }, { isOn: true })
  const lines = Array.from({ length: MANY }, () =>
    JSON.stringify(invoiceOf({ processing: { manualApprovalEnabled: true } })),
  )
  const sent = await fetch(`${api.origin}/api/v1/partner/invoices/batch`, {
    ...{ method: 'POST', body: lines.join('\n') },
    headers: { 'x-api-key': theirs.token, 'content-type': 'application/x-ndjson' },
  })
  assert.equal(sent.status, 200, await sent.text())
  await api.service.idle()
  const path = `/console/invoices/bulk?client=${theirs.clientIdentifier}`
  const form = { act: 'invoice.approve', all: 'yes' }
  assert.match(await preview(ann, path, form), /a second person decides/)
  const waits = await confirm(ann, path, form)
  assert.match(waits, /^\/console\/approval\//)
  assert.equal((await api.pool.query(`select 1 from bulk_job where total > 100`)).rowCount, 0)
  const pat = await signedIn(api, 'Pat')
  const approved = await pat.post(`${waits.replace(/\?.*$/, '')}/approve`, {})
  assert.equal(approved.status, 303, approved.text)
  await api.service.idle()
  const { rows } = await api.pool.query<{ asked_by: string; done: string }>(
    `select j.asked_by, count(*) filter (where r.outcome = 'DONE') as done from bulk_job j join bulk_row r using (client_id, job_id)
     where j.total > 100 group by j.asked_by`,
  )
  assert.deepEqual(rows, [{ asked_by: 'user:Ann', done: String(MANY + 1) }])
})
