import type { PaymentDocument } from '../../../src/connectors/port.ts'

/** The published payment example, as connectors are given it. Used by tests alone. */
export function publishedPayment(changes: Partial<PaymentDocument> = {}): PaymentDocument {
  return {
    kind: 'payment',
    identifier: 'abc-123-def-456',
    invoiceNumber: '133720800',
    paymentDate: '2026-02-25',
    amount: 11000n,
    currency: 'EUR',
    targetIdentifier: 'invoicenumber',
    paymentReference: '1337109',
    sourceName: 'Matti Meikäläinen',
    paymentMethodType: 'alternative',
    description: 'cash-in',
    bankAccountNumber: 'FI7263812',
    rows: [
      { description: 'Payment', accountNumber: '1910', amount: 11000n },
      { description: 'Interest', accountNumber: '1910', amount: -1000n },
      { description: 'Counter Account', accountNumber: '1601', amount: -10000n },
    ],
    ...changes,
  }
}
