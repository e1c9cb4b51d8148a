/**
 * Sends the input of careless or hostile senders: it is refused by name or read as meant, never broken by, never stored
 * half.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ledgerOf, newClientBody, paymentOf } from './support/bodies.ts'
import { type TestClient, type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
const LEDGER = `${BASE}/accounting/ledger`
let api: TestService
let client: TestClient

before(async () => {
  api = await testService()
  client = await api.createClient()
})
after(() => api.stop())

function post(path: string, body: unknown) {
  return api.call('POST', path, { token: client.token, body })
}

/** Refused with 400, at `pointer` where one is given. */
async function refused(body: unknown, pointer?: string, code?: string, path = LEDGER): Promise<void> {
  const reply = await post(path, body)
  assert.equal(reply.status, 400, `${String(body).slice(0, 80)}: ${reply.text}`)
  if (pointer === undefined) return
  const fault = reply.body.errors?.find((candidate) => candidate.pointer === pointer)
  assert.ok(fault, `${pointer} is named: ${reply.text}`)
  if (code) assert.equal(fault.code, code)
}

function text(patch: object): string {
  return JSON.stringify({ ledgers: { ...ledgerOf('bad-input'), ...patch } })
}

test('characters that no database text can hold', async () => {
  await refused(text({ documentDescription: 'a\0b' }), '/ledgers/documentDescription', 'INVALID_CHARACTER')
  await refused(text({ ledgerIdentifier: '\0' }), '/ledgers/ledgerIdentifier', 'INVALID_CHARACTER')
  for (const half of ['\\ud800', '\\udc00', 'x\\uDBFFy']) {
    const body = text({ documentName: 'HALF' }).replace('HALF', half)
    await refused(body, '/ledgers/documentName', 'INVALID_CHARACTER')
  }
  const pair = text({ ledgerIdentifier: 'pair', documentName: 'PAIR' }).replace('PAIR', '\\ud83d\\ude00')
  assert.equal((await post(LEDGER, pair)).status, 200, 'a whole pair is a character')
})

test('characters that no database text can hold, in paths, queries and free-form maps', async () => {
  const { token } = client
  for (const sent of ['%00', 'a%00b', '%ED%A0%80', '%FF', '%']) {
    for (const [method, path] of [
      ['POST', `${LEDGER}/${sent}/retry`],
      ['GET', `${LEDGER}?ledgerIdentifier=${sent}`],
      ['GET', `${LEDGER}?cursor=${sent}`],
      ['POST', `${BASE}/accounting/connection/test?companyIdentifier=${sent}`],
    ] as const) {
      const reply = await api.call(method, path, { token })
      assert.ok(reply.status < 500, `${method} ${path} ${reply.text}`)
    }
  }
  const put = (more: object) =>
    api.call('PUT', `${BASE}/accounting/connection`, {
      token,
      body: { system: 'NETVISOR', companyIdentifier: '0112038-9', simulator: true, ...more },
    })
  for (const more of [
    { mappings: { vatCodes: { a: '\0' } } },
    { mappings: { vatCodes: { '\0': 'a' } } },
    { settings: { onRefusal: '\0' } },
    { credentials: { 'a\nb': { deep: '\0' } } },
    { mappings: { vatCodes: { 'a\nb': { deep: '\ud800' } } } },
  ]) {
    assert.equal((await put(more)).status, 400, JSON.stringify(more))
  }
})

test('bytes that are not UTF-8', async () => {
  const body = Buffer.from(text({ documentName: 'X' }))
  body[body.indexOf('"X"') + 1] = 0xe4
  await refused(new Uint8Array(body))
  const surrogate = Buffer.from(text({ documentName: 'XXX' }))
  Buffer.from([0xed, 0xa0, 0x80]).copy(surrogate, surrogate.indexOf('"XXX"') + 1)
  await refused(new Uint8Array(surrogate))
})

test('numbers that are not amounts', async () => {
  const amount = '"amount":124'
  const whole = text({})
  assert.ok(whole.includes(amount))
  for (const number of ['1e400', '-1e400', '0.005', '124.001', '1e15', '1e-7', '"124"', 'true', '[124]'])
    await refused(whole.replace(amount, `"amount":${number}`), '/ledgers/ledgerRows/0/amount')
  for (const number of ['NaN', 'Infinity', '+1', '01', '.5', '0x7C'])
    await refused(whole.replace(amount, `"amount":${number}`))
  for (const number of ['124.00', '1.24e2', '12400e-2'])
    assert.equal((await post(LEDGER, whole.replace(amount, `"amount":${number}`))).status, 200, number)
})

