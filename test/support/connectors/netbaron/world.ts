/** Helpers that the tests of this folder share: the published example documents, and connections. Used by tests alone. */
import { tokensInMemory } from '../tokens-in-memory.ts'
import type { ConnectionConfig, ConnectorTools, LedgerDocument, LedgerRow } from '../../../../src/connectors/port.ts'

export { publishedPayment as examplePayment } from '../examples.ts'

export function ledgerRow(given: Partial<LedgerRow> & Pick<LedgerRow, 'accountNumber' | 'amount'>): LedgerRow {
  return {
    bookingDate: '2025-12-12',
    netAmount: given.amount,
    isVatRow: false,
    dimensions: [],
    ...given,
  }
}

/** The published ledger example. */
export function exampleLedger(changes: Partial<LedgerDocument> = {}): LedgerDocument {
  const shared = { bookingDate: '2025-12-12', projectNumber: 'PN12345', transactionDescription: '1763' }
  return {
    kind: 'ledger',
    identifier: 'abc-123-def-456',
    companyIdentifier: '123456-7',
    documentType: 'ML',
    documentName: '1001',
    documentDate: '2025-12-13',
    documentDescription: 'Here comes the description, max 210 chars long',
    calculationMode: 'GROSS',
    rows: [
      ledgerRow({
        ...shared,
        accountNumber: '1701',
        vatPercentage: 0,
        vatCode: '',
        amount: 299_000n,
        dimensions: [{ type: 'COST_CENTER', value: '1000' }],
      }),
      ledgerRow({
        ...shared,
        accountNumber: '3000',
        vatPercentage: 25.5,
        vatCode: '20',
        amount: -299_000n,
        netAmount: -238_247n,
      }),
      ledgerRow({ ...shared, accountNumber: '2939', vatPercentage: 0, vatCode: '', amount: -60_753n, isVatRow: true }),
    ],
    ...changes,
  }
}

export function connection(changes: Partial<ConnectionConfig> = {}): ConnectionConfig {
  return {
    clientId: 7,
    companyIdentifier: '123456-7',
    baseUrl: '',
    credentials: { delivery: 'FOLDER', organisation: '123456-7' },
    settings: {},
    mappings: { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} },
    ...changes,
  }
}

export function tools(changes: Partial<ConnectorTools> = {}): ConnectorTools {
  return {
    http: () => Promise.reject(new Error('this delivery makes no HTTP request')),
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    tokens: tokensInMemory(),
    dropFolder: () => {
      throw new Error('this delivery uses no folder')
    },
    ...changes,
  }
}

export const never = new AbortController().signal
