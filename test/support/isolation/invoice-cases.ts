/** Invoices of another client, and my tries to reach them, route by route. */
import assert from 'node:assert/strict'
import { INVOICE_EXAMPLE } from '../../../src/invoices/examples.ts'
import { writeCursor } from '../../../src/platform/http/cursor.ts'
import type { Reply, TestClient, TestService } from '../service.ts'

const BASE = '/api/v1/partner'
const NUMBER = INVOICE_EXAMPLE.invoice.header.number
export const INVOICE = `${BASE}/invoice/${NUMBER}`
const DISTRIBUTION = `${BASE}/invoice/distribution`
const DISTRIBUTION_V2 = '/api/v2/partner/invoice/distribution'
const BATCH = `${BASE}/invoices/batch`

/** The example of an invoice, in which everything that can be named is named so. */
function invoiceOf(name: string, number: number = NUMBER) {
  const { header, parties, rows } = INVOICE_EXAMPLE.invoice
  return {
    ...INVOICE_EXAMPLE,
    invoice: {
      ...INVOICE_EXAMPLE.invoice,
      header: { ...header, number, description: name },
      parties: { ...parties, buyerParty: { ...parties.buyerParty, name } },
      rows: rows.map((row) => ({ ...row, name })),
    },
  }
}

/** Invoices of theirs in every state that an answer of mine could be mistaken for. No worker runs: it is written. */
export async function invoice(api: TestService, { token, clientIdentifier }: TestClient, name: string): Promise<void> {
  for (const number of [NUMBER, NUMBER + 1]) {
    const reply = await api.call('POST', `${BASE}/invoice`, { token, body: invoiceOf(name, number) })
    assert.equal(reply.status, 200, reply.text)
  }
  const values = [clientIdentifier, name]
  await api.pool.query(
    `update invoice set status = case when number % 2 = 0 then 'INVOICED' else 'MANUAL' end, evaluate_at = null,
       reasons = json_build_array(json_build_object('code', 'APPROVAL_ASKED_FOR', 'message', $2::text))
     where client_id = $1`,
    values,
  )
  await api.pool.query(
    `insert into delivery (client_id, delivery_id, invoice_id, channel, rank, state, failure_reason, created_at, updated_at)
     select client_id, gen_random_uuid(), invoice_id, 'EMAIL', 0, 'failed', $2, now(), now() from invoice where client_id = $1`,
    values,
  )
  await api.pool.query(
    `update distribution_record set status = 'INVOICED', outcome = 'FAILED', failure_reason = $2 where client_id = $1`,
    values,
  )
}

type Cases = Record<string, () => Promise<Reply<unknown>[]>>

interface Page {
  distributions: { invoiceNumber: number }[]
}

/** By "METHOD path", in the order in which they run: those that read before those that leave me something of my own. */
export function invoiceCases(api: () => TestService, mine: () => TestClient, theirs: () => TestClient): Cases {
  const get = (path: string) => api().call('GET', path, { token: mine().token })
  const post = (path: string, body: unknown) => api().call('POST', path, { token: mine().token, body })
  const pageOf = async (path: string) => api().call<Page>('GET', path, { token: mine().token })
  const nothing = async (paths: string[]) => {
    const replies = await Promise.all(paths.map(pageOf))
    for (const { status, body, text } of replies) {
      assert.equal(status, 200, text)
      assert.deepEqual(body.distributions, [])
    }
    return replies
  }
  /** Follows the next link of the other client's page. */
  const nextOf = async (path: string) => {
    const { headers, text } = await api().call('GET', path, { token: theirs().token })
    const [, next] = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? []
    assert.ok(next, text)
    return next
  }
  const absent = async (replies: Promise<Reply<unknown>>[]) => {
    for (const { status, text } of await Promise.all(replies)) assert.equal(status, 404, text)
    return Promise.all(replies)
  }
  return {
    [`GET ${BASE}/invoice/:number`]: () => absent([get(INVOICE), get(`${INVOICE}?type=INVOICE`)]),
    [`GET ${BASE}/invoice/:number/document`]: () =>
      absent([get(`${INVOICE}/document`), get(`${INVOICE}/document?format=FINVOICE`)]),
    [`GET ${BASE}/invoices`]: async () => {
      const path = `${BASE}/invoices`
      const shown = await api().call<{ invoices: unknown[] }>('GET', path, { token: theirs().token })
      assert.equal(shown.body.invoices.length, 2, 'they see theirs')
      const queries = [
        '',
        '?open=true',
        '?updatedSince=2000-01-01T00:00:00Z',
        '?status=MANUAL',
        '?type=INVOICE&sort=-dueDate',
      ]
      const replies = await Promise.all(queries.map((query) => get(path + query)))
      for (const { status, body, text } of replies) {
        assert.equal(status, 200, text)
        assert.deepEqual(body, { invoices: [] })
      }
      return replies
    },
    [`GET ${BASE}/invoice/distribution`]: async () =>
      nothing([
        DISTRIBUTION,
        `${DISTRIBUTION}?fromInvDate=2000-01-01&toInvDate=2199-01-01`,
        `${DISTRIBUTION}?invoiceNumber=${NUMBER}`,
        `${DISTRIBUTION}?fetchType=FAILED&fromInvDate=2000-01-01`,
        `${DISTRIBUTION}?fetchType=NEW`,
        // Their own next page: it must not take what is theirs for fetched.
        await nextOf(`${DISTRIBUTION}?fetchType=NEW`),
      ]),
    [`GET ${DISTRIBUTION_V2}`]: () =>
      nothing([
        DISTRIBUTION_V2,
        `${DISTRIBUTION_V2}?updatedSince=2000-01-01T00:00:00Z`,
        `${DISTRIBUTION_V2}?cursor=${writeCursor(['distribution', String(mine().clientIdentifier), '0'])}`,
      ]),
    [`POST ${BASE}/invoice`]: async () => {
      // Their number with other content: a conflict only with one's own.
      const reply = await post(`${BASE}/invoice`, invoiceOf('MINE'))
      assert.equal(reply.status, 200, reply.text)
      const page = await pageOf(`${DISTRIBUTION}?invoiceNumber=${NUMBER}`)
      assert.equal(page.body.distributions.length, 1)
      const shown = await api().call<{ deliveries: unknown[] }>('GET', INVOICE, { token: mine().token })
      assert.deepEqual(shown.body.deliveries, [])
      return [reply, page, shown, await pageOf(DISTRIBUTION_V2)]
    },
    [`POST ${BASE}/invoices/batch`]: async () => {
      const reply = await api().call('POST', BATCH, {
        token: mine().token,
        headers: { 'content-type': 'application/x-ndjson' },
        body: `${JSON.stringify(invoiceOf('MINE', NUMBER + 1))}\n`,
      })
      assert.equal(reply.status, 200, reply.text)
      assert.equal((JSON.parse(reply.text) as { status: number }).status, 200, reply.text)
      return [reply]
    },
  }
}
