/** A page of GET /payments. */
export const PAYMENTS_EXAMPLE = [
  {
    caseId: 5000001,
    invoiceNumber: '123456789',
    invoicePaymentReference: '1337109',
    originalPaymentReference: 'RF53 1337 109',
    accountName: 'Matti Meikäläinen',
    bookingDate: '2026-02-26T00:00:00Z',
    paymentDate: '2026-02-25T00:00:00Z',
    amount: 110.85,
    currency: 'EUR',
    paymentType: 'PMNT/RCDT/ESCT',
    allocation: { capitalAmount: 110, interestAmount: 0.85, costsAmount: 0 },
    settlementId: null,
  },
]
