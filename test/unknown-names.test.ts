/** A name that nobody knows must not look like one that does something. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestClient, type TestService, testService } from './support/service.ts'

const PARTNER = '/api/v1/partner'
let api: TestService
let client: TestClient

before(async () => {
  api = await testService({ role: 'api' })
  client = await api.createClient()
})
after(() => api.stop())

function get(path: string) {
  return api.call('GET', `${PARTNER}${path}`, { token: client.token })
}

test('a parameter that resembles a known one is a 400 with that name, on published endpoints too', async () => {
  for (const [path, meant] of [
    ['/payments?fromdate=2026-01-01', 'fromDate'],
    ['/settlements?unfetchedonly=true', 'unfetchedOnly'],
    ['/invoice/distribution?fromInvdate=2026-01-01', 'fromInvDate'],
    ['/events?cursr=1', 'cursor'],
  ] as const) {
    const { status, body } = await get(path)
    assert.equal(status, 400, path)
    const [error] = (body as { errors: { code: string; message: string }[] }).errors
    assert.equal(error?.code, 'UNKNOWN_PARAMETER')
    assert.match(error?.message ?? '', new RegExp(`did you mean "${meant}"\\?`))
  }
})

test('a published endpoint answers any other parameter and names it in a header', async () => {
  const { status, headers } = await get('/payments?pageSize=3&utm=x')
  assert.equal(status, 200)
  assert.equal(headers.get('x-saatava-warnings'), 'UNKNOWN_PARAMETER pageSize, UNKNOWN_PARAMETER utm')
  assert.equal((await get('/payments')).headers.get('x-saatava-warnings'), null)
})

test('an endpoint of our own refuses any parameter it does not know', async () => {
  const { status, body } = await get('/client/settings?verbose=1')
  assert.equal(status, 400)
  assert.match(JSON.stringify(body), /\?verbose.*this endpoint takes no query parameters/)
})

test('with UNKNOWN_QUERY=enforce a published endpoint refuses any parameter it does not know', async () => {
  const strict = await testService({ role: 'api', unknownQuery: 'enforce' })
  try {
    const { token } = await strict.createClient()
    const { status } = await strict.call('GET', `${PARTNER}/payments?pageSize=3`, { token })
    assert.equal(status, 400)
  } finally {
    await strict.stop()
  }
})

test('client settings refuse a field that is not known, and change nothing', async () => {
  const before = await get('/client/settings')
  const { status, body } = await api.call('PUT', `${PARTNER}/client/settings`, {
    token: client.token,
    body: { language: 'sv', aproval: { required: 'ALWAYS' }, channels: { ordr: ['EMAIL'] } },
  })
  assert.equal(status, 400)
  const { errors } = body as { errors: { pointer: string; message: string }[] }
  assert.deepEqual(
    errors.map(({ pointer, message }) => `${pointer} ${message}`),
    ['/aproval is not known; did you mean "approval"?', '/channels/ordr is not known; did you mean "order"?'],
  )
  assert.deepEqual((await get('/client/settings')).body, before.body)
})

test('a settings section of nulls changes nothing, and reset puts it back to its default', async () => {
  const put = (body: unknown) => api.call('PUT', `${PARTNER}/client/settings`, { token: client.token, body })
  const order = async () =>
    ((await get('/client/settings')).body as unknown as { channels: { order: string[] } }).channels.order
  const usual = await order()
  await put({ channels: { order: ['PRINT'] } })
  await put({ channels: { order: null, email: { subject: '' } } })
  assert.deepEqual(await order(), ['PRINT'])
  await put({ reset: ['channels'] })
  assert.deepEqual(await order(), usual)
})
