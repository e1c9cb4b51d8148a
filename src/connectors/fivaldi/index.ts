/** Fivaldi: signed JSON over HTTPS, vouchers for documents and for payments, a bucket of calls for each partner. */
import { ConnectorError } from '../errors.ts'
import type { ConnectionConfig, Connector, ConnectorTools, Session } from '../port.ts'
import { createClient } from './client.ts'
import { createCompany } from './company.ts'
import { planLedger, planPayment, vatCodeIn, type VoucherBody } from './mapping.ts'
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
import { findVouchers, readBackVouchers, sendVoucher } from './vouchers.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000
const WINDOW_MS = 1_000

export const fivaldi: Connector = {
  system: 'FIVALDI',
  title: 'Fivaldi',
  country: 'FI',
  currency: 'EUR',
  about: 'Vouchers, payments as vouchers, VAT codes, settings',
  credentials: CredentialsSchema,
  settings: Settings,
  headerTexts: ['partnerId'],
  mappings: DEFAULT_MAPPINGS,
  unmappedVatCodes: (codes, vatCodes) => codes.filter((code) => vatCodeIn(code, vatCodes) === undefined),
  productionUrl: 'https://api.fivaldi.net/customer/api',
  // The vendor makes a test company on request, at the same address.
  testUrl: 'https://api.fivaldi.net/customer/api',
  simulatorPath: '/simulators/fivaldi/customer/api',
  rateLimit(config) {
    const { partnerId } = config.credentials as Credentials
    const calls = settingsOf(config).callsPerSecond
    return { key: JSON.stringify(['FIVALDI', partnerId]), calls, windowMs: WINDOW_MS }
  },
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  settleMs: SETTLE_MS,
  open: openSession,
  simulatorCredentials: (clientId, companyIdentifier) =>
    deriveSimulatorKeys(simulatedCustomer(clientId, companyIdentifier)),
}

function openSession(config: ConnectionConfig, tools: ConnectorTools): Session {
  const settings = settingsOf(config)
  const mappings = mappingsOf(config)
  const timeoutMs = Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS)
  const credentials = config.credentials as Credentials
  const client = createClient({ baseUrl: config.baseUrl, credentials, timeoutMs }, tools)
  const company = createCompany(client, config.companyIdentifier, settings, mappings)
  const mapping = { clientId: config.clientId, settings, mappings }
  return {
    plan: async (document) =>
      document.kind === 'payment' ? [planPayment(document, mapping)] : planLedger(document, mapping),
    find: (planned, signal) => findVouchers({ client, company }, planned, signal),
    async send(planned, signal) {
      try {
        return await sendVoucher({ client, company }, planned, planned.body as VoucherBody, signal)
      } catch (error) {
        // Fivaldi disagrees with what we had looked up: it is looked up again before the next document.
        if (error instanceof ConnectorError && error.code === 'PERIOD_CLOSED') company.drop()
        throw error
      }
    },
    test: (signal) => testConnection(client, company, signal),
    // A payment is a voucher like any other.
    readBack: (_kind, from, to, signal) => readBackVouchers({ client, company }, from, to, signal),
  }
}
