/** A settlement of another client, and how I try to see and acknowledge it. */
import assert from 'node:assert/strict'
import { v7 as uuid } from 'uuid'
import { cursorQuery } from '../cursor-query.ts'
import type { Reply, TestClient, TestService } from '../service.ts'

const PATH = '/api/v1/partner/settlements'
const THEIRS = 202601020001

/** Makes a settlement of theirs with this name: handed out to them, and not acknowledged. After pay. */
export async function settle(api: TestService, { clientIdentifier }: TestClient, name: string): Promise<void> {
  const beneficiary = JSON.stringify({ name, iban: 'FI5810171000000122' })
  await api.pool.query({
    text: `insert into settlement (client_id, settlement_id, settlement_date, currency, amount_minor, line_count, remittance_reference,
             beneficiary, run_id, transaction_id, created_at, handed_out_at)
           select $1, $2, '2026-01-02', 'EUR', 100, 1, $3, $4, $5, transaction_id, now(), now()
           from allocation where client_id = $1 limit 1`,
    values: [clientIdentifier, THEIRS, name, beneficiary, uuid()],
  })
  await api.pool.query({
    text: 'update allocation set settlement_id = $2 where client_id = $1',
    values: [clientIdentifier, THEIRS],
  })
}

/** By "METHOD path". */
export function settlementCases(
  api: () => TestService,
  mine: () => TestClient,
): Record<string, () => Promise<Reply<unknown>[]>> {
  return {
    [`GET ${PATH}`]: async () => {
      const all = 'fromDate=2000-01-01&toDate=2199-01-01'
      // The cursor of a page that was theirs must not acknowledge it.
      const next = cursorQuery({ unfetchedOnly: true }, ['1', String(THEIRS), String(Date.now() + 60_000)])
      const queries = ['', `?${all}`, '?unfetchedOnly=true', next]
      const replies = await Promise.all(
        queries.map((query) =>
          api().call<{ settlements: unknown[] }>('GET', `${PATH}${query}`, { token: mine().token }),
        ),
      )
      for (const { status, body, text } of replies) {
        assert.equal(status, 200, text)
        assert.deepEqual(body.settlements, [])
      }
      return replies
    },
    [`GET ${PATH}/:settlementId`]: async () => {
      const [known, unknown] = await Promise.all(
        [THEIRS, THEIRS + 1].map((id) => api().call('GET', `${PATH}/${id}`, { token: mine().token })),
      )
      for (const reply of [known, unknown]) assert.equal(reply?.status, 404, reply?.text)
      const details = [known, unknown].map((reply) => reply?.body.detail.replace(/\d+/, ''))
      assert.equal(details[0], details[1])
      return [known, unknown].filter((reply) => reply !== undefined)
    },
    [`GET ${PATH}/:settlementId/document`]: async () => {
      const [known, unknown] = await Promise.all(
        [THEIRS, THEIRS + 1].map((id) => api().call('GET', `${PATH}/${id}/document`, { token: mine().token })),
      )
      for (const reply of [known, unknown]) assert.equal(reply?.status, 404, reply?.text)
      return [known, unknown].filter((reply) => reply !== undefined)
    },
    [`POST ${PATH}/acknowledge`]: async () => {
      const acknowledge = (id: number) =>
        api().call('POST', `${PATH}/acknowledge`, { token: mine().token, body: { settlementIds: [id] } })
      const [known, unknown] = [await acknowledge(THEIRS), await acknowledge(THEIRS + 1)]
      for (const { status, text } of [known, unknown]) assert.equal(status, 400, text)
      assert.deepEqual(
        known.body.errors?.map(({ message }) => message),
        unknown.body.errors?.map(({ message }) => message),
      )
      return [known, unknown]
    },
  }
}
