/** The published ledger and payment examples, as documents. */
import type { LedgerDocument, LedgerRow } from '../../../../src/connectors/port.ts'

export { publishedPayment } from '../examples.ts'

export function publishedLedger(changes: Partial<LedgerDocument> = {}): LedgerDocument {
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
      row('1701', 299000n, {
        vatPercentage: 0,
        vatCode: '',
        projectNumber: 'PN12345',
        dimensions: [{ type: 'COST_CENTER', value: '1000' }],
      }),
      row('3000', -238247n, { amount: -299000n, vatPercentage: 25.5, vatCode: '20', projectNumber: 'PN12345' }),
      row('2939', -60753n, { vatPercentage: 0, vatCode: '', isVatRow: true, projectNumber: 'PN12345' }),
    ],
    ...changes,
  }
}

export function row(accountNumber: string, netAmount: bigint, changes: Partial<LedgerRow> = {}): LedgerRow {
  return {
    bookingDate: '2025-12-12',
    accountNumber,
    amount: netAmount,
    netAmount,
    isVatRow: false,
    transactionDescription: '1763',
    dimensions: [],
    ...changes,
  }
}
