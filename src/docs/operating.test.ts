import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { allNumbered } from '../../test/support/feed/all-numbered.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { INVOICE_EXAMPLE } from '../invoices/examples.ts'
import { LEDGER_EXAMPLE, PAYMENT_EXAMPLE } from '../accounting/examples.ts'
import { until } from '../../test/support/until.ts'

const BASE = '/api/v1/partner/accounting'
let api: TestService

before(async () => {
  api = await testService()
})
after(() => api.stop())

test('after a restore, done as "Operating" says, nothing that had been sent is sent again', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const company = LEDGER_EXAMPLE.ledgers.companyIdentifier
  const connection = { system: 'NETVISOR', companyIdentifier: company, simulator: true }
  await api.call('PUT', `${BASE}/connection`, { token, body: connection })
  await api.call('POST', `${BASE}/ledger`, { token, body: LEDGER_EXAMPLE })
  await api.call('POST', `${BASE}/payment`, { token, body: PAYMENT_EXAMPLE })
  await allSynced()

  // The state after a restore: documents that look as if they had never left. No worker runs meanwhile.
  await api.pool.query(`update accounting_queue set state = 'stopped'`)
  await api.service.idle()
  await api.pool.query(`update accounting_document
    set status = 'pending', remote_ids = '{}', document_status = null, synced_at = null, intent_at = null, attempts = 0`)
  assert.equal((await api.pool.query(await statementOf('update accounting_document'))).rowCount, 2)
  await api.pool.query(`update accounting_queue set state = 'active', next_attempt_at = now()`)
  await allSynced()

  const simulated = `/simulators/netvisor/inspect?company=sim-${clientIdentifier}-${company}`
  const { body } = await api.call<{ vouchers: unknown[]; payments: unknown[] }>('GET', simulated)
  assert.deepEqual([body.vouchers.length, body.payments.length], [1, 1])
})

test('after a restore nobody gets an invoice twice', async () => {
  const { token } = await api.createClient()
  const body = {
    ...INVOICE_EXAMPLE,
    // Long overdue: under payment control a reminder would follow by mail.
    processing: { paymentControlEnabled: false },
    invoice: { ...INVOICE_EXAMPLE.invoice, header: { ...INVOICE_EXAMPLE.invoice.header, number: 1 } },
  }
  assert.equal((await api.call('POST', '/api/v1/partner/invoice', { token, body })).status, 200)
  const mails = async () => (await api.call<{ count: number }>('GET', '/simulators/mail/inspect')).body.count
  const states = async () =>
    (await api.pool.query<{ state: string }>('select state from delivery order by rank')).rows.map(({ state }) => state)
  await until('the mail is sent', states, ([first]) => first === 'sent')
  assert.equal(await mails(), 1)
  // The row looks as before it left, and is not due yet, so that no worker takes it before the statement has been run.
  await api.pool.query(
    `update delivery set state = 'pending', next_attempt_at = now() + interval '1 hour', sent_at = null where rank = 0`,
  )
  assert.equal((await api.pool.query(await statementOf('update delivery'))).rowCount, 1)
  await api.service.idle()
  assert.equal((await states())[0], 'unknown')
  assert.equal(await mails(), 1)
})

test('after a restore, a cursor that has seen later events than there are goes on with what comes next', async () => {
  const { token, clientIdentifier } = await api.createClient()
  const events = '/api/v1/partner/events'
  await allNumbered(api.pool)
  const seen = await api.call<{ events: { eventId: string }[] }>('GET', events, { token })
  const cursor = Buffer.from(`events ${clientIdentifier} ${seen.body.events.length + 7}`).toString('base64url')
  assert.equal((await api.call('GET', `${events}?cursor=${cursor}`, { token })).status, 400)
  await api.pool.query(await statementOf('insert into feed_counter'))
  await api.call('PUT', '/api/v1/partner/client/settings', { token, body: { language: 'en' } })
  await allNumbered(api.pool)
  const next = await api.call<{ events: { type: string }[] }>('GET', `${events}?cursor=${cursor}`, { token })
  assert.deepEqual(
    next.body.events.map(({ type }) => type),
    ['client.settings.changed'],
  )
})

/** Returns the statement of the guide that begins so. */
async function statementOf(beginning: string): Promise<string> {
  const guide = await readFile('docs/guides/operating.md', 'utf8')
  const statements = [...guide.matchAll(/```sql\n\s*([\s\S]+?)```/g)].map(([, text = '']) => text)
  const statement = statements.find((text) => text.startsWith(beginning))
  assert.ok(statement, beginning)
  return statement
}

async function allSynced(): Promise<void> {
  const left = `select status, description from accounting_document where status <> 'synced'`
  await until(
    'every document is synced',
    async () => (await api.pool.query<{ status: string; description: string }>(left)).rows,
    (rows) => rows.length === 0,
  )
}
