import type { FastifyInstance } from 'fastify'
import type { Ctx } from '../platform/context.ts'
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
    published: true,
    permission: 'client.create',
    tag: TAG,
    operationId: 'createClient',
    summary: 'Create a new client',
    description:
      'Onboards a creditor. The answer shows the access token, once. The request needs the partner’s provisioning token.',
    body: NewClient,
    bodyExamples: { published: NEW_CLIENT_EXAMPLE },
    responses: { 200: { description: 'The client was created', schema: ClientCreated } },
    handler: (ctx, { body, idempotency }) => createClient(ctx, body, idempotency),
  })
  route(app, {
    method: 'GET',
    path: '/api/v1/partner/validate',
    published: true,
    permission: 'token.use',
    tag: TAG,
    operationId: 'validateToken',
    summary: 'Validate access token',
    responses: { 200: { description: 'The token works', schema: TokenValid } },
    handler: (ctx, { tokenText }) => validateToken(ctx, { tokenText }),
  })
  const renewal = {
    path: '/api/v1/partner/renew',
    published: true,
    permission: 'token.renew',
    tag: TAG,
    description:
      'Returns a new token for an old one, also if it expired less than 30 days ago. The old token still works during an overlap. A repeated renewal returns the same new token until a minute after its first use, so two machines may renew at once.',
    responses: { 200: { description: 'The new token', schema: TokenRenewed } },
    handler: (ctx: Ctx, { tokenText }: { tokenText: string }) => renewToken(ctx, { tokenText: tokenText.trim() }),
  } as const
  route(app, { ...renewal, method: 'GET', writes: true, operationId: 'renewToken', summary: 'Renew access token' })
  route(app, { ...renewal, method: 'POST', operationId: 'renewTokenByPost', summary: 'Renew access token (POST)' })
}