test('days that are not on any calendar', async () => {
  for (const day of ['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '31.1.2026', '20260131', ' '])
    await refused(text({ documentDate: day }), '/ledgers/documentDate', 'INVALID_DATE')
  assert.equal((await post(LEDGER, text({ ledgerIdentifier: 'leap', documentDate: '2028-02-29' }))).status, 200)
})

test('depth without end', async () => {
  const deep = 200_000
  await refused('['.repeat(deep))
  await refused(`{"ledgers":${'['.repeat(deep)}${']'.repeat(deep)}}`)
  await refused(`{"ledgers":${'{"ledgers":'.repeat(deep)}1${'}'.repeat(deep)}}`)
  const unknown = `{"unknown":${'['.repeat(deep)}${']'.repeat(deep)},"ledgers":${JSON.stringify(ledgerOf('deep'))}}`
  assert.equal((await post(LEDGER, unknown)).status, 200, 'an unknown field is ignored, however deep')
})

test('names that mean something to JavaScript', async () => {
  const body = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"ledgers":${JSON.stringify(
    ledgerOf('proto'),
  ).replace('{', '{"__proto__":{"documentType":"XX"},"toString":"x",')}}`
  const reply = await api.call<{ warnings: { pointer: string }[] }>('POST', LEDGER, { token: client.token, body })
  assert.equal(reply.status, 200, reply.text)
  const pointers = reply.body.warnings.map(({ pointer }) => pointer)
  for (const pointer of ['/__proto__', '/constructor', '/ledgers/__proto__', '/ledgers/toString'])
    assert.ok(pointers.includes(pointer), pointer)
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  // Not a way to give a required field either.
  await refused(`{"ledgers":{"__proto__":${JSON.stringify(ledgerOf('p'))}}}`, '/ledgers/ledgerIdentifier', 'REQUIRED')
  for (const identifier of ['__proto__', 'constructor', 'toString']) {
    assert.equal((await post(LEDGER, { ledgers: ledgerOf(identifier) })).status, 200)
    const found = await api.call('GET', `${LEDGER}?ledgerIdentifier=${identifier}`, { token: client.token })
    assert.equal(found.status, 200)
  }
})

test('a list with too many, too few or repeated members is refused', async () => {
  const many = Array.from({ length: 1_001 }, (_, i) => ledgerOf(`many-${i}`))
  await refused({ ledgers: many }, '/ledgers', 'TOO_MANY')
  assert.equal((await post(LEDGER, { ledgers: many.slice(0, 1_000) })).status, 200)
  await refused({ ledgers: [] }, '/ledgers', 'TOO_FEW')
  await refused({ payments: [] }, '/payments', 'TOO_FEW', `${BASE}/accounting/payment`)
  await refused({ payments: paymentOf('x') }, '/payments', 'WRONG_TYPE', `${BASE}/accounting/payment`)
  const rows = Array.from({ length: 1_001 }, () => ledgerOf('x').ledgerRows[0])
  await refused(text({ ledgerRows: rows }), '/ledgers/ledgerRows', 'TOO_MANY')
  const twice = [ledgerOf('twice'), ledgerOf('once'), ledgerOf('twice')]
  await refused({ ledgers: twice }, '/ledgers/2', 'REPEATED_IDENTIFIER')
  const stored = await api.call('GET', `${LEDGER}?ledgerIdentifier=once`, { token: client.token })
  assert.equal(stored.status, 204)
})

test('a list of faults stays short enough to read', async () => {
  const reply = await post(LEDGER, { ledgers: Array.from({ length: 1_000 }, () => ({})) })
  assert.equal(reply.status, 400)
  assert.equal(reply.body.errors?.length, 200)
  const long = await post(LEDGER, text({ documentType: 'X'.repeat(1_000_000) }))
  assert.ok(long.text.length < 2_000, 'what was received is cut')
})

test('a new client’s fields follow the published rules', async () => {
  const partner = await api.createPartner()
  const create = (patch: object) => {
    const body = newClientBody(partner.partnerCode)
    return api.call('POST', `${BASE}/client`, {
      token: partner.provisioningToken,
      body: { ...body, client: { ...body.client, ...patch } },
    })
  }
  for (const [field, value] of [
    ['email', 'not an address'],
    ['email', `${'a'.repeat(250)}@b.fi`],
    ['website', 'http://'],
    ['countryCode', 'XX'],
    ['countryCode', 'fi'],
    ['currencyCode', 'EURO'],
    ['currencyCode', 'XXZ'],
    ['languageCode', 'XX'],
    ['postalCode', '1234'],
    ['name', ''],
  ] as const) {
    const reply = await create({ [field]: value })
    assert.equal(reply.status, 400, `${field} ${value}: ${reply.text}`)
    assert.deepEqual([...new Set(reply.body.errors?.map(({ pointer }) => pointer))], [`/client/${field}`])
  }
  for (const patch of [
    { countryCode: 'SE', postalCode: '111 22' },
    { countryCode: 'NO', postalCode: '0150', languageCode: 'NO' },
    { countryCode: 'DK', postalCode: '1050', languageCode: 'DK' },
    { website: 'https://example.com/a?b=c', email: "o'brien+x@exämple".replace('ä', 'a') },
    { website: '', email: null, unknown: {} },
  ]) {
    const reply = await create(patch)
    assert.equal(reply.status, 200, `${JSON.stringify(patch)}: ${reply.text}`)
  }
})

test('a POST without a body may name JSON as its type', async () => {
  const reply = await api.call('POST', `${LEDGER}/absent/retry`, {
    token: client.token,
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(reply.status, 404, reply.text)
})

test('the longest identifier there is can be named in a path, and what is longer is answered as any fault', async () => {
  const { token } = client
  const longest = '🧾'.repeat(64)
  assert.equal((await post(LEDGER, { ledgers: ledgerOf(longest) })).status, 200)
  const found = await api.call('GET', `${LEDGER}?ledgerIdentifier=${encodeURIComponent(longest)}`, { token })
  assert.equal(found.status, 200)
  const retried = await api.call('POST', `${LEDGER}/${encodeURIComponent(longest)}/retry`, { token })
  assert.equal(retried.status, 422, retried.text)
  for (const path of [
    `${LEDGER}/${'x'.repeat(65)}/retry`,
    `${LEDGER}/${'x'.repeat(5_000)}/retry`,
    `${LEDGER}/%/retry`,
  ]) {
    const reply = await api.call('POST', path, { token })
    assert.equal(reply.status, 400, reply.text)
    assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    assert.equal(reply.body.requestId, reply.headers.get('x-request-id'))
  }
})
