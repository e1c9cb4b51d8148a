import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newClientBody } from '../../test/support/bodies.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { clientCtx } from '../platform/context.ts'
import { finvoiceCredentials } from './finvoice-credentials.ts'

const PATH = '/api/v1/partner/operations/finvoice-credentials'
let api: TestService
before(async () => {
  api = await testService({ role: 'api' })
})
after(() => api.stop())

async function clientOf(businessCode: string, countryCode = 'FI') {
  const { partnerCode, provisioningToken } = await api.createPartner()
  const body = newClientBody(partnerCode)
  const reply = await api.call<{ apiAccessToken: string; clientIdentifier: number }>('POST', '/api/v1/partner/client', {
    token: provisioningToken,
    body: { ...body, client: { ...body.client, businessCode, countryCode } },
  })
  return { token: reply.body.apiAccessToken, clientId: reply.body.clientIdentifier }
}

const set = (token: string, einvoice: object) =>
  api.call('PUT', '/api/v1/partner/client/settings', { token, body: { channels: { einvoice } } })

test('it is protected', async () => {
  assert.equal((await api.call('GET', PATH)).status, 401)
})

test('the address is the OVT of the business id until another is set', async () => {
  const { token } = await clientOf('0112038-9')
  const first = await api.call<Record<string, unknown>>('GET', PATH, { token })
  assert.equal(first.body['ovt'], '003701120389')
  assert.equal(first.body['eInvoiceAddress'], '003701120389')
  const own = { address: '003701120389ABC', intermediatorId: 'NDEAFIHH', receivingOpen: true }
  assert.equal((await set(token, own)).status, 200)
  const second = await api.call('GET', PATH, { token })
  assert.deepEqual(second.body, {
    eInvoiceAddress: '003701120389ABC',
    ovt: '003701120389ABC',
    intermediatorId: 'NDEAFIHH',
    intermediatorName: null,
    sendingOpen: true,
    receivingOpen: true,
  })
})

test('nothing is open without an address and an operator', async () => {
  const ctxOf = (clientId: number) => clientCtx(api.ctx(), clientId)
  const operator = { id: '003701120389', name: 'Example Operator' }
  const known = await clientOf('5560360793', 'SE')
  const swedish = await finvoiceCredentials(ctxOf(known.clientId), operator)
  assert.deepEqual(swedish.body, {
    eInvoiceAddress: '0007:5560360793',
    ovt: null,
    intermediatorId: operator.id,
    intermediatorName: operator.name,
    sendingOpen: true,
    receivingOpen: false,
  })
  const nowhere = await clientOf('HRB 1', 'DE')
  const closed = (await finvoiceCredentials(ctxOf(nowhere.clientId), operator)).body as { sendingOpen: boolean }
  assert.equal(closed.sendingOpen, false)
  const alone = (await finvoiceCredentials(ctxOf(known.clientId), { id: null, name: null })).body as {
    sendingOpen: boolean
  }
  assert.equal(alone.sendingOpen, false)
  await set(known.token, { sendingOpen: false })
  const shut = (await finvoiceCredentials(ctxOf(known.clientId), operator)).body as { sendingOpen: boolean }
  assert.equal(shut.sendingOpen, false)
})
