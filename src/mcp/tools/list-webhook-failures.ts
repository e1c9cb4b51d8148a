import { type Static, Type } from 'typebox'
import { listDeliveries } from '../../webhooks/list-deliveries.ts'
import { listEndpoints } from '../../webhooks/list-endpoints.ts'
import type { WebhookDeliveries, Webhooks } from '../../webhooks/schemas.ts'
import { type Call, ctxOfClient } from '../call.ts'
import { clientIdentifier, tool } from '../tool.ts'

const DELIVERIES_SHOWN = 5

type Endpoint = Static<typeof Webhooks>['webhooks'][number]

export const listWebhookFailures = tool({
  name: 'list_webhook_failures',
  title: 'Webhooks that fail',
  description:
    'Lists the webhook endpoints of a client that are disabled or that fail, each with the last deliveries that failed and the outcome of their last attempt.',
  permission: 'webhook.read',
  isReadOnly: true,
  input: Type.Object({ clientIdentifier: clientIdentifier() }),
  async run(call) {
    const { body } = await listEndpoints(ctxOfClient(call))
    const { webhooks } = body as unknown as Static<typeof Webhooks>
    const failing = webhooks.filter(({ state, failures, failed }) => state === 'DISABLED' || failures > 0 || failed > 0)
    return {
      healthy: webhooks.length - failing.length,
      failing: await Promise.all(failing.map((one) => shown(call, one))),
    }
  },
})

/** The words of the receiver's answer are left out: the status and the kind of error say what is wrong. */
async function shown(call: Call, endpoint: Endpoint): Promise<object> {
  const { webhookId, url, mode, state, disabledReason, failures, failingSince, lastSuccessAt, pending, failed } =
    endpoint
  const query = { state: 'FAILED' as const, limit: DELIVERIES_SHOWN }
  const { body } = await listDeliveries(ctxOfClient(call), { webhookId, query })
  const { deliveries } = body as unknown as Static<typeof WebhookDeliveries>
  return {
    ...{ webhookId, url, mode, state, disabledReason, failures, failingSince, lastSuccessAt, pending, failed },
    failedDeliveries: deliveries.map(({ deliveryId, type, attempts, tries }) => {
      const last = tries.at(-1)
      return {
        ...{ deliveryId, type, attempts },
        lastAttempt: last && { at: last.at, ms: last.ms, status: last.status, error: last.error },
      }
    }),
  }
}
