/** A payment of another client, and how I try to see it. */
import assert from 'node:assert/strict'
import { INVOICE_EXAMPLE } from '../../../src/invoices/examples.ts'
import { cursorQuery } from '../cursor-query.ts'
import { withTransaction } from '../../../src/platform/database.ts'
import { lockCaseRows } from '../../../src/claims/queries.ts'
import { recordDirectPayment } from '../../../src/payments/record-direct-payment.ts'
import type { Reply, TestClient, TestService } from '../service.ts'

const PATH = '/api/v1/partner/payments'
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Pays a part of the case that they have; what a payment can show is named so. After openCase. */
export async function pay(api: TestService, { clientIdentifier: clientId }: TestClient, name: string): Promise<void> {
  const { rows } = await api.pool.query<{ caseId: number }>({
    text: 'select case_id::int as "caseId" from collection_case where client_id = $1',
    values: [clientId],
  })
  await withTransaction(api.service.platform.pool, async (tx) => {
    const [debt] = await lockCaseRows(tx, [{ clientId, caseId: rows[0]?.caseId ?? 0 }])
    assert.ok(debt, 'they have a case')
    const input = { case: debt, amount: 100n, paymentDate: debt.dueDate, bookingDate: debt.dueDate }
    await recordDirectPayment(api.ctx(), tx, { ...input, method: name, reference: name })
  })
}

/** By "METHOD path". */
export function paymentCases(
  api: () => TestService,
  mine: () => TestClient,
): Record<string, () => Promise<Reply<unknown>[]>> {
  return {
    ['POST /api/v1/partner/sandbox/payment']: async () => {
      const number = INVOICE_EXAMPLE.invoice.header.number
      const ask = (invoiceNumber: number, more: object = {}) =>
        api().call('POST', '/api/v1/partner/sandbox/payment', {
          token: mine().token,
          body: { invoiceNumber, amount: 1, ...more },
        })
      const replies = [await ask(number), await ask(number, { reverse: true }), await ask(number + 1)]
      for (const { status, text } of replies) assert.equal(status, 404, text)
      return replies
    },
    [`GET ${PATH}`]: async () => {
      const all = 'fromDate=2000-01-01&toDate=2199-01-01'
      const dates = { fromDate: '2000-01-01', toDate: '2199-01-01' }
      const queries = ['', `?${all}`, cursorQuery(dates, ['2000-01-01', FIRST_ID, '0'])]
      const replies = await Promise.all(
        queries.map((query) => api().call<unknown[]>('GET', `${PATH}${query}`, { token: mine().token })),
      )
      for (const { status, body, text } of replies) {
        assert.equal(status, 200, text)
        assert.deepEqual(body, [])
      }
      return replies
    },
  }
}
