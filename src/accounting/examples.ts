/** The published examples of ledger and payment, for the docs and the sandbox's first run. */
export const LEDGER_EXAMPLE = {
  ledgers: {
    ledgerIdentifier: 'abc-123-def-456',
    companyIdentifier: '123456-7',
    documentType: 'ML',
    documentName: '1001',
    documentDate: '2025-12-13',
    documentDescription: 'Here comes the description, max 210 chars long',
    calculationMode: 'GROSS',
    ledgerRows: [
      ledgerRow('1701', 0, '', 2990, 2990, 0, [{ dimensionType: 'COST_CENTER', dimensionValue: '1000' }]),
      ledgerRow('3000', 25.5, '20', -2990, -2382.47, 0, []),
      ledgerRow('2939', 0, '', -607.53, -607.53, 1, []),
    ],
  },
}

export const PAYMENT_EXAMPLE = {
  payments: [
    {
      paymentIdentifier: 'abc-123-def-456',
      invoiceNumber: '133720800',
      paymentDate: '2026-02-25',
      bookingDate: null,
      amount: 110,
      currency: 'EUR',
      targetIdentifier: 'invoicenumber',
      paymentReference: '1337109',
      sourceName: 'Matti Meikäläinen',
      paymentMethodType: 'alternative',
      description: 'cash-in',
      bankAccountNumber: 'FI7263812',
      rows: [
        paymentRow('Payment', 1910, 110),
        paymentRow('Interest', 1910, -10),
        paymentRow('Counter Account', 1601, -100),
      ],
    },
  ],
}

function ledgerRow(
  accountNumber: string,
  vatPercentage: number,
  vatCode: string,
  amount: number,
  netAmount: number,
  isVatRow: 0 | 1,
  ledgerDimensions: { dimensionType: string; dimensionValue: string }[],
) {
  return {
    bookingDate: '2025-12-12',
    accountNumber,
    vatAccountNumber: null,
    vatType: null,
    vatPercentage,
    vatCode,
    amount,
    netAmount,
    isVatRow,
    projectNumber: 'PN12345',
    transactionType: null,
    transactionDescription: '1763',
    ledgerDimensions,
  }
}

function paymentRow(description: string, accountNumber: number, amount: number) {
  return { paymentType: null, description, accountNumber, amount, vatPercent: null, vatCode: null }
}
