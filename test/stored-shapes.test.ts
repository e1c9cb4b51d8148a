/** Values of another shape in tables that hold JSON: each is refused where it is read, by its table and key. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Type } from 'typebox'
import { documentOf } from '../src/accounting/payloads.ts'
import { readActionData, readOutcome } from '../src/case-api/actions/schemas.ts'
import { readDebtor } from '../src/claims/debtor.ts'
import { selectContracts, selectPolicyVersion } from '../src/claims/queries.ts'
import { readClock } from '../src/clock/queries.ts'
import { letterDocumentIn } from '../src/dunning/letters/stored-letter.ts'
import { readClaimRequest, readInvoiceDocument, readRequest } from '../src/invoices/stored-invoice.ts'
import { DETAILS_READERS } from '../src/journal/details.ts'
import { NEW_CLIENT_EXAMPLE } from '../src/onboarding/examples.ts'
import { type BoundPool, closePool, createPool } from '../src/platform/database.ts'
import { StoredValueError, stored, storedText } from '../src/platform/stored.ts'
import { clientSettings } from '../src/settings/client-settings.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'

/** The example as it is stored: without the members that were not given. */
const GIVEN = JSON.parse(JSON.stringify(NEW_CLIENT_EXAMPLE), (_key, value: unknown) =>
  value === '' || value === null ? undefined : value,
) as typeof NEW_CLIENT_EXAMPLE

let database: TestDatabase
let pool: BoundPool
let clientId: number

before(async () => {
  database = await testDatabase()
  pool = createPool(database.url, 2)
  const { rows } = await pool.query<{ clientId: number }>(
    `with p as (insert into partner (code, name, created_at) values ('SHAPES', 'Shapes', now()) returning partner_id)
     insert into client (partner_id, business_code, name, country_code, currency_code, service_type, details, created_at)
     select partner_id, '0112038-9', 'Example', 'FI', 'EUR', 'LIFECYCLE', $1, now() from p returning client_id as "clientId"`,
    [JSON.stringify(GIVEN)],
  )
  clientId = rows[0]?.clientId ?? 0
})

after(async () => {
  await closePool(pool)
  await database.drop()
})

function refused(message: RegExp, secret: string) {
  return (error: unknown) => {
    assert.ok(error instanceof StoredValueError)
    assert.match(error.message, message)
    assert.ok(!error.message.includes(secret), 'the error shows what is stored')
    return true
  }
}

test('the details of a client from onboarding', async () => {
  assert.equal((await clientSettings(pool, clientId)).profile.clientId, clientId)
  const { client, ...rest } = GIVEN
  const details = { ...rest, client: { ...client, postalCode: ['00100'] } }
  await pool.query('update client set details = $2 where client_id = $1', [clientId, JSON.stringify(details)])
  await assert.rejects(
    clientSettings(pool, clientId),
    refused(new RegExp(`^client\\.details of client ${clientId} .*/client/postalCode must be string`), '00100'),
  )
})

test('the steps of a policy', async () => {
  const insert = (steps: unknown) =>
    pool.query(
      `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
       select 'SHAPES', 1 + count(*), 'FI', 'BUSINESS', 'Shapes', $1, now(), 'test' from policy where policy_id = 'SHAPES'`,
      [JSON.stringify(steps)],
    )
  await insert([{ kind: 'REMINDER', afterDays: 7, fee: 'MOST', payWithinDays: 14 }])
  await insert([{ kind: 'REMINDER', afterDays: '7', fee: 'MOST', payWithinDays: 14 }])
  assert.equal((await selectPolicyVersion(pool, 'SHAPES', 1))?.steps.length, 1)
  await assert.rejects(
    selectPolicyVersion(pool, 'SHAPES', 2),
    refused(/^policy\.steps of SHAPES version 2 .*\/0\/afterDays must be integer/, 'MOST'),
  )
})

test('the contract of a client', async () => {
  const put = (contract: unknown) =>
    pool.query(
      `insert into client_contract (client_id, contract, version, updated_at) values ($1, $2, 1, now())
       on conflict (client_id) do update set contract = excluded.contract`,
      [clientId, JSON.stringify(contract)],
    )
  await put({ deductsVat: false })
  assert.deepEqual((await selectContracts(pool, [clientId])).get(clientId), { deductsVat: false })
  await put({ settlement: { schedule: 'HOURLY', weekdays: [] } })
  await assert.rejects(
    selectContracts(pool, [clientId]),
    refused(new RegExp(`^client_contract\\.contract of client ${clientId} .*/settlement/schedule`), 'HOURLY'),
  )
})

