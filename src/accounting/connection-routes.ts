import type { FastifyInstance } from 'fastify'
import type { ClientCtx } from '../platform/context.ts'
import { route } from '../platform/http/route.ts'
import {
  CompanyChoice,
  ConnectionInput,
  ConnectionList,
  ConnectionView,
  ConsentInput,
  Reconciliation,
  ReconciliationQuery,
  TestResult,
} from './connection-schemas.ts'
import type { AccountingCtx } from './context.ts'
import { getConnections } from './get-connections.ts'
import { giveConsent } from './give-consent.ts'
import { putConnection } from './put-connection.ts'
import { reconcile } from './reconcile.ts'
import { testConnection } from './test-connection.ts'

const TAG = 'Accounting connection'
const BASE = '/api/v1/partner/accounting'

export function connectionRoutes(app: FastifyInstance, within: (ctx: ClientCtx) => AccountingCtx): void {
  route(app, {
    method: 'PUT',
    path: `${BASE}/connection`,
    permission: 'accounting.connect',
    tag: TAG,
    operationId: 'putAccountingConnection',
    summary: 'Connect an accounting system',
    description:
      'Saatava extension. Makes or changes the connection of one company. In a sandbox `{system, companyIdentifier, simulator: true}` is enough.',
    body: ConnectionInput,
    bodyExamples: { sandbox: { system: 'NETVISOR', companyIdentifier: '123456-7', simulator: true } },
    responses: { 200: { description: 'The connection as it is now', schema: ConnectionView } },
    handler: (ctx, { body }) => putConnection(within(ctx), body),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/connection`,
    permission: 'accounting.read',
    tag: TAG,
    operationId: 'listAccountingConnections',
    summary: 'Accounting connections',
    description:
      'Saatava extension. Lists the connections, the default one first, with the settings in force. It never returns credentials.',
    responses: { 200: { description: 'The connections', schema: ConnectionList } },
    handler: (ctx) => getConnections(within(ctx)),
  })
  route(app, {
    method: 'POST',
    path: `${BASE}/connection/test`,
    permission: 'accounting.connect',
    tag: TAG,
    operationId: 'testAccountingConnection',
    summary: 'Test a connection',
    description:
      'Saatava extension. Calls the accounting system and reports the findings. A passed test restarts a stopped queue.',
    query: CompanyChoice,
    responses: { 200: { description: 'The findings of the test', schema: TestResult } },
    handler: (ctx, { query }) => testConnection(within(ctx), query),
  })
  route(app, {
    method: 'POST',
    path: `${BASE}/connection/consent`,
    permission: 'accounting.connect',
    tag: TAG,
    operationId: 'consentToAccountingConnection',
    summary: 'Consent to a connection',
    description:
      'Saatava extension. For systems where a person consents (OAuth 2): exchanges the authorization code at once, stores the tokens, and tests the connection.',
    body: ConsentInput,
    bodyExamples: {
      code: { authorizationCode: '1d5f0c3e', redirectUri: 'https://example.com/consented' },
    },
    responses: { 200: { description: 'The findings of the test', schema: TestResult } },
    handler: (ctx, { body }) => giveConsent(within(ctx), body),
  })
  route(app, {
    method: 'GET',
    path: `${BASE}/reconciliation`,
    writes: true,
    permission: 'accounting.read',
    tag: TAG,
    operationId: 'reconcileAccounting',
    summary: 'Compare with the accounting system',
    description:
      'Saatava extension. Reads the vouchers and payments of some days back and lists documents that are missing, doubled or different there. `balances` compares the clearing account with open allocations.',
    query: ReconciliationQuery,
    responses: { 200: { description: 'The findings', schema: Reconciliation } },
    handler: (ctx, { query }) => reconcile(within(ctx), query),
  })
}
