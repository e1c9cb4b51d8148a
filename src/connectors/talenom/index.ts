/** Talenom: JSON over HTTPS, OAuth 2 with client credentials and a subscription key; vouchers, and payments as vouchers. */
import type { ConnectionConfig, Connector, ConnectorTools, Session } from '../port.ts'
import { createClient } from './client.ts'
import { planLedger, planPayment } from './mapping.ts'
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
import { createTalenomTokens } from './tokens.ts'
import { findVouchers, readBackVouchers, sendVoucher } from './vouchers.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000
const ADDRESS = 'https://apim.talenom.com/fi/general-ledger'
/** Not published; derived from the identity server of the vendor's older API. ACCOUNTING_URLS replaces it. */
const TOKEN_ADDRESS = 'https://idsrv.talenom.fi/identity/connect/token'

export const talenom: Connector = {
  system: 'TALENOM',
  title: 'Talenom',
  country: 'FI',
  currency: 'EUR',
  about: 'Vouchers, payments as vouchers, VAT, settings',
  credentials: CredentialsSchema,
  settings: Settings,
  headerTexts: ['subscriptionKey'],
  mappings: DEFAULT_MAPPINGS,
  productionUrl: ADDRESS,
  // No test address is published.
  testUrl: ADDRESS,
  simulatorPath: '/simulators/talenom/fi/general-ledger',
  addresses: {
    token: {
      production: TOKEN_ADDRESS,
      test: TOKEN_ADDRESS,
      simulatorPath: '/simulators/talenom/identity/connect/token',
    },
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
  const url = config.addresses?.['token'] ?? ''
  const tokens = createTalenomTokens({ url, credentials, scope: settings.scope, timeoutMs }, tools)
  const headers = { 'Ocp-Apim-Subscription-Key': credentials.subscriptionKey }
  const organisation = config.companyIdentifier
  const client = createClient({ baseUrl: config.baseUrl, timeoutMs, tokens, headers }, organisation, tools)
  const mapping = { clientId: config.clientId, settings, mappings: mappingsOf(config) }
  return {
    plan: async (document) =>
      document.kind === 'payment' ? [planPayment(document, mapping)] : planLedger(document, mapping),
    find: (planned, signal) => findVouchers(client, planned, settings, signal),
    send: (planned, signal) => sendVoucher(client, planned, settings, signal),
    test: (signal) => testConnection(client, organisation, signal),
    readBack: (kind, from, to, signal) => readBackVouchers(client, kind, { from, to }, settings, signal),
  }
}