test('the settings of a client', async () => {
  const client = async (settings: unknown) => {
    await pool.query(
      `insert into client_settings (client_id, settings, version, updated_at) values ($1, $2, 1, now())
       on conflict (client_id) do update set settings = excluded.settings`,
      [clientId, JSON.stringify(settings)],
    )
    await pool.query('update client set details = $2 where client_id = $1', [clientId, JSON.stringify(GIVEN)])
    return clientSettings(pool, clientId)
  }
  assert.equal((await client({ language: 'sv' })).settings.language, 'sv')
  await assert.rejects(
    client({ channels: { email: { replyTo: ['someone@example.com'] } } }),
    refused(new RegExp(`^client_settings\\.settings of client ${clientId} .*/channels/email/replyTo`), 'someone'),
  )
})

const READERS: [string, () => unknown, RegExp][] = [
  [
    'the payload of a ledger',
    () => documentOf(7, { kind: 'ledger', identifier: 'L-1', payload: { ledgerIdentifier: ['secret'] } }),
    /^accounting_document\.payload of client 7, ledger L-1 .*/,
  ],
  [
    'the payload of a payment',
    () => documentOf(7, { kind: 'payment', identifier: 'P-1', payload: { paymentIdentifier: 'secret' } }),
    /^accounting_document\.payload of client 7, payment P-1 .*/,
  ],
  [
    'the debtor of a case',
    () => readDebtor({ name: 'secret', address: { street: 5 } }, 'client 7, case 5000001'),
    /^collection_case\.debtor of client 7, case 5000001 .*\/address must have/,
  ],
  [
    'the data of an action',
    () => readActionData({ comment: 'secret', amount: '5' }, 'client 7, action 1'),
    /^case_action\.data of client 7, action 1 .*\/amount must be number/,
  ],
  [
    'the outcome of an action',
    () => readOutcome({ refusal: { message: 'secret' } }, 'client 7, action 1'),
    /^case_action\.outcome of client 7, action 1 .*\/refusal must have/,
  ],
  [
    'the details of a journal entry',
    () => DETAILS_READERS.FEE_CHARGED({ step: 5, note: 'secret' }, 'client 7, FEE_CHARGED 1'),
    /^journal_transaction\.details of client 7, FEE_CHARGED 1 .*\/step must be string/,
  ],
  [
    'the request of an invoice',
    () => readRequest({ invoice: { header: { number: 'secret' } } }, 'client 7, invoice 1'),
    /^invoice\.payload of client 7, invoice 1 .*\/invoice must have/,
  ],
  [
    'the document of an invoice',
    () => readInvoiceDocument({ number: 'secret' }, 'client 7, invoice 1'),
    /^invoice\.document of client 7, invoice 1 .*/,
  ],
  [
    'the document of a letter',
    () => letterDocumentIn({ clientId: 7, letterId: '1', document: { number: 'secret' } }),
    /^letter\.document of client 7, letter 1 .*/,
  ],
]
for (const [what, read, message] of READERS) test(what, () => assert.throws(read, refused(message, 'secret')))

test('rows that the erasure of a debtor leaves can be read', () => {
  assert.equal(readDebtor({ name: '' }, 'a case').name, '')
  const request = { processing: null, invoice: { header: {}, parties: { buyerParty: { name: '' } } } }
  assert.equal(readClaimRequest(request, 'an invoice').invoice.parties.buyerParty.name, '')
  assert.deepEqual(readActionData({}, 'an action'), {})
  const document = { erased: true }
  assert.deepEqual(letterDocumentIn({ clientId: 7, letterId: '1', document }), document)
})

test('the clock of a sandbox', async () => {
  await pool.query(`insert into sandbox_setting (name, value) values ('clock', $1)`, [
    Buffer.from('{"offsetMs":"soon"}'),
  ])
  await assert.rejects(readClock(pool), refused(/^sandbox_setting of clock .*\/offsetMs must be number/, 'soon'))
  await pool.query(`update sandbox_setting set value = $1 where name = 'clock'`, [Buffer.from('{soon')])
  await assert.rejects(readClock(pool), refused(/^sandbox_setting of clock .* it is not JSON/, 'soon'))
})

test('a form that became stricter does not refuse what was stored before', () => {
  const Contact = Type.Object({
    email: Type.String({ format: 'email', maxLength: 5, pattern: '@' }),
    format: Type.Optional(Type.String()),
  })
  const value = { email: 'not an address', format: 'short' }
  assert.deepEqual(stored(Contact, 'contact')(value, '1'), value)
  assert.deepEqual(storedText(Contact, 'contact')(JSON.stringify(value), '1'), value)
})
