import assert from 'node:assert/strict'
import type { Reply, TestClient, TestService } from '../service.ts'

const PATH = '/api/v1/partner/approvals'
const APPROVAL_ID = '019a4c3e-0000-7000-8000-0000000000aa'

/** Approvals: what waits for a second person about another client is not there. */
export function approvalCases(
  api: () => TestService,
  mine: () => TestClient,
  theirs: () => TestClient,
): Record<string, () => Promise<Reply<unknown>[]>> {
  return {
    [`GET ${PATH}/:approvalId`]: async () => {
      await api().pool.query(
        `insert into approval (client_id, approval_id, action, subject, input, input_hash, preview, preview_hash, asked_by,
           asked_at, expires_at)
         values ($1, $2, 'client.accounts', 'client:1', '{}', '', $3, '', 'user:x', now(), now())`,
        [theirs().clientIdentifier, APPROVAL_ID, JSON.stringify({ after: 'THEIRS' })],
      )
      const reply = await api().call('GET', `${PATH}/${APPROVAL_ID}`, { token: mine().token })
      assert.equal(reply.status, 404, reply.text)
      await api().pool.query('delete from approval where approval_id = $1', [APPROVAL_ID])
      return [reply]
    },
  }
}
