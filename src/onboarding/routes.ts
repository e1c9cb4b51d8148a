import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { createClient } from './create-client.ts'
import { NEW_CLIENT_EXAMPLE } from './examples.ts'
import { renewToken } from './renew-token.ts'
import { ClientCreated, NewClient, TokenRenewed, TokenValid } from './schemas.ts'
import { validateToken } from './validate-token.ts'

const TAG = 'Onboarding'

export function onboardingRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    path: '/api/v1/partner/client',
    scope: 'provisioning',
    tag: TAG,
    summary: 'Create a new client',
    description:
      'Onboards a creditor. The access token in the answer is shown once. Needs the partner’s provisioning token.',
    body: NewClient,
    bodyExamples: { published: NEW_CLIENT_EXAMPLE },
    responses: { 200: { description: 'The client was created', schema: ClientCreated } },
    handler: (ctx, { body, idempotency }) => createClient(ctx, body, idempotency),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/validate',
    scope: 'client',
    tag: TAG,
    summary: 'Validate access token',
    responses: { 200: { description: 'The token works', schema: TokenValid } },
    handler: (ctx, { tokenText }) => validateToken(ctx, { tokenText }),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/renew',
    scope: 'renewal',
    tag: TAG,
    summary: 'Renew access token',
    description:
      'A new token for an old one, also when it expired less than 30 days ago. The old one works for an overlap.',
    responses: { 200: { description: 'The new token', schema: TokenRenewed } },
    handler: (ctx, { tokenText }) => renewToken(ctx, { tokenText: tokenText.trim() }),
  })
}
