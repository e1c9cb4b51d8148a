/** A webhook endpoint of another client with a delivery, and how I try to see, change and use it. */
import assert from 'node:assert/strict'
import type { Reply, TestClient, TestService } from '../service.ts'
import { WEBHOOKS, makeEvents } from '../webhooks/endpoint.ts'

const NOBODY_HAS = '019a4c3e-0000-7000-8000-0000000000ff'
const DELIVERY = '019a4c3e-0000-7000-8000-0000000000fe'

/** Sets up an endpoint of theirs whose texts hold the name, with a delivery that failed. */
export async function setUpWebhook(
  api: TestService,
  { clientIdentifier, token }: TestClient,
  name: string,
): Promise<void> {
  const body = { url: `http://127.0.0.1:9/${name}`, description: name }
  const reply = await api.call<{ webhookId: string }>('POST', WEBHOOKS, { token, body })
  assert.equal(reply.status, 200, reply.text)
  await makeEvents(api, token, 1)
  await api.pool.query(
    `insert into webhook_delivery (client_id, delivery_id, webhook_id, event_numbers, sequence, message_id, type, through, state,
       tries, created_at, ended_at)
     values ($1, $2, $3, '{1}', 1, $2, $4, 1, 'FAILED', '[]', now(), now())`,
    [clientIdentifier, DELIVERY, reply.body.webhookId, name],
  )
}

interface Those {
  api(): TestService
  mine(): TestClient
  theirs(): TestClient
}

/** By "METHOD path". */
export function webhookCases({ api, mine, theirs }: Those): Record<string, () => Promise<Reply<unknown>[]>> {
  const theirId = async (): Promise<string> => {
    const { body } = await api().call<{ webhooks: { webhookId: string }[] }>('GET', WEBHOOKS, { token: theirs().token })
    return body.webhooks[0]?.webhookId ?? assert.fail('they see it')
  }
  /** The answers for what is theirs and for what nobody has are the same. */
  const absent = (method: string, path: string, body?: unknown) => async () => {
    const replies = []
    for (const id of [await theirId(), NOBODY_HAS])
      replies.push(await api().call(method, `${WEBHOOKS}/${id}${path}`, { token: mine().token, body }))
    for (const reply of replies) assert.equal(reply.status, 404, reply.text)
    const [known, unknown] = replies.map(({ body: { detail } }) => detail.replace(/[0-9a-f-]{36}/, ''))
    assert.equal(known, unknown)
    return replies
  }
  const url = 'http://127.0.0.1:9/mine'
  const one = `${WEBHOOKS}/:webhookId`
  return {
    [`GET ${WEBHOOKS}`]: async () => {
      const reply = await api().call('GET', WEBHOOKS, { token: mine().token })
      assert.deepEqual(reply.body, { webhooks: [] })
      return [reply]
    },
    [`POST ${WEBHOOKS}`]: async () => {
      const replies = []
      for (const body of [{ url, cursor: await theirCursor() }, { url: 'http://10.0.0.1/' }])
        replies.push(await api().call('POST', WEBHOOKS, { token: mine().token, body }))
      for (const reply of replies) assert.equal(reply.status, 400, reply.text)
      return replies
    },
    [`GET ${one}`]: absent('GET', ''),
    [`PUT ${one}`]: absent('PUT', '', { url }),
    [`DELETE ${one}`]: absent('DELETE', ''),
    [`POST ${one}/rotate`]: absent('POST', '/rotate'),
    [`GET ${one}/secret`]: absent('GET', '/secret'),
    [`POST ${one}/test`]: absent('POST', '/test', {}),
    [`POST ${one}/pause`]: absent('POST', '/pause'),
    [`POST ${one}/resume`]: absent('POST', '/resume', {}),
    [`POST ${one}/replay`]: absent('POST', '/replay', { time: '2026-01-01T00:00:00Z' }),
    [`GET ${one}/deliveries`]: absent('GET', '/deliveries'),
    [`POST ${one}/deliveries/resend`]: absent('POST', '/deliveries/resend', {}),
    [`POST ${one}/deliveries/:deliveryId/resend`]: absent('POST', `/deliveries/${DELIVERY}/resend`),
  }

  async function theirCursor(): Promise<string> {
    const { body } = await api().call<{ cursor: string }>('GET', `${WEBHOOKS}/${await theirId()}`, {
      token: theirs().token,
    })
    return body.cursor
  }
}
