/** A consumer's case a month after it fell due: one reminder, and a payment of a part. */
const CITED = { validFrom: '2007-01-01', status: 'verified' }
const REFERENCE_RATE = {
  ...CITED,
  rule: 'FI.REFERENCE_RATE',
  validFrom: '2026-01-01',
  source: 'Bank of Finland notice',
}
const REMINDER_FEE = { rule: 'FI.CONSUMER.REMINDER_FEE', source: 'Competition and Consumer Authority' }
const ORDER = { rule: 'FI.CONSUMER.ALLOCATION_ORDER', source: 'Debt Collection Act' }
const PAYMENT_ID = '019c9a10-0000-7000-8000-000000000001'
const NOTHING = { capitalAmount: 0, interestAmount: 0, costsAmount: 0 }
const transactionOf = (line: number) => `019bbf00-0000-7000-8000-0000000001${String(line).padStart(2, '0')}`
const UNRULED = { rule: null, source: null }

const RATE = {
  rate: 9.5,
  referenceRate: 2.5,
  margin: 7,
  rule: 'FI.REFERENCE_RATE',
  source: 'Bank of Finland notice',
  status: 'verified',
  rules: [
    REFERENCE_RATE,
    { ...CITED, rule: 'FI.CONSUMER.LATE_INTEREST_MARGIN', source: 'Interest Act 633/1982 § 4' },
    { ...CITED, rule: 'FI.INTEREST_START', source: 'Interest Act 633/1982 §§ 5–6' },
    { ...CITED, rule: 'FI.DAY_COUNT', source: 'Convention of the market', status: 'unverified' },
    { ...CITED, rule: 'FI.ROUNDING', source: 'Practice', status: 'unverified' },
  ],
}

