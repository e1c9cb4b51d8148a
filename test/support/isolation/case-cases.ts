/** A case of another client, and how I try to reach it, route by route. */
import assert from 'node:assert/strict'
import { INVOICE_EXAMPLE } from '../../../src/invoices/examples.ts'
import { openCasesOf } from '../cases/open-cases.ts'
import { somePolicies } from '../cases/cases.ts'
import { approvalCases } from './approval-cases.ts'
import { debtorCases } from './debtor-cases.ts'
import { questionCases } from './question-cases.ts'
import type { Reply, TestClient, TestService } from '../service.ts'

const BASE = '/api/v1/partner/invoice'
const NUMBER = INVOICE_EXAMPLE.invoice.header.number
const NOBODY_HAS = 999_999_999
const ACTION_ID = '0190f6a0-0000-7000-8000-00000000000a'
const LETTER_ID = '0190f6a0-0000-7000-8000-00000000000b'
const UNKNOWN_ID = '0190f6a0-0000-7000-8000-00000000000c'

/** Compares the answers for a case of theirs and for one that nobody has: they must be equal. */
function unnamed(known: Reply<{ detail: string }>, unknown: Reply<{ detail: string }>): Reply<unknown>[] {
  for (const { status, text } of [known, unknown]) assert.equal(status, 404, text)
  const word = (detail: string) => detail.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
  assert.equal(word(known.body.detail), word(unknown.body.detail))
  return [known, unknown]
}

/** Theirs; mine starts with the same invoice and none of this. */
let caseId = 0

/** Puts the example's invoice of theirs under payment control, with everything that a case can show. No worker runs. */
export async function openCase(api: TestService, { clientIdentifier }: TestClient, name: string): Promise<void> {
  await somePolicies(api)
  const values = [clientIdentifier, NUMBER]
  const { rows } = await api.pool.query<{ invoiceId: string }>({
    text: `select invoice_id as "invoiceId" from invoice where client_id = $1 and number = $2`,
    values,
  })
  const keys = rows.map(({ invoiceId }) => ({ clientId: clientIdentifier, invoiceId }))
  await openCasesOf(api.ctx(), keys, new Date())
  const opened = await api.pool.query<{ caseId: number }>({
    text: `update collection_case set debtor = jsonb_set(debtor::jsonb, '{name}', to_jsonb($2::text))
           where client_id = $1 returning case_id::int as "caseId"`,
    values: [clientIdentifier, name],
  })
  caseId = opened.rows[0]?.caseId ?? 0
  assert.ok(caseId > 0, 'they have a case')
  await api.pool.query({
    text: `insert into case_action (client_id, action_id, batch_id, position, case_id, code, comment, data, state, submitted_at, submitted_by)
           values ($1, $2, $2, 1, $3, 'COMMENT', $4, '{}', 'pending', now(), 'test') on conflict do nothing`,
    values: [clientIdentifier, ACTION_ID, caseId, name],
  })
  await api.pool.query({
    text: `insert into letter (client_id, letter_id, case_id, kind, document, created_at)
           values ($1, $2, $3, 'REMINDER', $4, now()) on conflict do nothing`,
    values: [clientIdentifier, LETTER_ID, caseId, JSON.stringify({ name })],
  })
}

type Cases = Record<string, () => Promise<Reply<unknown>[]>>

