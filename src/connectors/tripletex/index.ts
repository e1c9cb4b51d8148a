/** Tripletex: JSON over HTTPS, session tokens as passwords of HTTP Basic, vouchers by ids, payments of invoices. */
import { ConnectorError } from '../errors.ts'
import type { ConnectionConfig, Connector, ConnectorTools, PlannedVoucher, Session } from '../port.ts'
import { createClient } from './client.ts'
import { createLookups } from './lookups.ts'
import { type PaymentBody, planLedger, planPayment, type VoucherBody } from './mapping.ts'
import { findPayments, readBackPayments, sendPayment } from './payments.ts'
import { createPeriodBook } from './periods.ts'
import { deriveSimulatorKeys, simulatedCompany } from './sandbox-keys.ts'
import {
  type Credentials,
  Credentials as CredentialsSchema,
  DEFAULT_MAPPINGS,
  mappingsOf,
  Settings,
  settingsOf,
} from './settings.ts'
import { testConnection } from './test-connection.ts'
import { createTripletexTokens } from './tokens.ts'
import { findVouchers, readBackVouchers, sendVoucher } from './vouchers.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000
const WINDOW_MS = 10_000
/** The company of the employee whose token it is. */
const OWN_COMPANY = '0'

export const tripletex: Connector = {
  system: 'TRIPLETEX',
  title: 'Tripletex',
  country: 'NO',
  currency: 'NOK',
  about: 'Vouchers, VAT, payments, settings',
  credentials: CredentialsSchema,
  settings: Settings,
  mappings: DEFAULT_MAPPINGS,
  productionUrl: 'https://tripletex.no/v2',
  testUrl: 'https://api-test.tripletex.tech/v2',
  simulatorPath: '/simulators/tripletex/v2',
  rateLimit(config) {
    const calls = settingsOf(config).callsPer10Seconds
    if (calls === undefined) return undefined
    const { employeeToken, refreshToken } = config.credentials as Credentials
    return { key: JSON.stringify(['TRIPLETEX', refreshToken ?? employeeToken ?? '']), calls, windowMs: WINDOW_MS }
  },
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  settleMs: SETTLE_MS,
  open: openSession,
  simulatorCredentials(clientId, companyIdentifier) {
    const { consumerToken, employeeToken } = deriveSimulatorKeys(simulatedCompany(clientId, companyIdentifier))
    return { consumerToken, employeeToken }
  },
}

function openSession(config: ConnectionConfig, tools: ConnectorTools): Session {
  const settings = settingsOf(config)
  const timeoutMs = Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS)
  const credentials = config.credentials as Credentials
  const { baseUrl } = config
  const tokens = createTripletexTokens({ baseUrl, credentials, timeoutMs }, tools)
  const client = createClient({ baseUrl, timeoutMs, tokens, companyId: credentials.companyId ?? OWN_COMPANY }, tools)
  const lookups = createLookups(client)
  const periods = createPeriodBook(client)
  const context = { client, lookups, periods, settings }
  const mapping = { clientId: config.clientId, settings, mappings: mappingsOf(config) }
  return {
    plan: async (document) =>
      document.kind === 'payment' ? [planPayment(document, mapping)] : planLedger(document, mapping),
    find: (planned, signal) => {
      const body = bodyOf(planned)
      return body.kind === 'voucher'
        ? findVouchers(client, planned, signal)
        : findPayments(client, planned, body, signal)
    },
    async send(planned, signal) {
      const body = bodyOf(planned)
      try {
        return body.kind === 'voucher'
          ? await sendVoucher(context, body, signal)
          : await sendPayment(context, planned, body, signal)
      } catch (error) {
        // Tripletex disagrees with what we had looked up: all of it is looked up again before the next document.
        if (error instanceof ConnectorError && error.kind === 'refused') {
          lookups.drop()
          if (error.code === 'PERIOD_CLOSED') periods.closed.drop()
        }
        throw error
      }
    },
    test: (signal) => testConnection(client, lookups, periods, signal),
    async readBack(kind, from, to, signal) {
      const vouchers = await readBackVouchers(client, from, to, signal)
      return kind === 'ledger' ? vouchers : [...vouchers, ...(await readBackPayments(client, from, to, signal))]
    },
  }
}

function bodyOf(planned: PlannedVoucher): VoucherBody | PaymentBody {
  return planned.body as VoucherBody | PaymentBody
}