export const CASE_EXAMPLE = {
  case: {
    summary: {
      caseId: 5000001,
      status: 'OPEN',
      statusReason: null,
      stage: 'REMINDER',
      createdAt: '2026-01-15T08:00:02.000Z',
      closedAt: null,
      closingReason: null,
      activeDays: 45,
      creditor: 'Test Customer Oy',
      currency: 'EUR',
      agency: 'CASH-IN',
    },
    balance: {
      capitalAmount: 505.81,
      interestAmount: 0.13,
      costsAmount: 5,
      totalAmount: 510.94,
      creditorCostsAmount: 0,
      feesAmount: 5,
      originalCapitalAmount: 1000,
      disputedAmount: null,
      asOf: '2026-03-01',
    },
    payments: [
      {
        paymentId: PAYMENT_ID,
        allocationId: 8000001,
        kind: 'BANK',
        amount: 502,
        currency: 'EUR',
        bookingDate: '2026-02-28',
        paymentDate: '2026-02-28',
        payerName: 'Matti Meikäläinen',
        reference: '2000110011',
        allocation: { capitalAmount: 494.19, interestAmount: 7.81, costsAmount: 0 },
        explanation: {
          order: ['INTEREST', 'CAPITAL', 'COSTS', 'FEES'],
          agreed: false,
          ...ORDER,
          validFrom: '2004-01-01',
          status: 'unverified',
          matchedBy: 'REFERENCE',
          onDate: '2026-02-28',
          before: { capital: 1000, interest: 7.81, costs: 0, fees: 5 },
          paid: { capital: 494.19, interest: 7.81, costs: 0, fees: 0 },
          after: { capital: 505.81, interest: 0, costs: 0, fees: 5 },
        },
        reversedAt: null,
        settlementId: null,
      },
    ],
    events: [
      {
        eventId: '019bbf00-0000-7000-8000-000000000001',
        kind: 'OPENED',
        data: { invoiceNumber: 1001, policy: 'FI-CONSUMER v1', nextDate: '2026-01-30' },
        at: '2026-01-15T08:00:02.000Z',
      },
    ],
    timeline: [
      { date: '2026-01-15', kind: 'INVOICE', text: 'Invoice 1001', planned: false },
      { date: '2026-01-29', kind: 'DUE', text: 'The claim falls due', planned: false },
      {
        date: '2026-02-12',
        kind: 'REMINDER',
        text: 'Reminder, fee 5.00 EUR by FI.CONSUMER.REMINDER_FEE',
        planned: false,
      },
      { date: '2026-02-28', kind: 'PAYMENT', text: 'Payment of 502.00 EUR', planned: false },
      {
        date: '2026-03-12',
        kind: 'DEMAND',
        text: 'Demand, fee at most 24.00 EUR by FI.CONSUMER.DEMAND_FEE',
        planned: true,
      },
    ],
    next: { action: 'DEMAND', date: '2026-03-12' },
    costs: [
      {
        date: '2026-02-12',
        kind: 'REMINDER',
        amount: 5,
        ...REMINDER_FEE,
        status: 'verified',
        description: 'Fee: reminder',
      },
    ],
    interest: [
      { from: '2026-01-30', to: '2026-02-28', days: 30, capitalAmount: 1000, unrounded: '7.808219', ...RATE },
      { from: '2026-03-01', to: '2026-03-01', days: 1, capitalAmount: 505.81, unrounded: '0.131649', ...RATE },
    ],
    movements: [
      {
        ...{ date: '2026-01-15', kind: 'CASE_OPENED', description: 'Claim when the case was opened' },
        ...{ ...NOTHING, capitalAmount: 1000, ...UNRULED, basis: 'case:5000001', transactionId: transactionOf(1) },
      },
      {
        ...{ date: '2026-02-12', kind: 'INTEREST_ACCRUED', description: 'Interest up to this day' },
        ...{ ...NOTHING, interestAmount: 3.64, ...UNRULED, basis: 'case:5000001', transactionId: transactionOf(2) },
      },
      {
        ...{ date: '2026-02-12', kind: 'FEE_CHARGED', description: 'Fee, REMINDER' },
        ...{ ...NOTHING, costsAmount: 5, ...REMINDER_FEE, basis: 'case:5000001', transactionId: transactionOf(3) },
      },
      {
        ...{ date: '2026-02-28', kind: 'INTEREST_ACCRUED', description: 'Interest up to this day' },
        ...{ ...NOTHING, interestAmount: 4.17, ...UNRULED, basis: 'case:5000001', transactionId: transactionOf(4) },
      },
      {
        ...{ date: '2026-02-28', kind: 'PAYMENT_ALLOCATED', description: 'Payment' },
        ...{
          capitalAmount: -494.19,
          interestAmount: -7.81,
          costsAmount: 0,
          ...ORDER,
          basis: `payment:${PAYMENT_ID}`,
          transactionId: transactionOf(5),
        },
      },
      {
        ...{ date: '2026-03-01', kind: 'INTEREST_RUNNING', description: 'Interest since, up to today' },
        ...{ ...NOTHING, interestAmount: 0.13, ...UNRULED, basis: null, transactionId: null },
      },
    ],
    allowedActions: [
      'COMMENT',
      'WITHDRAW',
      'DUEDATE',
      'PAYMENTPLAN',
      'OBJECTION',
      'PAUSE',
      'DIRECTPAYMENT',
      'ADDRESS',
      'EMAIL',
    ],
    limitation: {
      expiresOn: '2029-02-28',
      rule: 'FI.LIMITATION',
      validFrom: '2004-01-01',
      source: 'Act 728/2003',
      status: 'verified',
    },
    paymentPlan: null,
    debtor: { entityType: 'CONSUMER', name: 'Matti Meikäläinen', language: 'fi', email: 'matti@example.com' },
    invoice: {
      invoiceId: '019bbf00-0000-7000-8000-000000000002',
      invoiceNumber: 1001,
      type: 'INVOICE',
      invoiceDate: '2026-01-15',
      dueDate: '2026-01-29',
      caseDueDate: '2026-01-29',
      paymentReference: '2000110011',
      totalAmount: 1000,
      paidAmount: 0,
      creditedAmount: 0,
    },
  },
}

/** Example: the future of a consumer's invoice under payment control. */
export const INVOICE_PREVIEW_EXAMPLE = {
  stored: 'NOTHING',
  invoiceNumber: 1001,
  type: 'INVOICE',
  status: 'ACCEPTED',
  reasons: [],
  deliveries: [
    { channel: 'EMAIL', rank: 0 },
    { channel: 'PRINT', rank: 1 },
  ],
  paymentReference: '2000110011',
  amounts: {
    netAmount: 850,
    vatAmount: 216.75,
    totalAmount: 1066.75,
    paidAmount: 0,
    payableAmount: 1066.75,
    currency: 'EUR',
  },
  case: {
    policy: 'FI-CONSUMER v1',
    stage: 'INVOICED',
    debtorType: 'CONSUMER',
    capitalAmount: 1066.75,
    creditorCostsAmount: 0,
    currency: 'EUR',
    dueDate: '2026-01-29',
    interestFrom: '2026-01-30',
    next: { action: 'OVERDUE', date: '2026-01-30' },
    steps: [{ action: 'REMINDER', date: '2026-02-12', feeAmount: 5, ...REMINDER_FEE, status: 'verified' }],
  },
}
