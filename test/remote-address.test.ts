import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newClientBody } from './support/bodies.ts'
import { trustedProxies } from '../src/config/trusted-proxies.ts'
import { type TestService, testService } from './support/service.ts'

const OPERATOR_TOKEN = 'an-operator-token-of-tests'
let direct: TestService
let behind: TestService

before(async () => {
  direct = await testService({ role: 'api' })
  behind = await testService({
    role: 'api',
    operatorToken: OPERATOR_TOKEN,
    proxies: { trusted: trustedProxies('127.0.0.1, 10.0.0.0/8'), header: 'x-forwarded-for' },
  })
})
after(async () => {
  await direct.stop()
  await behind.stop()
})

interface Row {
  actor: string
  token: string | null
  address: string | null
}

/** Creates a client by a request with these headers, and returns its audit row. */
async function audited(api: TestService, headers: Record<string, string>): Promise<Row> {
  const { partnerCode, provisioningToken } = await api.createPartner()
  const { status, body } = await api.call<{ clientIdentifier: number }>('POST', '/api/v1/partner/client', {
    ...{ token: provisioningToken, body: newClientBody(partnerCode), headers },
  })
  assert.equal(status, 200)
  const { rows } = await api.pool.query<Row>(
    `select actor, token, host(remote_address) as address from audit_entry where client_id = $1 and action = 'client.created'`,
    [body.clientIdentifier],
  )
  return rows[0] as Row
}

test('an audit entry names the token by its id, and the address of the connection', async () => {
  const row = await audited(direct, { 'x-forwarded-for': '198.51.100.7' })
  assert.match(row.token ?? '', /^[0-9a-f-]{36}$/)
  assert.deepEqual(row, { actor: `token:${row.token}`, token: row.token, address: '127.0.0.1' })
})

test('behind a trusted proxy it names the address from the proxy, not an address that the caller invented', async () => {
  assert.equal((await audited(behind, { 'x-forwarded-for': '1.1.1.1, 198.51.100.7' })).address, '198.51.100.7')
  assert.equal((await audited(behind, { 'x-forwarded-for': '[2001:db8::7]:4711, 10.1.1.1' })).address, '2001:db8::7')
  assert.equal((await audited(behind, { 'x-forwarded-for': 'nobody' })).address, '127.0.0.1')
  assert.equal((await audited(behind, {})).address, '127.0.0.1')
})

test('the audit shows token and address; an entry without a request has neither', async () => {
  const { clientIdentifier } = await behind.createClient()
  const reply = await fetch(`${behind.origin}/api/v1/operator/audit?client=${clientIdentifier}`, {
    headers: { 'x-operator-token': OPERATOR_TOKEN },
  })
  const { entries } = (await reply.json()) as { entries: { action: string; token: string; remoteAddress: string }[] }
  assert.ok(entries.length > 0)
  for (const entry of entries) assert.ok(entry.token !== null && entry.remoteAddress !== null, entry.action)
  const { rows } = await behind.pool.query<Row>(
    `select actor, token, host(remote_address) as address from audit_entry where action = 'partner.created' limit 1`,
  )
  assert.deepEqual(rows, [{ actor: 'system:test', token: null, address: null }])
})

test('the database refuses an actor of another form', async () => {
  const insert = (actor: string) =>
    direct.pool.query(
      `insert into audit_entry (client_id, audit_id, at, actor, request_id, action, subject, details)
       values (0, gen_random_uuid(), now(), $1, 'r', 'partner.created', 'partner:1', '{}')`,
      [actor],
    )
  await assert.rejects(insert('somebody'), /audit_entry_actor_check/)
  await assert.rejects(insert('user:'), /audit_entry_actor_check/)
})
