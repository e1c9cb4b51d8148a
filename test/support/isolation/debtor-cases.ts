/** A debtor of another client, and how I try to reach it, route by route. */
import assert from 'node:assert/strict'
import type { Reply, TestClient, TestService } from '../service.ts'

const DEBTORS = '/api/v1/partner/debtors'
const NOBODY_HAS = '019a4c3e-0000-7000-8000-0000000000ff'

type Cases = Record<string, () => Promise<Reply<unknown>[]>>

/** By "METHOD path". The case of theirs has made the debtor. */
export function debtorCases(api: () => TestService, mine: () => TestClient, theirs: () => TestClient): Cases {
  const call = (method: string, path: string, body?: object) =>
    api().call<{ detail: string }>(method, path, { token: mine().token, ...(body === undefined ? {} : { body }) })
  const theirDebtor = async (): Promise<string> => {
    const { body } = await api().call<{ debtors: { debtorId: string }[] }>('GET', DEBTORS, { token: theirs().token })
    const [debtor] = body.debtors
    assert.ok(debtor !== undefined, 'they see it')
    return debtor.debtorId
  }
  const unnamed = async (method: string, suffix = '', body?: object) => {
    const debtorId = await theirDebtor()
    const known = await call(method, `${DEBTORS}/${debtorId}${suffix}`, body)
    const unknown = await call(method, `${DEBTORS}/${NOBODY_HAS}${suffix}`, body)
    for (const { status, text } of [known, unknown]) assert.equal(status, 404, text)
    assert.equal(known.body.detail.replace(debtorId, ''), unknown.body.detail.replace(NOBODY_HAS, ''))
    return [known, unknown]
  }
  const mark = { fromDay: '2026-01-01', source: 'mine' }
  return {
    [`GET ${DEBTORS}`]: async () => {
      const replies = await Promise.all(
        [DEBTORS, `${DEBTORS}?hasOpenCases=true`, `${DEBTORS}?sort=-updatedAt`].map((path) => call('GET', path)),
      )
      for (const { status, body, text } of replies) {
        assert.equal(status, 200, text)
        assert.deepEqual(body, { debtors: [] })
      }
      return replies
    },
    [`GET ${DEBTORS}/:debtorId`]: () => unnamed('GET'),
    [`PATCH ${DEBTORS}/:debtorId`]: () => unnamed('PATCH', '', { phone: '+358401234567' }),
    [`PUT ${DEBTORS}/:debtorId/marks/:mark`]: () => unnamed('PUT', '/marks/DECEASED', mark),
    [`DELETE ${DEBTORS}/:debtorId/marks/:mark`]: () => unnamed('DELETE', '/marks/DECEASED'),
  }
}
