/** The published ledger and payment examples, as connectors are given them. */
import { publishedPayment } from '../examples.ts'
import type { LedgerDocument, LedgerRow } from '../../../../src/connectors/port.ts'

const row = (accountNumber: string, amount: bigint, netAmount: bigint, more: Partial<LedgerRow> = {}): LedgerRow => ({
  bookingDate: '2025-12-12',
  accountNumber,
  vatPercentage: 0,
  amount,
  netAmount,
  isVatRow: false,
  projectNumber: 'PN12345',
  transactionDescription: '1763',
  dimensions: [],
  ...more,
})

export const ledgerPayloadExample: LedgerDocument = {
  kind: 'ledger',
  identifier: 'abc-123-def-456',
  companyIdentifier: '123456-7',
  documentType: 'ML',
  documentName: '1001',
  documentDate: '2025-12-13',
  documentDescription: 'Here comes the description, max 210 chars long',
  calculationMode: 'GROSS',
  rows: [
    row('1701', 299_000n, 299_000n, { dimensions: [{ type: 'COST_CENTER', value: '1000' }] }),
    row('3000', -299_000n, -238_247n, { vatPercentage: 25.5, vatCode: '20' }),
    row('2939', -60_753n, -60_753n, { isVatRow: true }),
  ],
}

export const paymentPayloadExample = publishedPayment()
