import assert from 'node:assert/strict'
import type { Reply, TestClient, TestService } from '../service.ts'

const PATH = '/api/v1/partner/approvals'
const APPROVAL_ID = '019a4c3e-0000-7000-8000-0000000000aa'

/** An act about a client waits for a second person. @param name stands in what was shown to the asker */
export async function waitForApproval(api: TestService, client: TestClient, name: string): Promise<void> {
  await api.pool.query(
    `insert into approval (client_id, approval_id, action, subject, input, input_hash, preview, preview_hash, asked_by,
       asked_at, expires_at)
     values ($1, $2, 'client.accounts', 'client:1', '{}', '', $3, '', 'user:x', now(), now())`,
    [client.clientIdentifier, APPROVAL_ID, JSON.stringify({ after: name })],
  )
}

/** Approvals: what waits for a second person about another client is not there. */
export function approvalCases(
  api: () => TestService,
  mine: () => TestClient,
): Record<string, () => Promise<Reply<unknown>[]>> {
  return {
    [`GET ${PATH}/:approvalId`]: async () => {
      const reply = await api().call('GET', `${PATH}/${APPROVAL_ID}`, { token: mine().token })
      assert.equal(reply.status, 404, reply.text)
      return [reply]
    },
  }
}
