/** A partner's clients and their tokens, with the provisioning token. */
import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { AWAITED } from '../platform/http/schema.ts'
import { ClientPatch } from './client-patch.ts'
import { issueClientToken, listClientTokens, revokeClientToken } from './client-tokens.ts'
import { correctClient } from './correct-client.ts'
import { CLIENT_PATCH_EXAMPLE, NEW_TOKEN_EXAMPLE } from './examples.ts'
import { listClients } from './list-clients.ts'
import {
  ClientFilters,
  ClientParams,
  ClientTokens,
  NewToken,
  PartnerClient,
  PartnerClients,
  TokenIssued,
  TokenParams,
} from './schemas.ts'
import { showClient } from './show-client.ts'

const TAG = 'Onboarding'
const CLIENTS = '/api/v1/partner/clients'
const CLIENT = `${CLIENTS}/:clientIdentifier`

export function clientRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: CLIENTS,
    permission: 'client.read',
    tag: TAG,
    operationId: 'listClients',
    summary: 'List clients',
    query: ClientFilters,
    csv: 'clients',
    responses: { 200: { description: 'A page of the partner’s clients', schema: PartnerClients } },
    handler: (ctx, { query }) => listClients(ctx, query),
  })
  route(app, {
    method: 'GET',
    path: CLIENT,
    permission: 'client.read',
    tag: TAG,
    operationId: 'getClient',
    summary: 'Retrieve a client',
    params: ClientParams,
    responses: { 200: { description: 'The client', schema: PartnerClient } },
    handler: (ctx, { params }) => showClient(ctx, { clientId: params.clientIdentifier }),
  })
  route(app, {
    method: 'PATCH',
    path: CLIENT,
    permission: 'client.write',
    tag: TAG,
    operationId: 'updateClient',
    summary: 'Correct a client',
    description:
      'Changes the fields that are sent, and clears those that are null. Business id, country, currency and service stay as they were onboarded.',
    params: ClientParams,
    body: ClientPatch,
    unknownFields: 'refuse',
    bodyExamples: { address: CLIENT_PATCH_EXAMPLE },
    responses: {
      200: { description: 'The client as it is now', schema: PartnerClient },
      202: AWAITED,
    },
    handler: (ctx, { params, body }) => correctClient(ctx, { clientId: params.clientIdentifier, patch: body }),
  })
  tokenRoutes(app)
}

function tokenRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: `${CLIENT}/tokens`,
    permission: 'token.read',
    tag: TAG,
    operationId: 'listClientTokens',
    summary: 'List the tokens of a client',
    params: ClientParams,
    csv: 'tokens',
    responses: { 200: { description: 'Its tokens, the newest first', schema: ClientTokens } },
    handler: (ctx, { params }) => listClientTokens(ctx, { clientId: params.clientIdentifier }),
  })
  route(app, {
    method: 'POST',
    path: `${CLIENT}/tokens`,
    permission: 'token.manage',
    tag: TAG,
    operationId: 'createClientToken',
    summary: 'Issue a token for a client',
    description: 'For a token that was lost, or a further one. It is shown once; the others go on working.',
    params: ClientParams,
    body: NewToken,
    unknownFields: 'refuse',
    bodyExamples: { limited: NEW_TOKEN_EXAMPLE },
    responses: { 200: { description: 'The token was issued', schema: TokenIssued } },
    handler: (ctx, { params, body, idempotency }) =>
      issueClientToken(ctx, { clientId: params.clientIdentifier, token: body }, idempotency),
  })
  route(app, {
    method: 'DELETE',
    path: `${CLIENT}/tokens/:tokenId`,
    permission: 'token.manage',
    tag: TAG,
    operationId: 'revokeClientToken',
    summary: 'Revoke a token of a client',
    description: 'Every process refuses it within 5 seconds.',
    params: TokenParams,
    responses: { 200: { description: 'It was revoked' } },
    handler: (ctx, { params, idempotency }) =>
      revokeClientToken(ctx, { clientId: params.clientIdentifier, tokenId: params.tokenId }, idempotency),
  })
}
