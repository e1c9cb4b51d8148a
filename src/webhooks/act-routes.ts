/** The routes of acts on a webhook endpoint, and of its deliveries. */
import type { FastifyInstance } from 'fastify'
import { type Answer, route } from '../platform/http/route.ts'
import {
  DELIVERIES_EXAMPLE,
  DELIVERY_EXAMPLE,
  REPLAY_EXAMPLE,
  RESEND_EXAMPLE,
  RESENT_EXAMPLE,
  RESUME_EXAMPLE,
  TESTED_EXAMPLE,
  TEST_EXAMPLE,
  WEBHOOK_EXAMPLE,
} from './examples.ts'
import { listDeliveries } from './list-deliveries.ts'
import type { WebhookNetwork } from './network.ts'
import { pauseEndpoint } from './pause-endpoint.ts'
import { replay } from './replay.ts'
import { resendDelivery } from './resend-delivery.ts'
import { resendMatching } from './resend-matching.ts'
import { resumeEndpoint } from './resume-endpoint.ts'
import { ONE, TAG, WHOSE } from './routes.ts'
import {
  OneWebhook,
  OneWebhookDelivery,
  WebhookDeliveries,
  WebhookDeliveriesQuery,
  WebhookDeliveryParams,
  WebhookParams,
  WebhookReplay,
  WebhookResend,
  WebhookResent,
  WebhookResume,
  WebhookTest,
  WebhookTested,
} from './schemas.ts'
import { testEndpoint } from './test-endpoint.ts'

const ENDPOINT = { description: 'The endpoint', schema: OneWebhook, example: WEBHOOK_EXAMPLE }

/** @param wake the worker has something to send */
export function webhookActRoutes(app: FastifyInstance, network: WebhookNetwork, wake: () => void): void {
  const woken = async (answer: Promise<Answer>): Promise<Answer> => {
    const given = await answer
    wake()
    return given
  }
  route(app, {
    method: 'POST',
    path: `${ONE}/test`,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'testWebhook',
    summary: 'Test a webhook endpoint',
    description: `${WHOSE} Sends an example of an event at once, signed and with "test": true, and says how the receiver answered.`,
    params: WebhookParams,
    body: WebhookTest,
    unknownFields: 'refuse',
    bodyExamples: { test: TEST_EXAMPLE },
    responses: { 200: { description: 'How the test ended', schema: WebhookTested, example: TESTED_EXAMPLE } },
    handler: (ctx, { params: { webhookId }, body }) => testEndpoint(ctx, { webhookId, test: body }, network),
  })
  route(app, {
    method: 'POST',
    path: `${ONE}/pause`,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'pauseWebhook',
    summary: 'Pause a webhook endpoint',
    description: `${WHOSE} Nothing is sent; the events wait in the feed.`,
    params: WebhookParams,
    responses: { 200: ENDPOINT },
    handler: (ctx, { params, idempotency }) => pauseEndpoint(ctx, params, idempotency),
  })
  route(app, {
    method: 'POST',
    path: `${ONE}/resume`,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'resumeWebhook',
    summary: 'Resume a webhook endpoint',
    description: `${WHOSE} Makes an endpoint active that was paused or disabled, or that rests after failures. It goes on from where it stopped, so nothing is lost; or from a time, or from now.`,
    params: WebhookParams,
    body: WebhookResume,
    unknownFields: 'refuse',
    bodyExamples: { resume: RESUME_EXAMPLE },
    responses: { 200: ENDPOINT },
    handler: (ctx, { params: { webhookId }, body, idempotency }) =>
      woken(resumeEndpoint(ctx, { webhookId, resume: body }, idempotency)),
  })
  route(app, {
    method: 'POST',
    path: `${ONE}/replay`,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'replayWebhook',
    summary: 'Replay events to a webhook endpoint',
    description: `${WHOSE} Sends all events again from a time or after a cursor on, with new sequence numbers and their old webhook-id. New events come after them.`,
    params: WebhookParams,
    body: WebhookReplay,
    unknownFields: 'refuse',
    bodyExamples: { replay: REPLAY_EXAMPLE },
    responses: { 200: ENDPOINT },
    handler: (ctx, { params: { webhookId }, body, idempotency }) =>
      woken(replay(ctx, { webhookId, replay: body }, idempotency)),
  })
  deliveryRoutes(app, woken)
}

function deliveryRoutes(app: FastifyInstance, woken: (answer: Promise<Answer>) => Promise<Answer>): void {
  route(app, {
    method: 'GET',
    path: `${ONE}/deliveries`,
    permission: 'webhook.read',
    tag: TAG,
    operationId: 'listWebhookDeliveries',
    summary: 'Deliveries of a webhook endpoint',
    description: `${WHOSE} Lists requests with their attempts, the newest first. They are kept for 90 days. Follow the Link of each page.`,
    params: WebhookParams,
    query: WebhookDeliveriesQuery,
    csv: 'deliveries',
    responses: {
      200: { description: 'A page of deliveries', schema: WebhookDeliveries, example: DELIVERIES_EXAMPLE },
    },
    handler: (ctx, { params: { webhookId }, query }) => listDeliveries(ctx, { webhookId, query }),
  })
  route(app, {
    method: 'POST',
    path: `${ONE}/deliveries/:deliveryId/resend`,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'resendWebhookDelivery',
    summary: 'Send a webhook again',
    description: `${WHOSE} Sends one delivery again, also one that arrived: the same body under the same webhook-id.`,
    params: WebhookDeliveryParams,
    responses: { 200: { description: 'The delivery', schema: OneWebhookDelivery, example: DELIVERY_EXAMPLE } },
    handler: (ctx, { params, idempotency }) => woken(resendDelivery(ctx, params, idempotency)),
  })
  route(app, {
    method: 'POST',
    path: `${ONE}/deliveries/resend`,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'resendWebhookDeliveries',
    summary: 'Send all webhooks again that match',
    description: `${WHOSE} Sends deliveries again that have ended and match the filter, the oldest first; 10 000 at most at a time.`,
    params: WebhookParams,
    body: WebhookResend,
    unknownFields: 'refuse',
    bodyExamples: { failed: RESEND_EXAMPLE },
    responses: { 200: { description: 'How many are sent again', schema: WebhookResent, example: RESENT_EXAMPLE } },
    handler: (ctx, { params: { webhookId }, body, idempotency }) =>
      woken(resendMatching(ctx, { webhookId, filter: body }, idempotency)),
  })
}
