/** The simulated receiver and its faults: each shows as its error, and none reaches an inner address. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestClient, type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { makeEvents, webhooksOf } from '../support/webhooks/endpoint.ts'

const SIMULATOR = '/simulators/webhooks'

let api: TestService
let client: TestClient

before(async () => {
  api = await testService()
  client = await api.createClient()
})
after(() => api.stop())

interface Tested {
  isDelivered: boolean
  status: number | null
  error: string | null
}

async function tested(url: string): Promise<() => Promise<[number | null, string | null]>> {
  const hooks = webhooksOf(api, client.token)
  const { webhookId } = await hooks.create({ url, types: ['settlement'] })
  return async () => {
    const { status, error } = await hooks.call<Tested>('POST', `/${webhookId}/test`, {})
    return [status, error]
  }
}

const order = (fault: object) => api.call('POST', `${SIMULATOR}/faults`, { body: fault })

test('each fault shows as its error', async () => {
  const result = await tested(`${api.origin}${SIMULATOR}/hook/faults`)
  assert.deepEqual(await result(), [200, null])
  const errors: [object, [number | null, string | null]][] = [
    [{ fault: 'SERVER_ERROR' }, [500, 'HTTP_STATUS']],
    [{ fault: 'GONE' }, [410, 'GONE']],
    [{ fault: 'DISABLE' }, [200, null]],
    [{ fault: 'REDIRECT' }, [307, 'REDIRECTED']],
    [{ fault: 'HTML_502' }, [502, 'HTTP_STATUS']],
    [{ fault: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 }, [429, 'HTTP_STATUS']],
    [{ fault: 'CUT' }, [null, 'CONNECTION_FAILED']],
    [{ fault: 'SLOW', delayMs: 50 }, [200, null]],
  ]
  for (const [fault, expected] of errors) {
    assert.equal((await order({ ...fault, company: 'faults' })).status, 200)
    assert.deepEqual(await result(), expected, JSON.stringify(fault))
  }
})

test('a certificate that is none and a name that leads elsewhere the second time are refused', async () => {
  const secure = await tested(`${api.origin.replace('http:', 'https:')}${SIMULATOR}/hook/tls`)
  assert.deepEqual(await secure(), [null, 'CONNECTION_FAILED'])
  const { port } = new URL(api.origin)
  const rebinding = await tested(`http://rebinding.localhost:${port}${SIMULATOR}/hook/rebinding`)
  assert.deepEqual(await rebinding(), [null, 'ADDRESS_NOT_PUBLIC'], 'asked a second time, it leads inside')
  // The simulators answer under localhost and 127.0.0.1 alone.
  assert.deepEqual(await rebinding(), [403, 'HTTP_STATUS'])
})

test('it keeps what came, for a program and for a person', async () => {
  const hooks = webhooksOf(api, client.token)
  const { webhookId } = await hooks.create({ url: `${api.origin}${SIMULATOR}/hook/kept`, types: ['client.settings'] })
  await makeEvents(api, client.token, 1)
  const kept = async () => (await api.call<{ webhookId: string }[]>('GET', `${SIMULATOR}/inspect?company=kept`)).body
  const [one] = await until('the event', kept, ({ length }) => length === 1)
  const [delivery] = await hooks.deliveries(webhookId)
  assert.equal(one?.webhookId, delivery?.messageId)
  const page = await api.call('GET', `${SIMULATOR}/inspect`, { headers: { accept: 'text/html' } })
  assert.match(page.text, /client\.settings\.changed/)
})

test('metrics count requests by how they ended, and endpoints by state', async () => {
  const hooks = webhooksOf(api, client.token)
  const { webhookId } = await hooks.create({ url: `${api.origin}${SIMULATOR}/hook/metrics`, types: ['client'] })
  await order({ fault: 'GONE', company: 'metrics' })
  await makeEvents(api, client.token, 1)
  const disabled = ({ state }: { state: string }) => state === 'DISABLED'
  await until('the endpoint is disabled', () => hooks.show(webhookId), disabled)
  const text = await (await fetch(`${api.origin}/metrics`)).text()
  assert.match(text, /^saatava_webhook_request_seconds_count\{outcome="refused"\} [1-9]/m)
  assert.match(text, /^saatava_webhook_endpoints\{state="disabled"\} [1-9]/m)
})
