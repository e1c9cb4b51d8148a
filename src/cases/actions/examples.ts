/** The published example; its invoice and case are made up there too. */
export const ACTION_EXAMPLE = {
  actions: [
    {
      code: 'COMMENT',
      comment: 'Customer requested extension',
      data: { invoiceNumber: 123456789, caseId: 12345 },
    },
    {
      code: 'DUEDATE',
      comment: 'Customer requested extension for the case due date (not invoice due date)',
      data: { invoiceNumber: 123456789, caseId: 12345, dueDate: '2026-03-15' },
    },
    {
      code: 'DIRECTPAYMENT',
      comment: 'Payment received via bank transfer',
      data: {
        invoiceNumber: 123456789,
        caseId: 12345,
        paymentMethod: 'Bankgiro',
        amount: 250.75,
        currency: 'SEK',
        paymentDate: '2026-02-09',
        reference: 'BANKREF-88921',
        outstandingCapitalAmount: 0,
        outstandingInterestAmount: 0,
        outstandingCostsAmount: 0,
      },
    },
  ],
} as const
export const APPROVE_EXAMPLE = { actions: [{ code: 'APPROVE', data: { invoiceNumber: 251601000 } }] } as const
