/** The page of a debtor, its search, and its acts. No script runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RoleName } from '../../src/permissions/roles.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { atNoon, caseClient, caseOf, someCase, somePolicies } from '../support/cases/cases.ts'
import { actAndConfirm, hiddenFields } from '../support/console/forms.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

const NATIONAL_ID = '131052-308T'
const NAME = 'Aino Virtanen'
const buyer = {
  ...{ entityType: 'CONSUMER', name: NAME, personalIdentityNumber: NATIONAL_ID, customerAccountId: '77' },
  address: { street: 'Koivukuja 1', postalCode: '33100', postalDistrict: 'TAMPERE', countryCode: 'FI' },
}
let api: TestService
let client: InvoiceClient
let other: InvoiceClient
let page: string
let caseIds: number[]
let ann: Visitor
let cleo: Visitor

before(async () => {
  api = await testService()
  await somePolicies(api)
  ;[client, other] = [await caseClient(api), await caseClient(api)]
  atNoon(api, '2026-01-15')
  caseIds = []
  for (let i = 0; i < 2; i++) caseIds.push((await someCase(api, client, { buyer })).caseId)
  await someCase(api, other, { buyer: { ...buyer, name: 'Aino Maria Virtanen' } })
  const { debtor } = await caseOf(api, client, { caseId: caseIds[0] ?? 0 })
  page = `/console/client/${client.clientIdentifier}/debtor/${String(debtor['debtorId'])}`
  await invite('Ada', 'ADMIN', [])
  await invite('Ann', 'CASEWORKER', [])
  await invite('Cleo', 'CREDITOR_WORKER', [client.clientIdentifier])
  ;[ann, cleo] = [await signedIn(api, 'Ann'), await signedIn(api, 'Cleo')]
})
after(() => api.stop())

async function invite(name: string, role: RoleName, clientIds: number[]) {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

test('the search leads from the name to the page that shows the amounts of today, and no name is in an address', async () => {
  const found = await cleo.post('/console/debtors', { text: 'virta' })
  assert.deepEqual([found.status, found.location], [303, page])
  const { status, text } = await cleo.get(page)
  assert.equal(status, 200, text)
  for (const caseId of caseIds) {
    const { balance } = await caseOf(api, client, { caseId })
    assert.match(
      text,
      new RegExp(
        `/case/${caseId}#claim"><span class="money">${Number(balance['totalAmount']).toFixed(2).replace('.', ',')}`,
      ),
    )
  }
  const all = await ann.post('/console/debtors', { text: 'virtanen' })
  assert.equal(all.status, 200)
  assert.match(all.text, /Aino Maria Virtanen/)
  assert.equal((await ann.post('/console/debtors', { text: NATIONAL_ID })).status, 200)
  assert.doesNotMatch(all.text, new RegExp(NATIONAL_ID))
})

test('the agency sees the same person at another client, and a creditor does not', async () => {
  const elsewhere = new RegExp(`/console/client/${other.clientIdentifier}/debtor/`)
  assert.match((await ann.get(page)).text, elsewhere)
  assert.doesNotMatch((await cleo.get(page)).text, elsewhere)
  const foreign = page.replace(String(client.clientIdentifier), String(other.clientIdentifier))
  assert.equal((await cleo.get(foreign)).status, 404)
})

test('the national id is masked, and shown to a person who gives a reason that the audit keeps', async () => {
  const { text } = await ann.get(page)
  assert.match(text, /131052\*\*\*\*\*/)
  assert.doesNotMatch(text, new RegExp(NATIONAL_ID))
  assert.equal((await ann.post(`${page}/unmask`, {})).status, 400)
  const shown = await ann.post(`${page}/unmask`, { reason: 'The debtor is on the telephone.' })
  assert.deepEqual([shown.status, shown.location], [200, null])
  assert.match(shown.text, new RegExp(NATIONAL_ID))
  const { rows } = await api.pool.query(
    `select actor, details from audit_entry where action = 'debtor.unmasked' and client_id = ${client.clientIdentifier}`,
  )
  assert.equal(rows.length, 1)
  assert.equal(rows[0].actor, 'user:Ann')
  assert.equal((await cleo.post(`${page}/unmask`, { reason: 'I want to see it.' })).status, 403)
})

test('a new address shows the cases that it reaches, and changes all of them', async () => {
  const values = { street: 'Uusikatu 5', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' }
  const wrong = await ann.get(page)
  const fields = hiddenFields(wrong.text, `${page}/contact`)
  const late = await ann.post(`${page}/contact`, { ...fields, ...values, postalCode: '1' })
  assert.equal(late.status, 400)
  assert.match(late.text, /id="contact-postalCode-fault"/)
  const { effect, location } = await actAndConfirm(ann, page, `${page}/contact`, values)
  assert.equal(location, `${page}?did=acted`)
  for (const caseId of caseIds) {
    assert.match(effect, new RegExp(String(caseId)))
    assert.equal((await caseOf(api, client, { caseId })).debtor.address?.['street'], 'Uusikatu 5')
  }
  assert.match((await ann.get(page)).text, /Changes of the contact[\s\S]*Uusikatu 5/)
})

test('a mark shows the cases that it stops, and lifting it lets them go on', async () => {
  const mark = { mark: 'DECEASED', fromDay: '2026-01-10', source: 'A letter of the estate' }
  const { effect } = await actAndConfirm(ann, page, `${page}/mark`, mark)
  assert.match(effect, /suspended/)
  assert.equal((await caseOf(api, client, { caseId: caseIds[0] ?? 0 })).summary.status, 'SUSPENDED')
  assert.match((await ann.get(page)).text, /the estate answers for the debts/)
  await actAndConfirm(ann, page, `${page}/unmark`, {})
  assert.equal((await caseOf(api, client, { caseId: caseIds[0] ?? 0 })).summary.status, 'OPEN')
})
