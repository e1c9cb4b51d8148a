/** The search: by what somebody has at hand, within what the person may see, and without a trace of it in an address. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { atNoon, caseClient, someCase, somePolicies } from '../support/cases/cases.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type InvoiceClient, invoiceOf, numberOf } from '../support/invoices.ts'
import { camtOf, entryOf } from '../support/payments/world.ts'
import { type TestService, testService } from '../support/service.ts'

const PERSON = '131052-308T'
let api: TestService
let mine: InvoiceClient
let theirs: InvoiceClient
let own: { invoiceNumber: number; caseId: number }
let foreign: { invoiceNumber: number; caseId: number }
let manual = 0
let ann: Visitor
let viv: Visitor
let cleo: Visitor

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  mine = await caseClient(api, 'QUIET')
  theirs = await caseClient(api, 'QUIET')
  const buyer = { name: 'Aino Ålander', personalIdentityNumber: PERSON }
  own = await someCase(api, mine, { buyer })
  foreign = await someCase(api, theirs, { buyer })
  const waiting = invoiceOf({ processing: { manualApprovalEnabled: true } })
  manual = numberOf(waiting)
  await mine.send(waiting)
  await invite('Ada', 'ADMIN', [])
  await invite('Ann', 'CASEWORKER', [])
  await invite('Aud', 'AUDITOR', [])
  await invite('Viv', 'VIEWER', [])
  await invite('Cora', 'CASHIER', [])
  await invite('Pat', 'APPROVER', [])
  await invite('Cleo', 'CREDITOR_VIEWER', [mine.clientIdentifier])
  ;[ann, viv, cleo] = [await signedIn(api, 'Ann'), await signedIn(api, 'Viv'), await signedIn(api, 'Cleo')]
})
after(() => api.stop())

type Role = 'ADMIN' | 'CASEWORKER' | 'AUDITOR' | 'CASHIER' | 'VIEWER' | 'APPROVER' | 'CREDITOR_VIEWER'

async function invite(name: string, role: Role, clientIds: number[]): Promise<void> {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

/** The address that a search leads to; or the addresses on its list. */
async function find(visitor: Visitor, q: string): Promise<string[]> {
  const { status, location, text } = await visitor.post('/console/search', { q })
  if (status === 303) return [location ?? '']
  assert.equal(status, 200, text)
  const [, main = ''] = text.split('<main')
  return [...main.matchAll(/<td><a href="([^"]*)"/g)].map(([, path = '']) => path)
}

const casePath = (client: InvoiceClient, { caseId }: { caseId: number }) =>
  `/console/client/${client.clientIdentifier}/case/${caseId}`
const invoicePath = (client: InvoiceClient, number: number) =>
  `/console/client/${client.clientIdentifier}/invoice/${number}?type=INVOICE`

test('the number of a case or an invoice leads straight to it', async () => {
  assert.deepEqual(await find(ann, String(own.caseId)), [casePath(mine, own)])
  assert.deepEqual(await find(ann, ` ${manual} `), [invoicePath(mine, manual)])
  assert.deepEqual(await find(cleo, String(manual)), [invoicePath(mine, manual)])
  const client = `/console/invoices?client=${mine.clientIdentifier}`
  assert.deepEqual(await find(ann, String(mine.clientIdentifier)), [client])
})

test('a payment reference is found in any spelling', async () => {
  const { paymentReference } = (await mine.get(own.invoiceNumber)).body
  const spaced = String(paymentReference).replace(/(.{5})/g, '$1 ')
  assert.deepEqual(await find(ann, spaced), [casePath(mine, own)])
  const waiting = (await mine.get(manual)).body.paymentReference
  assert.deepEqual(await find(ann, String(waiting)), [invoicePath(mine, manual)])
})

test('a person is found by id or name over all clients by those who may, and no address has either', async () => {
  for (const text of [PERSON, 'ålander', 'Aino Ål']) {
    const paths = await find(ann, text)
    assert.equal(paths.length, 2, text)
    for (const path of paths) assert.match(path, /^\/console\/client\/\d+\/debtor\/[0-9a-f-]{36}$/)
    assert.deepEqual(await find(viv, text), [], 'a role without person.read')
  }
  const [path = ''] = await find(cleo, 'ålander')
  assert.match(path, new RegExp(`^/console/client/${mine.clientIdentifier}/debtor/`))
  assert.deepEqual(await find(cleo, PERSON), [path])
})

test('a creditor’s person finds nothing of another client', async () => {
  const debtors = await find(ann, PERSON)
  const theirDebtor =
    debtors
      .find((path) => path.includes(`/${theirs.clientIdentifier}/`))
      ?.split('/')
      .at(-1) ?? ''
  const { body: invoice } = await theirs.get(foreign.invoiceNumber)
  for (const text of [
    ...[String(foreign.caseId), String(foreign.invoiceNumber), String(invoice.paymentReference)],
    ...[invoice.invoiceId, theirDebtor, String(theirs.clientIdentifier), 'a text that fits nothing'],
  ])
    assert.deepEqual(await find(cleo, text), [], text)
  assert.equal((await find(ann, theirDebtor)).length, 1)
  assert.deepEqual(await find(ann, invoice.invoiceId), [invoicePath(theirs, foreign.invoiceNumber)])
})

test('an IBAN finds the money that waits and the cases that were paid', async () => {
  const iban = 'FI2112345600000785'
  const { paymentReference } = (await mine.get(own.invoiceNumber)).body
  const from = { iban, date: '2026-02-09' }
  const file = camtOf([
    entryOf('R-1', '10.00', { ...from, reference: String(paymentReference) }),
    entryOf('R-2', '11.00', { ...from, text: 'nobody knows what for' }),
  ])
  const folder = await mkdtemp(join(tmpdir(), 'saatava-search-'))
  const path = join(folder, 'file.xml')
  await writeFile(path, file)
  await takeBankFileAt(api.ctx(), { name: 'file.xml', path })
  await api.service.idle()
  await rm(folder, { recursive: true })
  const cora = await signedIn(api, 'Cora')
  const paths = await find(cora, 'FI21 1234 5600 0007 85')
  assert.match(paths[0] ?? '', /^\/console\/payment\//)
  assert.deepEqual(paths.slice(1), [casePath(mine, own)])
  assert.deepEqual(await find(cleo, iban), [casePath(mine, own)])
})

test('the id of a request finds its audited acts for those who read the audit', async () => {
  const aud = await signedIn(api, 'Aud')
  const { rows } = await api.pool.query<{ id: string }>(
    `select request_id as id from audit_entry where action = 'client.created' limit 1`,
  )
  const paths = await find(aud, rows[0]?.id ?? '')
  assert.ok(paths.length > 0)
  for (const path of paths) assert.match(path, /^\/console\/audit\?subject=[a-z-]+/)
  assert.deepEqual(await find(ann, rows[0]?.id ?? ''), [])
})

test('the box stands on the pages of those who may search, and an empty search explains itself', async () => {
  assert.match((await ann.get('/console')).text, /action="\/console\/search" role="search"/)
  const pat = await signedIn(api, 'Pat')
  assert.doesNotMatch((await pat.get('/console/approvals')).text, /action="\/console\/search"/)
  assert.equal((await pat.post('/console/search', { q: 'x' })).status, 403)
  assert.deepEqual(await find(ann, '  '), ['/console/search'])
  assert.match((await ann.post('/console/search', { q: '<b>' })).text, /“&lt;b&gt;”/)
})
