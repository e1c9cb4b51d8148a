/**
 * Our own vouchers would be refused for unmapped codes: the client learns of it when it connects, and when it tests the
 * connection.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestService, testService } from '../../test/support/service.ts'

const BASE = '/api/v1/partner/accounting/connection'
let api: TestService
before(async () => {
  api = await testService()
})
after(() => api.stop())

interface Body {
  ok?: boolean
  warnings?: { code: string; pointer: string }[]
  details?: { missing?: { pointer: string; message: string }[] }
}

test('NetBaron asks by name for the VAT codes that are not mapped', async () => {
  const { token } = await api.createClient()
  const connect = async (more: object) => {
    const body = { system: 'NETBARON', companyIdentifier: '0112038-9', simulator: true, ...more }
    const reply = await api.call<Body>('PUT', BASE, { token, body })
    assert.equal(reply.status, 200, reply.text)
    return reply.body.warnings?.map(({ code, pointer }) => `${code} ${pointer}`)
  }
  const missing = async () => {
    const reply = await api.call<Body>('POST', `${BASE}/test`, { token })
    assert.equal(reply.body.ok, true, reply.text)
    return reply.body.details?.missing?.map(({ pointer }) => pointer)
  }
  assert.deepEqual(await connect({}), [
    'VAT_CODE_UNMAPPED /mappings/vatCodes/KOMY',
    'VAT_CODE_UNMAPPED /mappings/vatCodes/KOOS',
  ])
  assert.deepEqual(await missing(), ['/mappings/vatCodes/KOMY', '/mappings/vatCodes/KOOS'])
  assert.deepEqual(await connect({ mappings: { vatCodes: { KOMY: '20' } } }), [
    'VAT_CODE_UNMAPPED /mappings/vatCodes/KOOS',
  ])
  assert.equal(await connect({ mappings: { vatCodes: { KOMY: '20', KOOS: '21' } } }), undefined)
  assert.equal(await missing(), undefined)
})

test('systems with common VAT codes ask for no mapping', async () => {
  const { token } = await api.createClient()
  for (const system of ['NETVISOR', 'PROCOUNTOR']) {
    const body = { system, companyIdentifier: `${system}-1`, simulator: true }
    const reply = await api.call<Body>('PUT', BASE, { token, body })
    assert.deepEqual([reply.status, reply.body.warnings], [200, undefined], reply.text)
  }
})
