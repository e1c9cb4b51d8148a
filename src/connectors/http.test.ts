import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { asConnectorError } from '../accounting/sync/outcomes.ts'
import { createHttpPort } from './http.ts'
import { openCanned, okAnswer, signal } from '../../test/support/connectors/netvisor/world.ts'
import { ledgerPayloadExample } from '../../test/support/connectors/netvisor/examples.ts'

let requests = 0
const server = createServer((_request, response) => {
  requests++
  response.end('{}')
})
const port = createHttpPort()
let origin = ''
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(async () => {
  await port.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const call = (url: string, headers: Record<string, string> = {}) =>
  port.http({ method: 'POST', url, headers, body: 'x', signal, timeoutMs: 30_000 })

void test('a request that cannot be made is an error of the configuration, not of the connection', async () => {
  const cases: [string, Record<string, string>, RegExp][] = [
    [origin, { 'X-Key': '\ufeffsecret' }, /UND_ERR_INVALID_ARG: invalid X-Key header/],
    [origin, { 'X-Key': 'sec\u200bret' }, /invalid X-Key header/],
    [origin, { 'X-Key': 'sec\r\nret' }, /invalid X-Key header/],
    [origin, { 'X Key': 'secret' }, /UND_ERR_INVALID_ARG/],
    ['not a url', {}, /ERR_INVALID_URL|UND_ERR_INVALID_ARG/],
    ['ftp://127.0.0.1/', {}, /UND_ERR_INVALID_ARG|ERR_INVALID/],
    ['http://127.0.0.1:99999/', {}, /ERR_INVALID_URL|UND_ERR_INVALID_ARG/],
  ]
  for (const [url, headers, words] of cases) {
    await assert.rejects(call(url, headers), (error: Error & { kind?: string; code?: string }) => {
      assert.deepEqual([error.kind, error.code], ['auth', 'REQUEST_IMPOSSIBLE'], `${url} ${error.message}`)
      assert.match(error.message, words)
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
  }
  assert.equal(requests, 0)
  assert.equal((await call(origin)).status, 200)
})

void test('a missing connection is temporary, a broken one is ambiguous', async () => {
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port: free } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  await assert.rejects(call(`http://127.0.0.1:${free}/`), { kind: 'temporary', code: 'ECONNREFUSED' })
  const cutting = createServer((request) => request.socket.destroy())
  await new Promise<void>((resolve) => cutting.listen(0, '127.0.0.1', resolve))
  await assert.rejects(call(`http://127.0.0.1:${(cutting.address() as AddressInfo).port}/`), { kind: 'ambiguous' })
  await new Promise((resolve) => cutting.close(resolve))
})

void test('an error of an impossible request stops the queue, any other error does not', () => {
  const invalid = (): unknown => {
    try {
      return new URL('no address')
    } catch (error) {
      return error
    }
  }
  for (const sending of [true, false]) {
    assert.equal(asConnectorError(invalid(), sending).kind, 'auth')
    assert.equal(asConnectorError(new TypeError('x is undefined'), sending).kind, sending ? 'ambiguous' : 'temporary')
  }
})

void test('a stored Netvisor credential that no header carries stops the connection and says which', async () => {
  const types =
    '<VoucherTypes><VoucherType><Abbreviation>ML</Abbreviation><Name>Myyntilasku</Name></VoucherType></VoucherTypes>'
  const world = await openCanned({ 'vouchertypelist.nv': okAnswer(types) })
  try {
    const session = world.open({
      credentials: { customerId: '\ufeffa', customerKey: 'b', partnerId: 'c', partnerKey: 'd' },
    })
    await assert.rejects(session.plan(ledgerPayloadExample), (error: Error & { kind?: string }) => {
      assert.equal(error.kind, 'auth')
      assert.match(error.message, /X-Netvisor-Authentication-CustomerId/)
      return true
    })
  } finally {
    await world.close()
  }
})
