/** Procountor: JSON over HTTPS, machine-to-machine OAuth 2, net values with VAT derived by the system. */
import { deriveSimulatorKeys, simulatedCustomer } from './sandbox-keys.ts'
import { ConnectorError } from '../errors.ts'
import { voucherOfOwnPayment } from '../parts.ts'
import type { ConnectionConfig, Connector, ConnectorTools, PlannedVoucher, Session } from '../port.ts'
import { createClient } from './client.ts'
import { createDimensionBook } from './dimensions.ts'
import { createInvoiceFinder } from './invoices.ts'
import { createLookups } from './lookups.ts'
import { type PaymentBody, planLedger, planPayment, type ReceiptBody } from './mapping.ts'
import { findPayments, readBackPayments, sendPayment } from './payments.ts'
import { findReceipts, readBackReceipts, sendReceipt } from './receipts.ts'
import {
  type Credentials,
  Credentials as CredentialsSchema,
  DEFAULT_MAPPINGS,
  mappingsOf,
  Settings,
  settingsOf,
} from './settings.ts'
import { testConnection } from './test-connection.ts'
import { createProcountorTokens } from './token.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000

export const procountor: Connector = {
  system: 'PROCOUNTOR',
  title: 'Procountor',
  country: 'FI',
  currency: 'EUR',
  about: 'Receipts, VAT statuses, payments, settings',
  credentials: CredentialsSchema,
  settings: Settings,
  mappings: DEFAULT_MAPPINGS,
  productionUrl: 'https://api.procountor.com/api',
  testUrl: 'https://pts-api.procountor.com/api',
  simulatorPath: '/simulators/procountor/api',
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
  const mappings = mappingsOf(config)
  const timeoutMs = Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS)
  const credentials = config.credentials as Credentials
  const tokens = createProcountorTokens({ baseUrl: config.baseUrl, credentials, timeoutMs }, tools)
  const client = createClient({ baseUrl: config.baseUrl, timeoutMs, tokens }, tools)
  const lookups = createLookups(client)
  const dimensions = createDimensionBook(client)
  const receipts = { client, lookups, dimensions, settings }
  const payments = { client, lookups, invoices: createInvoiceFinder(client, settings.referenceSearchDays) }
  const context = { clientId: config.clientId, settings, mappings }
  return {
    async plan(document) {
      if (document.kind !== 'payment') return planLedger(document, context)
      const own = voucherOfOwnPayment(document, settings)
      return own === undefined ? [planPayment(document, context)] : planLedger(own, context)
    },
    find: (planned, signal) => {
      const body = bodyOf(planned)
      return body.kind === 'receipt'
        ? findReceipts(client, planned, signal)
        : findPayments(payments, planned, body, signal)
    },
    async send(planned, signal) {
      const body = bodyOf(planned)
      try {
        return body.kind === 'receipt'
          ? await sendReceipt(receipts, body, signal)
          : await sendPayment(payments, planned, body, signal)
      } catch (error) {
        dropWhatIsStale(error)
        throw error
      }
    },
    test: (signal) => testConnection(client, lookups, signal),
    readBack: (kind, from, to, signal) =>
      kind === 'ledger' ? readBackReceipts(client, from, to, signal) : readBackPayments(client, from, to, signal),
  }

  // Procountor disagrees with what we had looked up: it is looked up again before the next document.
  function dropWhatIsStale(error: unknown): void {
    if (!(error instanceof ConnectorError) || error.kind !== 'refused') return
    if (error.code === 'PERIOD_CLOSED' || error.code === 'FORBIDDEN') lookups.fiscalYears.drop()
    if (error.code.startsWith('VAT_')) lookups.vats.drop()
    if (error.code.startsWith('DIMENSION_')) dimensions.drop()
  }
}

function bodyOf(planned: PlannedVoucher): ReceiptBody | PaymentBody {
  return planned.body as ReceiptBody | PaymentBody
}
