/** Netvisor: signed XML over HTTPS, one request at a time for a company. */
import { simulatedCustomer, simulatorKeys } from './sandbox-keys.ts'
import { ConnectorError } from '../errors.ts'
import { voucherOfOwnPayment } from '../parts.ts'
import type {
  AccountingDocument,
  ConnectionConfig,
  Connector,
  ConnectorTools,
  PlannedVoucher,
  SendResult,
  Session,
  VoucherDocument,
} from '../port.ts'
import { createClient, type NetvisorClient } from './client.ts'
import { type LedgerBody, planLedger } from './ledger.ts'
import { type PaymentBody, planPayment } from './payment.ts'
import { inSteps } from './lists.ts'
import { findPayment, readPayments } from './payment-reads.ts'
import { Credentials, DEFAULT_MAPPINGS, mappingsOf, Settings, settingsOf } from './settings.ts'
import { testConnection } from './test-connection.ts'
import { findVoucher, readVouchers } from './voucher-reads.ts'
import { createVoucherTypes } from './voucher-types.ts'
import { textOf } from './xml.ts'

/** The vendor asks for at least 120 s. */
const REQUEST_TIMEOUT_MS = 120_000
const SETTLE_MS = 150_000

export const netvisor: Connector = {
  system: 'NETVISOR',
  title: 'Netvisor',
  country: 'FI',
  currency: 'EUR',
  about: 'VAT codes, voucher types, settings',
  credentials: Credentials,
  settings: Settings,
  headerTexts: ['customerId', 'customerKey', 'partnerId', 'partnerKey', 'organisationId', 'companyIdentifier'],
  mappings: DEFAULT_MAPPINGS,
  // Public clients disagree about the hosts; ACCOUNTING_URLS replaces them.
  productionUrl: 'https://integration.netvisor.fi',
  testUrl: 'https://isvapi.netvisor.fi',
  simulatorPath: '/simulators/netvisor',
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  settleMs: SETTLE_MS,
  open: openSession,
  simulatorCredentials(clientId, companyIdentifier) {
    const customerId = simulatedCustomer(clientId, companyIdentifier)
    return { customerId, ...simulatorKeys(customerId) }
  },
}

function openSession(config: ConnectionConfig, tools: ConnectorTools): Session {
  const client = createClient(config, tools, Number(config.settings['requestTimeoutMs'] ?? REQUEST_TIMEOUT_MS))
  const context = { clientId: config.clientId, settings: settingsOf(config), mappings: mappingsOf(config) }
  const onlyExisting = context.settings.onlyExistingDimensions
  const voucherTypes = createVoucherTypes(client, context.mappings, tools.now)
  return {
    async plan(document: AccountingDocument) {
      const ledger = async (voucher: VoucherDocument) =>
        planLedger(voucher, { ...context, voucherClass: await voucherTypes.nameOf(voucher.documentType) })
      if (document.kind !== 'payment') return ledger(document)
      const own = voucherOfOwnPayment(document, context.settings)
      return own === undefined ? [planPayment(document, context)] : ledger(own)
    },
    find(planned, signal) {
      const body = bodyOf(planned)
      return body.resource === 'accounting.nv'
        ? findVoucher(client, planned, signal)
        : findPayment(client, planned, body, signal)
    },
    async send(planned, signal) {
      try {
        return await send(client, bodyOf(planned), onlyExisting, signal)
      } catch (error) {
        // Perhaps a voucher type was renamed: it is read again before the next document.
        if (error instanceof ConnectorError && error.kind === 'refused') voucherTypes.drop()
        throw error
      }
    },
    test: (signal) => testConnection(client, voucherTypes, config, signal),
    readBack: (kind, from, to, signal) =>
      inSteps(from, to, (start, end) =>
        kind === 'ledger' ? readVouchers(client, start, end, signal) : readPayments(client, start, end, signal),
      ),
  }
}

async function send(
  client: NetvisorClient,
  body: LedgerBody | PaymentBody,
  onlyExistingDimensions: boolean,
  signal: AbortSignal,
): Promise<SendResult> {
  const query = onlyExistingDimensions && body.resource === 'accounting.nv' ? '?useonlyexistingdimensions=1' : ''
  const root = await client.post(`${body.resource}${query}`, body.xml, signal)
  const remoteId = textOf(root['replies'], 'inserteddataidentifier')
  if (remoteId !== undefined) return { remoteId, status: 'Approved' }
  throw new ConnectorError(
    'ambiguous',
    'NO_IDENTIFIER',
    'Netvisor accepted the request but did not return an identifier.',
    {
      advice: 'Saatava searches for it before it sends it again.',
    },
  )
}

function bodyOf(planned: PlannedVoucher): LedgerBody | PaymentBody {
  return planned.body as LedgerBody | PaymentBody
}
