import type { FastifyInstance } from 'fastify'
import { AppError } from '../platform/errors.ts'
import { route } from '../platform/http/route.ts'
import { changeEndpoint } from './change-endpoint.ts'
import { createEndpoint } from './create-endpoint.ts'
import { deleteEndpoint } from './delete-endpoint.ts'
import {
  CHANGE_EXAMPLE,
  CREATED_EXAMPLE,
  DELETED_EXAMPLE,
  NEW_WEBHOOK_EXAMPLE,
  SECRET_EXAMPLE,
  WEBHOOKS_EXAMPLE,
  WEBHOOK_EXAMPLE,
} from './examples.ts'
import { listEndpoints } from './list-endpoints.ts'
import type { WebhookNetwork } from './network.ts'
import { publicKeysOf } from './public-keys.ts'
import { revealSecret } from './reveal-secret.ts'
import { rotateSecret } from './rotate-secret.ts'
import {
  NewWebhook,
  OneWebhook,
  WebhookChange,
  WebhookCreated,
  WebhookDeleted,
  WebhookParams,
  WebhookSecret,
  Webhooks,
} from './schemas.ts'
import { showEndpoint } from './show-endpoint.ts'

export const TAG = 'Webhooks'
const WEBHOOKS = '/api/v1/partner/webhooks'
export const ONE = `${WEBHOOKS}/:webhookId`
/** Both kinds of tokens may call; the token says whose endpoints they are. */
export const WHOSE =
  'Saatava extension. With a client’s token it is about the endpoints of the client; with the provisioning token about those of the partner, which receive the events of all its clients.'

export function webhookRoutes(app: FastifyInstance, network: WebhookNetwork): void {
  route(app, {
    method: 'GET',
    path: WEBHOOKS,
    permission: 'webhook.read',
    tag: TAG,
    operationId: 'listWebhooks',
    summary: 'Webhook endpoints',
    description: `${WHOSE} Lists the endpoints, 20 at most, the oldest first.`,
    responses: { 200: { description: 'The endpoints', schema: Webhooks, example: WEBHOOKS_EXAMPLE } },
    handler: (ctx) => listEndpoints(ctx),
  })
  route(app, {
    method: 'POST',
    path: WEBHOOKS,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'createWebhook',
    summary: 'Set up a webhook endpoint',
    description: `${WHOSE} Events are sent as GET /events shows them, signed as Standard Webhooks 1.0.0 says. The address is looked up and checked at once.`,
    body: NewWebhook,
    unknownFields: 'refuse',
    bodyExamples: { webhook: NEW_WEBHOOK_EXAMPLE },
    responses: {
      200: { description: 'The endpoint, with its secret', schema: WebhookCreated, example: CREATED_EXAMPLE },
    },
    handler: (ctx, { body, idempotency }) => createEndpoint(ctx, body, network, idempotency),
  })
  route(app, {
    method: 'GET',
    path: ONE,
    permission: 'webhook.read',
    tag: TAG,
    operationId: 'getWebhook',
    summary: 'Retrieve a webhook endpoint',
    description: `${WHOSE} Shows its place in the feed, what waits, and how its requests end.`,
    params: WebhookParams,
    responses: { 200: { description: 'The endpoint', schema: OneWebhook, example: WEBHOOK_EXAMPLE } },
    handler: (ctx, { params }) => showEndpoint(ctx, params),
  })
  route(app, {
    method: 'PUT',
    path: ONE,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'changeWebhook',
    summary: 'Change a webhook endpoint',
    description: `${WHOSE} Replaces all fields but the mode. Its place in the feed stays; requests that wait go to the new address.`,
    params: WebhookParams,
    body: WebhookChange,
    unknownFields: 'refuse',
    bodyExamples: { webhook: CHANGE_EXAMPLE },
    responses: { 200: { description: 'The endpoint', schema: OneWebhook, example: WEBHOOK_EXAMPLE } },
    handler: (ctx, { params: { webhookId }, body }) => changeEndpoint(ctx, { webhookId, change: body }, network),
  })
  route(app, {
    method: 'DELETE',
    path: ONE,
    permission: 'webhook.write',
    tag: TAG,
    operationId: 'deleteWebhook',
    summary: 'Delete a webhook endpoint',
    description: `${WHOSE} Its secret and its deliveries are removed; the events stay in the feed.`,
    params: WebhookParams,
    responses: { 200: { description: 'It is deleted', schema: WebhookDeleted, example: DELETED_EXAMPLE } },
    handler: (ctx, { params, idempotency }) => deleteEndpoint(ctx, params, idempotency),
  })
  secretRoutes(app)
  publicKeyRoute(app)
}

function secretRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    path: `${ONE}/rotate`,
    permission: 'webhook.reveal',
    tag: TAG,
    operationId: 'rotateWebhookSecret',
    summary: 'Rotate the secret of a webhook endpoint',
    description: `${WHOSE} Makes new keys. For 24 hours requests carry the signatures of both, so that the receiver can change over.`,
    params: WebhookParams,
    responses: { 200: { description: 'The new secret', schema: WebhookSecret, example: SECRET_EXAMPLE } },
    handler: (ctx, { params, idempotency }) => rotateSecret(ctx, params, idempotency),
  })
  route(app, {
    method: 'GET',
    path: `${ONE}/secret`,
    permission: 'webhook.reveal',
    tag: TAG,
    operationId: 'revealWebhookSecret',
    summary: 'Reveal the secret of a webhook endpoint',
    description: `${WHOSE} The audit has who saw it.`,
    params: WebhookParams,
    writes: true,
    responses: { 200: { description: 'The secret', schema: WebhookSecret, example: SECRET_EXAMPLE } },
    handler: (ctx, { params }) => revealSecret(ctx, params),
  })
}

/** Public keys are for everybody: no token. */
function publicKeyRoute(app: FastifyInstance): void {
  app.get<{ Params: { webhookId: string } }>('/.well-known/saatava/webhooks/:webhookId', async (request, reply) => {
    const { webhookId } = request.params
    const keys = await publicKeysOf(app.platform, webhookId)
    if (keys === undefined)
      throw new AppError('NOT_FOUND', `There is no webhook endpoint ${webhookId} that signs with ed25519.`)
    return reply.header('cache-control', 'public, max-age=300').send({ keys })
  })
}
