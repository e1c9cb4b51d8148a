/** Values of another shape in tables that hold JSON: each is refused where it is read, by its table and key. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Type } from 'typebox'
import { selectContracts, selectPolicyVersion } from '../src/claims/queries.ts'
import { readClock } from '../src/clock/queries.ts'
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

test('what a client gave at onboarding', async () => {
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

test('what a client and the agency agreed', async () => {
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

test('the clock of a sandbox', async () => {
  await pool.query(`insert into sandbox_setting (name, value) values ('clock', $1)`, [
    Buffer.from('{"offsetMs":"soon"}'),
  ])
  await assert.rejects(readClock(pool), refused(/^sandbox_setting of clock .*\/offsetMs must be number/, 'soon'))
  await pool.query(`update sandbox_setting set value = $1 where name = 'clock'`, [Buffer.from('{soon')])
  await assert.rejects(readClock(pool), refused(/^sandbox_setting of clock .* it is no JSON/, 'soon'))
})

test('a form that became stricter does not refuse what was stored before', () => {
  const Contact = Type.Object({ email: Type.String({ format: 'email' }), format: Type.Optional(Type.String()) })
  const value = { email: 'not an address', format: 'short' }
  assert.deepEqual(stored(Contact, 'contact')(value, '1'), value)
  assert.deepEqual(storedText(Contact, 'contact')(JSON.stringify(value), '1'), value)
})
