/** The letters of a case are listed with how they went out, and each is read as the PDF that was sent. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { archived } from '../../src/archive/archived.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { CASE, atNoon, caseClient, caseOf, somePolicies, someCase } from '../support/cases/cases.ts'

/** On a busy machine a mail takes its time. */
const SENT_MS_MAX = 60_000
const LETTERS = `${CASE}/letters`
let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ distributionPollMs: 200, printRunSeconds: 1, distributionLeaseSeconds: 1 })
  atNoon(api, '2026-01-20')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

interface Letter {
  letterId: string
  kind: string
  date: string
  channel: string
  state: string
  amount: number
  dueDate: string
  document: string
  deliveries: { channel: string; state: string }[]
}

async function pdf(path: string): Promise<{ status: number; type: string | null; bytes: Buffer }> {
  const reply = await fetch(api.origin + path, { headers: { 'x-api-key': client.token } })
  return {
    status: reply.status,
    type: reply.headers.get('content-type'),
    bytes: Buffer.from(await reply.arrayBuffer()),
  }
}

test('a reminder is listed by case and by number, and its document is the archived PDF', async () => {
  atNoon(api, '2026-01-20')
  const { caseId, invoiceNumber } = await someCase(api, client)
  const empty = await api.call<{ letters: Letter[] }>('GET', `${LETTERS}?caseId=${caseId}`, { token: client.token })
  assert.deepEqual(empty.body, { letters: [] })
  atNoon(api, '2026-02-14')
  const letters = async () =>
    (await api.call<{ letters: Letter[] }>('GET', `${LETTERS}?invoiceNumber=${invoiceNumber}`, { token: client.token }))
      .body.letters
  const [letter] = await until('a letter that was sent', letters, (list) => list[0]?.state === 'SENT', SENT_MS_MAX)
  assert.ok(letter)
  assert.deepEqual([letter.kind, letter.channel, letter.date], ['REMINDER', 'EMAIL', '2026-02-14'])
  const { balance, events } = await caseOf(api, client, { caseId })
  assert.equal(letter.amount, balance['totalAmount'])
  assert.deepEqual(
    letter.deliveries.map(({ channel }) => channel),
    ['EMAIL', 'PRINT'],
  )
  const { status, type, bytes } = await pdf(letter.document)
  assert.deepEqual([status, type, bytes.subarray(0, 5).toString()], [200, 'application/pdf', '%PDF-'])
  const { rows } = await api.pool.query<{ hash: Buffer }>('select hash from letter where letter_id = $1', [
    letter.letterId,
  ])
  const { platform } = api.service
  const kept = await archived(platform, platform.pool, client.clientIdentifier, rows[0]?.hash ?? Buffer.alloc(32))
  assert.ok(kept?.bytes.equals(bytes), 'the bytes that were sent')
  const links = events.filter(({ data }) => data['letterId'] === letter.letterId)
  assert.ok(links.length >= 1)
  for (const event of links) assert.equal((event as { document?: string }).document, letter.document)
  // The feed shows an event once it has its number.
  const sent = async () => {
    const feed = await api.call<{ events: { data: { document?: string } }[] }>(
      'GET',
      '/api/v1/partner/events?type=case.letter.sent',
      { token: client.token },
    )
    return feed.body.events.map(({ data }) => data.document)
  }
  await until('the event of the letter', sent, (documents) => documents.includes(letter.document), SENT_MS_MAX)
})

test('a letter that has not been made yet is made when it is read, once, and stays its file', async () => {
  const { rows } = await api.pool.query<{ letterId: string }>(
    `insert into letter (client_id, letter_id, case_id, kind, document, created_at)
     select client_id, '0190f6a0-0000-7000-8000-000000000001', case_id, kind, document, created_at from letter
     where client_id = $1 limit 1 returning letter_id as "letterId"`,
    [client.clientIdentifier],
  )
  const path = `${LETTERS}/${rows[0]?.letterId}/document`
  const first = await pdf(path)
  assert.equal(first.status, 200)
  assert.deepEqual((await pdf(path)).bytes, first.bytes)
})

test('a letter that is not there is 404, and so is the document of another name', async () => {
  for (const id of ['00000000-0000-7000-8000-000000000000', 'letter', '%00'])
    assert.ok([400, 404].includes((await pdf(`${LETTERS}/${id}/document`)).status), id)
  assert.equal((await pdf(`${LETTERS}?caseId=1`)).status, 404)
  assert.equal((await pdf(LETTERS)).status, 400)
})
