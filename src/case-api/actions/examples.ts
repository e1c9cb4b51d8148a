/** The published example, as it stands there; its invoice and case are made up. */
const OF = { invoiceNumber: 123456789, caseId: 12345 } as const

export const ACTION_EXAMPLE = {
  actions: [
    { code: 'COMMENT', comment: 'Customer requested extension', data: OF },
    { code: 'WITHDRAW', comment: 'Customer requested to withdraw the case with the invoice number', data: OF },
    {
      code: 'DUEDATE',
      comment: 'Customer requested extension for the case due date (not invoice due date)',
      data: { ...OF, dueDate: '2026-03-15' },
    },
    {
      code: 'PAYMENTPLAN',
      comment: 'Customer allows option to generate an payment plan for this case',
      data: OF,
    },
    { code: 'OBJECTION', comment: 'Customer sends a objection to the case with comment', data: OF },
    { code: 'PAUSE', comment: 'Customer would like to pause the case proceedings', data: OF },
    {
      code: 'DIRECTPAYMENT',
      comment: 'Payment received via bank transfer',
      data: {
        ...OF,
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
/** Legal steps of a case that waits for them. */
export const APPROVE_LEGAL_EXAMPLE = { actions: [{ code: 'APPROVE', data: { caseId: 5000001 } }] } as const
export const PREVIEW_EXAMPLE = {
  actions: [
    { code: 'PAUSE', comment: 'Under discussion', data: { caseId: 5000001, untilDate: '2026-03-15' } },
    { code: 'PAYMENTPLAN', data: { invoiceNumber: 251601000, instalments: 6 } },
  ],
} as const
/** The outcome of the action. */
export const ACTION_PREVIEW_EXAMPLE = {
  actions: [
    {
      code: 'PAUSE',
      caseId: 5000001,
      invoiceNumber: 251601007,
      outcome: 'performed',
      effect: { status: 'PAUSED', untilDate: '2026-03-15' },
    },
    {
      code: 'PAYMENTPLAN',
      caseId: 5000002,
      invoiceNumber: 251601000,
      outcome: 'refused',
      refusal: {
        code: 'PLAN_INSTALMENTS_TOO_SMALL',
        ruleId: 'contract.plan.instalmentMinorMin',
        source: 'the client’s contract',
        message: '6 instalments of 45.00 would be below 10.00 each; at most 4 are possible, at least 2.',
      },
    },
  ],
} as const

export const ACTION_SHOWN_EXAMPLE = {
  actionId: '019c9a10-0000-7000-8000-000000000007',
  caseId: 5000001,
  invoiceNumber: 251601000,
  code: 'WITHDRAW',
  comment: 'Paid in our shop',
  data: { caseId: 5000001 },
  state: 'REFUSED',
  submittedAt: '2026-03-01T09:00:00.000Z',
  performedAt: '2026-03-01T09:00:00.300Z',
  refusal: {
    code: 'CASE_CLOSED',
    ruleId: 'CASE.CLOSED',
    source: 'The life of a case',
    message: 'The case is closed: PAID.',
  },
}
