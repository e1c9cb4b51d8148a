/** e-conomic: JSON over HTTPS, two tokens as headers, vouchers that wait in a journal, and an idempotency key. */
import { ConnectorError } from '../errors.ts'
import { voucherOfOwnPayment } from '../parts.ts'
import type { ConnectionConfig, Connector, ConnectorTools, PlannedVoucher, Session } from '../port.ts'
import { createClient } from './client.ts'
import { type PaymentBody, planLedger, planPayment, type VoucherBody } from './mapping.ts'
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
import { findVouchers, readBackVouchers, sendVoucher } from './vouchers.ts'

const REQUEST_TIMEOUT_MS = 60_000
const SETTLE_MS = 90_000

export const economic: Connector = {
  system: 'ECONOMIC',
  title: 'e-conomic',
  country: 'DK',
  currency: 'DKK',
  about: 'Journals, customer payments, VAT codes, settings',
  credentials: CredentialsSchema,
  settings: Settings,
  headerTexts: ['appSecretToken', 'agreementGrantToken'],
  mappings: DEFAULT_MAPPINGS,
  productionUrl: 'https://restapi.e-conomic.com',
  // A trial company is a company like any other, at the same address.
  testUrl: 'https://restapi.e-conomic.com',
  simulatorPath: '/simulators/economic',
  addresses: {
    journals: {
      production: 'https://apis.e-conomic.com/journalsapi/v16.0.1',
      test: 'https://apis.e-conomic.com/journalsapi/v16.0.1',
      simulatorPath: '/simulators/economic/journalsapi/v16.0.1',
    },
  },
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  settleMs: SETTLE_MS,
  open: openSession,
  simulatorCredentials: (clientId, companyIdentifier) => ({
    ...deriveSimulatorKeys(simulatedCustomer(clientId, companyIdentifier)),
  }),
}

function openSession(config: ConnectionConfig, tools: ConnectorTools): Session {
  const settings = settingsOf(config)
  const timeoutMs = Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS)
  const credentials = config.credentials as Credentials
  const client = createClient({ baseUrl: config.baseUrl, credentials, timeoutMs }, tools)
  const journals = createClient({ baseUrl: config.addresses?.['journals'] ?? '', credentials, timeoutMs }, tools)
  const periods = createPeriodBook(client)
  const context = { client, journals, periods, settings }
  const mapping = { clientId: config.clientId, settings, mappings: mappingsOf(config) }
  return {
    async plan(document) {
      if (document.kind !== 'payment') return planLedger(document, mapping)
      const own = voucherOfOwnPayment(document, settings)
      return own === undefined ? [planPayment(document, mapping)] : planLedger(own, mapping)
    },
    find: (planned, signal) => findVouchers(context, planned, signal),
    async send(planned, signal) {
      try {
        return await sendVoucher(context, planned, bodyOf(planned), signal)
      } catch (error) {
        // e-conomic disagrees with what we had looked up: it is looked up again before the next document.
        if (error instanceof ConnectorError && error.code === 'PERIOD_CLOSED') periods.drop()
        throw error
      }
    },
    test: (signal) => testConnection(client, periods, signal),
    readBack: (kind, from, to, signal) => readBackVouchers(context, { kind, from, to }, signal),
  }
}

function bodyOf(planned: PlannedVoucher): VoucherBody | PaymentBody {
  return planned.body as VoucherBody | PaymentBody
}
