/** Fennoa: form data over HTTPS with Basic authentication; statements, and payments of sales invoices. */
import { ConnectorError } from '../errors.ts'
import { voucherOfOwnPayment } from '../parts.ts'
import type { ConnectionConfig, Connector, ConnectorTools, PlannedVoucher, Session } from '../port.ts'
import { createClient } from './client.ts'
import { createLookups } from './lookups.ts'
import { type PaymentBody, planLedger, planPayment, type StatementBody, vatNumberOf } from './mapping.ts'
import { findPayments, readBackPayments, sendPayment } from './payments.ts'
import { deriveSimulatorKey, simulatedCustomer } from './sandbox-keys.ts'
import {
  type Credentials,
  Credentials as CredentialsSchema,
  DEFAULT_MAPPINGS,
  mappingsOf,
  Settings,
  settingsOf,
} from './settings.ts'
import { findStatements, readBackStatements, sendStatement } from './statements.ts'
import { testConnection } from './test-connection.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000
const ADDRESS = 'https://app.fennoa.com/api'

export const fennoa: Connector = {
  system: 'FENNOA',
  title: 'Fennoa',
  country: 'FI',
  currency: 'EUR',
  about: 'Statements, invoice payments, VAT handlings, settings',
  credentials: CredentialsSchema,
  settings: Settings,
  mappings: DEFAULT_MAPPINGS,
  unmappedVatCodes: (codes, vatCodes) => codes.filter((code) => vatNumberOf(code, vatCodes) === undefined),
  productionUrl: ADDRESS,
  // A test company is a company like any other, at the same address.
  testUrl: ADDRESS,
  simulatorPath: '/simulators/fennoa/api',
  // The limit is one for an address, so all connections of a process share it.
  rateLimit: (config) => ({ key: 'FENNOA', calls: settingsOf(config).callsPerSecond, windowMs: 1_000 }),
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  settleMs: SETTLE_MS,
  open: openSession,
  simulatorCredentials(clientId, companyIdentifier) {
    const apiUser = simulatedCustomer(clientId, companyIdentifier)
    return { apiUser, apiKey: deriveSimulatorKey(apiUser) }
  },
}

function openSession(config: ConnectionConfig, tools: ConnectorTools): Session {
  const settings = settingsOf(config)
  const timeoutMs = Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS)
  const credentials = config.credentials as Credentials
  const client = createClient({ baseUrl: config.baseUrl, timeoutMs, credentials }, tools)
  const context = { client, lookups: createLookups(client) }
  const mapping = { clientId: config.clientId, settings, mappings: mappingsOf(config) }
  return {
    async plan(document) {
      if (document.kind !== 'payment') return planLedger(document, mapping)
      const own = voucherOfOwnPayment(document, settings)
      return own === undefined ? [planPayment(document, mapping)] : planLedger(own, mapping)
    },
    find(planned, signal) {
      const body = bodyOf(planned)
      return body.kind === 'statement'
        ? findStatements(context, planned, signal)
        : findPayments(context, planned, body, signal)
    },
    async send(planned, signal) {
      const body = bodyOf(planned)
      try {
        return body.kind === 'statement'
          ? await sendStatement(context, body, signal)
          : await sendPayment(context, planned, body, signal)
      } catch (error) {
        // Fennoa disagrees with the stored look-up: it is made again before the next document.
        if (error instanceof ConnectorError && error.code === 'PERIOD_CLOSED') context.lookups.periods.drop()
        throw error
      }
    },
    test: (signal) => testConnection(context, credentials, signal),
    readBack: (kind, from, to, signal) =>
      kind === 'payment' && settings.payments === 'INVOICE'
        ? readBackPayments(context, from, to, signal)
        : readBackStatements(context, from, to, signal),
  }
}

function bodyOf(planned: PlannedVoucher): StatementBody | PaymentBody {
  return planned.body as StatementBody | PaymentBody
}
