/** `saatava delivery`: people look at deliveries, record their outcome, and begin failed ones again. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { type Sender, by, createSender, invoiceOf, ways } from '../support/distribution/sender.ts'
import { until } from '../support/until.ts'
import { type TestService, testService } from '../support/service.ts'
import { type Env, fails, json, lines } from '../support/cli/run.ts'

let api: TestService
let env: Env
let client: Sender
before(async () => {
  api = await testService({ distributionPollMs: 200, printRunSeconds: 1 })
  env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox' }
  client = await createSender(api.origin, await api.createPartner(), { channels: { fallback: false } })
})
after(() => api.stop())

interface Listed {
  deliveries: { deliveryId: string; invoiceNumber: number; state: string; channel: string; reason: string | null }[]
  more: boolean
}

const STRANGER = '0193a1b2-0000-7000-8000-000000000001'

async function unknown(number: number): Promise<string> {
  await client.post(invoiceOf(number, { method: 'EMAIL', email: `cut.${number}@testcustomer.fi` }))
  const view = await client.sees(number, 'unknown', (now) => by(now, 'EMAIL')?.state === 'UNKNOWN')
  return by(view, 'EMAIL')?.deliveryId ?? ''
}

async function failed(number: number): Promise<string> {
  await client.post(invoiceOf(number, { method: 'EMAIL', email: `bounce.${number}@testcustomer.fi` }))
  const view = await client.sees(number, 'bounced', (now) => by(now, 'EMAIL')?.state === 'FAILED')
  return by(view, 'EMAIL')?.deliveryId ?? ''
}

async function audited(action: string, deliveryId: string): Promise<unknown[]> {
  const { rows } = await api.pool.query<{ actor: string; details: unknown }>(
    'select actor, details from audit_entry where action = $1 and subject = $2',
    [action, `delivery:${deliveryId}`],
  )
  assert.ok(rows.every(({ actor }) => actor.startsWith('user:')))
  return rows.map(({ details }) => details)
}

test('an unknown delivery is listed, shown, and resolved as sent: the invoice has been distributed', async () => {
  const id = await unknown(1)
  const { deliveries } = await json<Listed>(
    ['delivery', 'list', '--state', 'unknown', '--client', `${client.clientId}`],
    env,
  )
  assert.deepEqual(
    deliveries.map(({ deliveryId, state, channel }) => [deliveryId, state, channel]),
    [[id, 'unknown', 'EMAIL']],
  )
  const shown = await lines(['delivery', 'show', id], env)
  assert.match(shown.join('\n'), /State +unknown[\s\S]*ATTEMPT +AT +OUTCOME[\s\S]*1 +\S+ +unknown/)
  const said = await lines(['delivery', 'resolve', id, '--sent'], env)
  assert.match(said[0] ?? '', /by EMAIL is sent; the invoice is INVOICED\./)
  assert.deepEqual(await audited('delivery.resolved', id), [{ invoiceNumber: 1, channel: 'EMAIL', as: 'sent' }])
  await fails(1, /is sent: only an unknown delivery can be resolved/, ['delivery', 'resolve', id, '--sent'], env)
})

test('resolved as failed, an invoice that reached nobody is in error, with the reason that was given', async () => {
  const id = await unknown(2)
  await json(['delivery', 'resolve', id, '--failed', '--reason', 'The server’s log knows no such mail'], env)
  const view = await client.view(2)
  assert.equal(view.status, 'ERROR')
  assert.match(view.reasons[0]?.message ?? '', /knows no such mail/)
})

test('resolved to be sent again, it goes out again', async () => {
  const id = await unknown(3)
  await json(['delivery', 'resolve', id, '--again'], env)
  const attempts = async () =>
    (await json<{ attempts: { outcome: string; attempt: number }[] }>(['delivery', 'show', id], env)).attempts
  const all = await until('a second attempt', attempts, (found) => found.length >= 3)
  assert.deepEqual(
    all.map(({ attempt, outcome }) => `${attempt} ${outcome}`),
    ['1 unknown', '1 resolved: again', '2 unknown'],
  )
})

test('a delivery that failed after the invoice had left is begun again, once', async () => {
  const id = await failed(4)
  const { retried } = await json<{ retried: { deliveryId: string } }>(['delivery', 'retry', id], env)
  const view = await client.sees(4, 'bounced again', (now) => ways(now) === 'EMAIL FAILED, EMAIL FAILED')
  assert.equal(view.deliveries[1]?.deliveryId, retried.deliveryId)
  assert.equal((await audited('delivery.retried', id)).length, 1)
  await fails(1, /started again before: delivery .* by EMAIL is failed/, ['delivery', 'retry', id], env)
})

test('an e-invoice that is begun again is another message: the operator takes it', async () => {
  await client.post(invoiceOf(5, { method: 'EINVOICE', einvoice: '99999903' }))
  const first = by(await client.sees(5, 'sent back', (now) => by(now, 'EINVOICE')?.state === 'FAILED'), 'EINVOICE')
  await json(['delivery', 'retry', first?.deliveryId ?? ''], env)
  await client.sees(
    5,
    'sent back again',
    (now) => by(now, 'EINVOICE')?.state === 'FAILED' && now.deliveries.length === 2,
  )
  const answer = await fetch(`${api.origin}/simulators/operator/inspect`)
  const { messages } = (await answer.json()) as {
    messages: { name: string; messageId: string; invoiceNumber: string }[]
  }
  const own = messages.filter(({ invoiceNumber }) => invoiceNumber === '5')
  assert.equal(own.length, 2)
  for (const { name, messageId } of own) assert.equal(`${messageId}.xml`, name)
})

test('an invoice that never left is evaluated again as a whole', async () => {
  await client.post(invoiceOf(6, { method: 'EMAIL', email: 'reject@testcustomer.fi' }))
  const view = await client.sees(6, 'in error', ({ status }) => status === 'ERROR')
  const id = by(view, 'EMAIL')?.deliveryId ?? ''
  const said = await lines(['delivery', 'retry', id], env)
  assert.match(said[0] ?? '', /Invoice 6 was never sent: it is evaluated again/)
  await client.sees(6, 'in error again', (now) => now.status === 'ERROR' && now.deliveries.length === 2)
})

test('an error gives advice', async () => {
  await fails(
    1,
    new RegExp(`There is no delivery ${STRANGER}; "saatava delivery list" shows`),
    ['delivery', 'show', STRANGER],
    env,
  )
  await fails(1, /There is no delivery/, ['delivery', 'resolve', STRANGER, '--sent'], env)
  await fails(1, /There is no delivery/, ['delivery', 'retry', STRANGER], env)
  await fails(2, /shows, a UUID/, ['delivery', 'retry', '17'], env)
  await fails(2, /--sent, --again, or --failed --reason <text>/, ['delivery', 'resolve', STRANGER], env)
  await fails(2, /--failed needs --reason/, ['delivery', 'resolve', STRANGER, '--failed'], env)
  await fails(2, /cannot be used with/, ['delivery', 'resolve', STRANGER, '--sent', '--again'], env)
  await fails(2, /Allowed choices are unknown, failed, pending, sending/, ['delivery', 'list', '--state', 'lost'], env)
  await fails(1, /There is no client 7/, ['delivery', 'list', '--client', '7'], env)
  await client.post(invoiceOf(7, { method: 'EMAIL' }))
  const id = by(await client.sees(7, 'sent', ({ status }) => status === 'INVOICED'), 'EMAIL')?.deliveryId ?? ''
  await fails(1, /has not failed, it is sent; only a failed delivery can be retried/, ['delivery', 'retry', id], env)
})
