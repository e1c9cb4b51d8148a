/** Fortnox: JSON over HTTPS, OAuth 2 with client credentials or a refresh token that rotates, 25 calls in 5 seconds. */
import { ConnectorError } from '../errors.ts'
import { voucherOfOwnPayment } from '../parts.ts'
import type { ConnectionConfig, Connector, ConnectorTools, PlannedVoucher, Session } from '../port.ts'
import { createClient } from './client.ts'
import { type PaymentBody, planLedger, planPayment, type VoucherBody } from './mapping.ts'
import { findPayments, readBackPayments, sendPayment } from './payments.ts'
import { createPeriodBook } from './periods.ts'
import { deriveSimulatorKeys, simulatedCustomer } from './sandbox-keys.ts'
import {
  type Credentials,
  Credentials as CredentialsSchema,
  DEFAULT_MAPPINGS,
  mappingsOf,
  Settings,
  settingsOf,
} from './settings.ts'
import { testConnection } from './test-connection.ts'
import { createFortnoxTokens } from './tokens.ts'
import { findVouchers, readBackVouchers, sendVoucher } from './vouchers.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000
const WINDOW_MS = 5_000

export const fortnox: Connector = {
  system: 'FORTNOX',
  title: 'Fortnox',
  country: 'SE',
  currency: 'SEK',
  about: 'Vouchers, payments, consent, settings',
  credentials: CredentialsSchema,
  settings: Settings,
  headerTexts: ['tenantId'],
  mappings: DEFAULT_MAPPINGS,
  productionUrl: 'https://api.fortnox.se/3',
  // A test company is a company like any other, at the same address.
  testUrl: 'https://api.fortnox.se/3',
  simulatorPath: '/simulators/fortnox/3',
  addresses: {
    oauth: {
      production: 'https://apps.fortnox.se/oauth-v1',
      test: 'https://apps.fortnox.se/oauth-v1',
      simulatorPath: '/simulators/fortnox/oauth-v1',
    },
  },
  rateLimit(config) {
    const { clientId, tenantId } = config.credentials as Credentials
    const company = tenantId ?? `${config.clientId} ${config.companyIdentifier}`
    const calls = settingsOf(config).callsPer5Seconds
    return { key: JSON.stringify(['FORTNOX', clientId, company]), calls, windowMs: WINDOW_MS }
  },
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  settleMs: SETTLE_MS,
  open: openSession,
  simulatorCredentials(clientId, companyIdentifier) {
    const customer = simulatedCustomer(clientId, companyIdentifier)
    return { clientId: customer, ...deriveSimulatorKeys(customer) }
  },
}

function openSession(config: ConnectionConfig, tools: ConnectorTools): Session {
  const settings = settingsOf(config)
  const timeoutMs = Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS)
  const credentials = config.credentials as Credentials
  const tokens = createFortnoxTokens({ addresses: config.addresses ?? {}, credentials, timeoutMs }, settings, tools)
  const client = createClient({ baseUrl: config.baseUrl, timeoutMs, tokens }, tools)
  const periods = createPeriodBook(client)
  const payments = { client, periods, bookkeep: settings.bookkeepPayments }
  const mapping = { clientId: config.clientId, settings, mappings: mappingsOf(config) }
  return {
    async plan(document) {
      if (document.kind !== 'payment') return planLedger(document, mapping)
      const own = voucherOfOwnPayment(document, settings)
      return own === undefined ? [planPayment(document, mapping)] : planLedger(own, mapping)
    },
    find: (planned, signal) => {
      const body = bodyOf(planned)
      return body.kind === 'voucher'
        ? findVouchers({ client, periods }, planned, signal)
        : findPayments(client, planned, body, signal)
    },
    async send(planned, signal) {
      const body = bodyOf(planned)
      try {
        return body.kind === 'voucher'
          ? await sendVoucher({ client, periods }, body, signal)
          : await sendPayment(payments, planned, body, signal)
      } catch (error) {
        // Fortnox disagrees with what we had looked up: it is looked up again before the next document.
        if (error instanceof ConnectorError && error.code === 'PERIOD_CLOSED') periods.all.drop()
        throw error
      }
    },
    test: (signal) => testConnection(client, periods, signal),
    ...(settings.grant === 'AUTHORIZATION_CODE' ? { consent: tokens.consent } : {}),
    readBack: (kind, from, to, signal) =>
      kind === 'ledger'
        ? readBackVouchers({ client, periods }, from, to, signal)
        : readBackPayments(client, from, to, signal),
  }
}

function bodyOf(planned: PlannedVoucher): VoucherBody | PaymentBody {
  return planned.body as VoucherBody | PaymentBody
}