/** By "METHOD path". */
export function caseCases(api: () => TestService, mine: () => TestClient, theirs: () => TestClient): Cases {
  const get = (path: string) => api().call('GET', path, { token: mine().token })
  const post = (path: string, body: unknown) => api().call('POST', path, { token: mine().token, body })
  const same = (a: Reply<{ detail?: string; errors?: unknown }>, b: Reply<{ detail?: string; errors?: unknown }>) => {
    for (const { status, text } of [a, b]) assert.equal(status, 404, text)
    assert.deepEqual([a.body.detail, a.body.errors], [b.body.detail, b.body.errors])
    return [a, b]
  }
  const actions = async (path: string) => {
    const about = (data: object) => post(path, { actions: [{ code: 'COMMENT', comment: 'mine', data }] })
    const letBegin = (id: number) => post(path, { actions: [{ code: 'APPROVE', data: { caseId: id } }] })
    const approving = async (invoiceNumber: number) => {
      const reply = await post(path, { actions: [{ code: 'APPROVE', data: { invoiceNumber } }] })
      assert.equal(reply.status, 404, reply.text)
      return reply
    }
    return [
      ...same(await about({ caseId }), await about({ caseId: NOBODY_HAS })),
      ...same(await about({ invoiceNumber: NUMBER }), await about({ invoiceNumber: NOBODY_HAS })),
      ...same(
        await about({ caseId, invoiceNumber: NUMBER }),
        await about({ caseId: NOBODY_HAS, invoiceNumber: NUMBER }),
      ),
      ...same(await letBegin(caseId), await letBegin(NOBODY_HAS)),
      ...(await Promise.all([NUMBER, NUMBER + 1].map(approving))),
    ]
  }
  return {
    ...approvalCases(api, mine),
    ...debtorCases(api, mine, theirs),
    ...questionCases(api, mine, theirs),
    ['GET /api/v1/partner/cases']: async () => {
      const path = '/api/v1/partner/cases'
      const shown = await api().call<{ cases: unknown[] }>('GET', path, { token: theirs().token })
      assert.equal(shown.body.cases.length, 1, 'they see it')
      const replies = await Promise.all(
        [path, `${path}?waitingForMe=true`, `${path}?status=OPEN&sort=-updatedAt`].map(get),
      )
      for (const { status, body, text } of replies) {
        assert.equal(status, 200, text)
        assert.deepEqual(body, { cases: [] })
      }
      return replies
    },
    [`GET ${BASE}/case`]: async () => {
      const shown = await api().call('GET', `${BASE}/case?caseId=${caseId}`, { token: theirs().token })
      assert.equal(shown.status, 200, 'they see it')
      const byCase = await get(`${BASE}/case?caseId=${caseId}`)
      const byNumber = await get(`${BASE}/case?invoiceNumber=${NUMBER}`)
      const both = await get(`${BASE}/case?caseId=${caseId}&invoiceNumber=${NOBODY_HAS}`)
      for (const { status, text } of [byCase, byNumber, both]) assert.equal(status, 404, text)
      const nobodys = await get(`${BASE}/case?caseId=${NOBODY_HAS}`)
      assert.equal(byCase.body.detail.replace(String(caseId), ''), nobodys.body.detail.replace(String(NOBODY_HAS), ''))
      return [byCase, byNumber, both, nobodys]
    },
    [`GET ${BASE}/actions`]: async () => {
      const asked = await api().call('GET', `${BASE}/actions?caseId=${caseId}`, { token: theirs().token })
      assert.equal(asked.status, 200, 'they see theirs')
      const byNumber = await get(`${BASE}/actions?invoiceNumber=${NUMBER}`)
      assert.deepEqual((byNumber.body as unknown as { actions: unknown[] }).actions, [])
      const [byCase, nobodys] = [
        await get(`${BASE}/actions?caseId=${caseId}`),
        await get(`${BASE}/actions?caseId=${NOBODY_HAS}`),
      ]
      for (const { status, text } of [byCase, nobodys]) assert.equal(status, 404, text)
      assert.equal(byCase.body.detail.replace(String(caseId), ''), nobodys.body.detail.replace(String(NOBODY_HAS), ''))
      return [byNumber, byCase, nobodys]
    },
    [`GET ${BASE}/action/:actionId`]: async () => {
      const [known, unknown] = [await get(`${BASE}/action/${ACTION_ID}`), await get(`${BASE}/action/${UNKNOWN_ID}`)]
      return unnamed(known, unknown)
    },
    [`GET ${BASE}/case/letters`]: async () => {
      const replies = [
        await get(`${BASE}/case/letters?caseId=${caseId}`),
        await get(`${BASE}/case/letters?invoiceNumber=${NUMBER}`),
      ]
      for (const { status, text } of replies) assert.equal(status, 404, text)
      return replies
    },
    [`GET ${BASE}/case/letters/:letterId/document`]: async () => {
      const path = (id: string) => `${BASE}/case/letters/${id}/document`
      return unnamed(await get(path(LETTER_ID)), await get(path(UNKNOWN_ID)))
    },
    [`POST ${BASE}/action`]: () => actions(`${BASE}/action`),
    [`POST ${BASE}/action/preview`]: () => actions(`${BASE}/action/preview`),
    [`POST ${BASE}/preview`]: async () => {
      // Their number with other content, and the very same: to me it is a number that nobody has.
      const { header } = INVOICE_EXAMPLE.invoice
      const other = {
        ...INVOICE_EXAMPLE,
        invoice: { ...INVOICE_EXAMPLE.invoice, header: { ...header, description: 'x' } },
      }
      const replies = [await post(`${BASE}/preview`, other), await post(`${BASE}/preview`, INVOICE_EXAMPLE)]
      for (const { status, body, text } of replies) {
        assert.equal(status, 200, text)
        assert.equal((body as unknown as { stored: string }).stored, 'NOTHING')
      }
      return replies
    },
  }
}
