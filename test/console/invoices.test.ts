/** The list of invoices, whose page, count and CSV file have the same rows, and the page of one invoice with its approval. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type InvoiceClient, invoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

let api: TestService
let mine: InvoiceClient
let theirs: InvoiceClient
let ann: Visitor
let cleo: Visitor
const manual: number[] = []
let left = 0
let foreign = 0

before(async () => {
  api = await testService()
  const partner = await api.createPartner()
  mine = await invoiceClient(api, { partner })
  theirs = await invoiceClient(api, { partner })
  for (let i = 0; i < 3; i++) manual.push(await send(mine, true))
  left = await send(mine, false)
  await mine.settled(left)
  foreign = await send(theirs, true)
  await invite('Ada', 'ADMIN', [])
  await invite('Ann', 'CASEWORKER', [])
  await invite('Viv', 'VIEWER', [])
  await invite('Cleo', 'CREDITOR_APPROVER', [mine.clientIdentifier])
  await invite('Cleo the second', 'CREDITOR_APPROVER', [mine.clientIdentifier])
  await invite('Theo', 'CREDITOR_APPROVER', [theirs.clientIdentifier])
  ann = await signedIn(api, 'Ann')
  cleo = await signedIn(api, 'Cleo')
})
after(() => api.stop())

async function invite(
  name: string,
  role: 'ADMIN' | 'CASEWORKER' | 'VIEWER' | 'CREDITOR_APPROVER',
  clientIds: number[],
): Promise<void> {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

async function send(client: InvoiceClient, waits: boolean): Promise<number> {
  const body = invoiceOf({ processing: { manualApprovalEnabled: waits }, buyer: { name: '=Buyer & Sons' } })
  await client.send(body)
  return numberOf(body)
}

async function numbersOn(visitor: Visitor, path: string): Promise<number[]> {
  const { status, text } = await visitor.get(path)
  assert.equal(status, 200, text)
  return [...text.matchAll(/<tr[^>]*><td>(?:<input[^>]*><\/td><td>)?<a href="[^"]*">(\d+)<\/a>/g)].map(([, number]) =>
    Number(number),
  )
}

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
const pageOf = (client: InvoiceClient, number: number) =>
  `/console/client/${client.clientIdentifier}/invoice/${number}?type=INVOICE`

test('the list shows what has not left, of all clients or of one', async () => {
  assert.deepEqual(sorted(await numbersOn(ann, '/console/invoices')), sorted([...manual, foreign]))
  assert.deepEqual(await numbersOn(ann, `/console/invoices?client=${theirs.clientIdentifier}`), [foreign])
  assert.deepEqual(await numbersOn(ann, '/console/invoices?status=LEFT'), [left])
  assert.equal((await numbersOn(ann, '/console/invoices?status=ALL')).length, 5)
  assert.deepEqual(await numbersOn(ann, '/console/invoices?status=ERROR'), [])
  assert.match((await ann.get('/console/invoices?status=ERROR')).text, /No invoices match this filter/)
})

test('page, count and CSV file of one filter have the same rows', async () => {
  for (const query of ['', 'status=ALL', 'status=LEFT', `client=${mine.clientIdentifier}`, 'sort=-updatedAt']) {
    const numbers = await numbersOn(ann, `/console/invoices?${query}`)
    const { text } = await ann.get(`/console/invoices?${query}`)
    assert.match(text, new RegExp(`class="count">${numbers.length} invoices?<`), query)
    const csv = await ann.get(`/console/invoices.csv?${query}`)
    const lines = csv.text.trim().split('\r\n').slice(1)
    assert.deepEqual(
      lines.map((line) => Number(line.split(',')[0])),
      numbers,
      query,
    )
    assert.ok(lines.every((line) => line.includes(",'=Buyer & Sons,")))
  }
})

test('a creditor’s person sees its own invoices, and another client is not there', async () => {
  assert.deepEqual(sorted(await numbersOn(cleo, '/console/invoices')), sorted(manual))
  assert.equal((await cleo.get(`/console/invoices?client=${theirs.clientIdentifier}`)).status, 404)
  assert.equal((await cleo.get(`/console/invoices.csv?client=${theirs.clientIdentifier}`)).status, 404)
  assert.equal((await cleo.get(pageOf(theirs, foreign))).status, 404)
  assert.equal((await cleo.get(`${pageOf(theirs, foreign)}&client=${mine.clientIdentifier}`)).status, 404)
  assert.equal((await ann.get(pageOf(mine, foreign))).status, 404)
})

test('the page of an invoice shows why it waits, the ways it has taken, and its PDF', async () => {
  const waiting = await ann.get(pageOf(mine, manual[0] ?? 0))
  assert.match(waiting.text, /<h2>Reasons<\/h2>/)
  assert.match(waiting.text, /It gets a document when the evaluation has accepted it/)
  assert.match(waiting.text, /disabled title="[^"]*">Reject</)
  const sent = await ann.get(pageOf(mine, left))
  assert.match(sent.text, /Ways it has taken/)
  assert.doesNotMatch(sent.text, /id="approval"/)
  const pdf = await ann.get(`/console/client/${mine.clientIdentifier}/invoice/${left}/document?type=INVOICE`)
  assert.deepEqual([pdf.status, pdf.headers['content-type']], [200, 'application/pdf'])
  const json = await ann.get(`${pageOf(mine, left)}&as=json`)
  assert.equal((JSON.parse(json.text) as { invoiceNumber: number }).invoiceNumber, left)
})

test('an approval shows its effect, happens when it is confirmed, and leads to the next invoice that waits', async () => {
  const [first = 0, second = 0, third = 0] = manual
  const form = versionIn((await cleo.get(pageOf(mine, first))).text)
  const path = pageOf(mine, first).replace('?', '/approve?')
  const preview = await cleo.post(path, { ...form, comment: 'It is right.' })
  assert.equal(preview.status, 200, preview.text)
  assert.match(preview.text, /It is evaluated again at once/)
  assert.equal((await mine.get(first)).body.status, 'MANUAL', 'nothing has happened yet')
  const done = await cleo.post(path, { ...form, comment: 'It is right.', seen: fieldIn(preview.text, 'seen') })
  assert.equal(done.status, 303, done.text)
  assert.ok([second, third].some((number) => done.location === `${pageOf(mine, number)}&did=invoice-approved`))
  await mine.leaves(first, ['MANUAL', 'PAUSED', 'ACCEPTED'])
  const late = await cleo.post(path, { ...form, seen: 'x' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Something has changed since you opened this page/)
})

test('a role without the permission sees the button greyed, and is refused', async () => {
  const viv = await signedIn(api, 'Viv')
  const { text } = await viv.get(pageOf(theirs, foreign))
  assert.match(
    text,
    /disabled title="[^"]*">Approve<\/button> <span class="hint">Your roles lack the permission case.act/,
  )
  assert.equal((await viv.post(pageOf(theirs, foreign).replace('?', '/approve?'), {})).status, 403)
})

test('a saved view is a link with a name: of its owner, or of colleagues too, and never of another client', async () => {
  const parameters = 'status=ALL&sort=-dueDate&after=x&nonsense=1'
  const saved = await cleo.post('/console/invoices/views', { name: 'Everything', parameters })
  assert.deepEqual([saved.status, saved.location], [303, '/console/invoices?status=ALL&sort=-dueDate&did=view-saved'])
  const link = /<a href="\/console\/invoices\?status=ALL&amp;sort=-dueDate"( aria-current="page")?>Everything</
  assert.match((await cleo.get('/console/invoices')).text, link)
  const colleague = await signedIn(api, 'Cleo the second')
  const foreigner = await signedIn(api, 'Theo')
  assert.doesNotMatch((await colleague.get('/console/invoices')).text, link)
  await cleo.post('/console/invoices/views', { name: 'Everything', parameters, shared: 'yes' })
  const { text } = await colleague.get('/console/invoices?status=ALL&sort=-dueDate')
  assert.match(text, /aria-current="page">Everything<\/a> <span class="hint">by Cleo</)
  for (const other of [ann, foreigner]) assert.doesNotMatch((await other.get('/console/invoices')).text, link)
  const [, viewId = ''] = /views\/([0-9a-f-]{36})\/remove/.exec((await cleo.get('/console/invoices')).text) ?? []
  assert.doesNotMatch(text, /\/remove/)
  assert.equal((await colleague.post(`/console/invoices/views/${viewId}/remove`, {})).status, 404)
  assert.equal((await foreigner.post(`/console/invoices/views/${viewId}/remove`, {})).status, 404)
  assert.equal((await cleo.post(`/console/invoices/views/${viewId}/remove`, {})).status, 303)
  assert.doesNotMatch((await colleague.get('/console/invoices')).text, link)
})

function fieldIn(text: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
}

function versionIn(text: string): Record<string, string> {
  return { version: fieldIn(text, 'version') }
}
