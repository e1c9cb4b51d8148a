/** Examples of successes, by operation. A test holds each to the schema of its answer. */
const SYNC = { syncDate: '2026-02-25T09:30:00.000Z', status: 1, description: 'Successfully synced' }
const DOCUMENT = { sourceIdentifier: 'abc-123-def-456' }
const CONNECTION = {
  system: 'NETVISOR',
  companyIdentifier: '123456-7',
  simulator: true,
  isDefault: true,
  mappings: { voucherTypes: {}, vatCodes: { '20': 'KOMY' }, dimensions: {}, paymentMethods: {} },
  settings: { voucherDate: 'BOOKING_DATE', onRefusal: 'WAIT_SAME_INVOICE', attemptsMax: 100 },
  state: 'active',
  reason: null,
  failures: 0,
  nextAttemptAt: null,
  createdAt: '2026-02-25T09:00:00.000Z',
  updatedAt: '2026-02-25T09:00:00.000Z',
}
const RECORD = {
  invoiceNumber: 251601000,
  invoiceType: 'INVOICE',
  invoiceDate: '2025-12-01',
  status: 'INVOICED',
  distributionStatus: 'DELIVERED',
  method: 'EINVOICE',
  sentAt: '2025-12-01T09:30:00.000Z',
  deliveredAt: '2025-12-01T09:31:00.000Z',
  paymentControlStatus: 'REQUESTED',
  caseId: null,
  failureReason: null,
  updatedAt: '2025-12-01T09:31:00.000Z',
}
const INVOICE_ID = '019a4c3e-0000-7000-8000-000000000001'
const EVENT = {
  eventId: '019a4c3e-0000-7000-8000-000000000003',
  at: '2025-12-01T09:30:00.000Z',
  type: 'invoice.delivery.sent',
  subject: `invoice:${INVOICE_ID}`,
  data: { invoiceNumber: 251601000, channel: 'EINVOICE' },
}
const TOKEN = '8848372d-8457-4ca4-9da9-673f1cdd6684'

const RENEWED = { Message: 'Token renewed', apiAccessToken: TOKEN, expiresAt: '2027-02-25T09:00:00.000Z' }

const CLIENT_ROW = {
  ...{ clientIdentifier: 100001, name: 'Test Customer Oy', businessCode: '123456-7', countryCode: 'FI' },
  ...{ currencyCode: 'EUR', serviceType: 'LIFECYCLE', createdAt: '2026-02-25T09:00:00.000Z' },
}
const CLIENT = {
  ...{ clientIdentifier: 100001, confirmaFinanceCustomerCode: 700001, paymentReferencePrefix: 20001 },
  createdAt: '2026-02-25T09:00:00.000Z',
  service: { type: 'LIFECYCLE', partnerCode: 'QUICK3' },
  client: { name: 'Test Customer Oy', businessCode: '123456-7', countryCode: 'FI', currencyCode: 'EUR' },
  contacts: { primary: { name: 'Matti Meikäläinen', email: 'matti@testcustomer.fi' } },
}

export const ANSWER_EXAMPLES: Record<string, unknown> = {
  createClient: {
    message: 'New client created',
    clientIdentifier: 0,
    confirmaFinanceCustomerCode: 0,
    paymentReferencePrefix: 0,
    apiAccessToken: TOKEN,
  },
  validateToken: {
    isValid: true,
    message: 'Token is valid',
    clientIdentifier: 1,
    environment: 'sandbox',
    expiresAt: '2027-02-25T09:00:00.000Z',
  },
  listClients: { clients: [CLIENT_ROW] },
  getClient: CLIENT,
  updateClient: CLIENT,
  listClientTokens: {
    tokens: [
      {
        ...{ tokenId: INVOICE_ID, name: 'reports', status: 'active' },
        ...{ scopes: ['invoice.read', 'case.read'], addresses: ['198.51.100.0/24'] },
        ...{ issuedAt: '2026-02-25T09:00:00.000Z', expiresAt: '2027-02-25T09:00:00.000Z' },
        ...{ lastUsedAt: null, revokedAt: null },
      },
    ],
  },
  createClientToken: {
    ...{ tokenId: INVOICE_ID, name: 'reports', apiAccessToken: TOKEN, expiresAt: '2027-02-25T09:00:00.000Z' },
  },
  getApproval: {
    ...{ approvalId: INVOICE_ID, state: 'WAITING', action: 'client.accounts', subject: 'client:100001' },
    ...{ clientIdentifier: 100001, preview: { before: {}, after: { ibanAccount: 'FI2112345600000785' } } },
    ...{ askedBy: `token:${INVOICE_ID}`, askedAt: '2026-02-25T09:00:00.000Z', expiresAt: '2026-03-04T09:00:00.000Z' },
    ...{ decidedBy: null, decidedAt: null, reason: null },
  },
  renewToken: RENEWED,
  renewTokenByPost: RENEWED,
  submitInvoice: {
    message: 'Invoice received',
    invoiceId: INVOICE_ID,
    invoiceNumber: 251601000,
    status: 'PAUSED',
    statusText: 'Stored; it is being checked',
  },
  submitInvoiceBatch: {
    line: 1,
    status: 200,
    invoiceId: INVOICE_ID,
    invoiceNumber: 251601000,
    invoiceStatus: 'PAUSED',
  },
  getInvoice: {
    invoiceId: INVOICE_ID,
    invoiceNumber: 251601000,
    type: 'INVOICE',
    status: 'INVOICED',
    reasons: [],
    warnings: [],
    invoiceDate: '2025-12-01',
    dueDate: '2025-12-15',
    currency: 'EUR',
    amounts: { netAmount: 910, vatAmount: 225.15, totalAmount: 1135.15, paidAmount: 0, creditedAmount: 0 },
    paymentReference: '200012516010004',
    paymentState: 'PARTLY_PAID',
    case: {
      caseId: 5000001,
      status: 'OPEN',
      stage: 'REMINDER',
      openAmount: 642.11,
      closedAt: null,
      closingReason: null,
    },
    payments: {
      beforeHandOverAmount: 0,
      receivedAmount: 500,
      directAmount: 0,
      takenBackAmount: 0,
      overpaidAmount: 0,
      waivedAmount: 0,
      lastPaymentDate: '2026-01-10',
    },
    submittedAt: '2025-12-01T09:29:59.000Z',
    evaluatedAt: '2025-12-01T09:29:59.400Z',
    deliveries: [
      {
        deliveryId: '019a4c3e-0000-7000-8000-000000000002',
        channel: 'EINVOICE',
        state: 'DELIVERED',
        attempts: 1,
        sentAt: RECORD.sentAt,
        deliveredAt: RECORD.deliveredAt,
        nextAttemptAt: null,
        failureCode: null,
        failureReason: null,
      },
    ],
  },
  listDistributions: {
    metaData: {
      totalCount: 1,
      successfulCount: 1,
      failedCount: 0,
      filtersApplied: {
        invoiceNumber: null,
        fromInvDate: '2025-11-08',
        toInvDate: null,
        fetchType: null,
        defaultLast30Days: true,
      },
    },
    distributions: [RECORD],
  },
  listDistributionChanges: { distributions: [RECORD], hasMore: false },
  listEvents: { events: [EVENT], hasMore: false },
  listPartnerEvents: { events: [{ clientIdentifier: 100001, ...EVENT }], hasMore: false },
  listPartnerDistributions: { distributions: [{ clientIdentifier: 100001, ...RECORD }], hasMore: false },
  listLedgers: {
    ledgers: [
      {
        sourceIdentifier: 'abc-123-def-456',
        documentDate: '2025-12-13',
        documentName: '1001',
        documentStatus: 'Approved',
        ...SYNC,
      },
    ],
  },
  listAccountingPayments: {
    payments: [{ sourceIdentifier: 'abc-123-def-456', invoiceNumber: '133720800', paymentDate: '2026-02-25', ...SYNC }],
  },
  listAccountingInvoices: {
    invoices: [{ sourceIdentifier: 'invoice-1001', invoiceNumber: '1001', invoiceDate: '2026-02-01', ...SYNC }],
  },
  putAccountingConnection: CONNECTION,
  listAccountingConnections: { connections: [CONNECTION] },
  testAccountingConnection: {
    ok: true,
    system: 'NETVISOR',
    companyIdentifier: '123456-7',
    message: 'Netvisor answered for 123456-7; it has 12 voucher types.',
    details: { voucherTypes: { ML: 'Myyntilasku', MS: 'Myyntisuoritus' } },
  },
  consentToAccountingConnection: {
    ok: true,
    system: 'FORTNOX',
    companyIdentifier: '556677-8899',
    message: 'Fortnox answered as Exempel AB.',
    details: { companyName: 'Exempel AB' },
  },
  reconcileAccounting: {
    system: 'NETVISOR',
    companyIdentifier: '123456-7',
    fromDate: '2026-02-01',
    toDate: '2026-02-28',
    matched: 118,
    missing: [
      {
        kind: 'ledger',
        sourceIdentifier: 'abc-123-def-456',
        remoteId: '1802',
        date: '2026-02-25',
        message: 'was invalidated there',
      },
    ],
    doubled: [],
    different: [],
    balances: [
      {
        account: '1760',
        currency: 'EUR',
        inAccounting: 1240,
        openAllocations: 1364,
        difference: -124,
        differences: [
          {
            kind: 'payment',
            sourceIdentifier: 'allocation:5012',
            amount: -124,
            message: 'waits to be sent',
          },
        ],
      },
    ],
  },
  ...Object.fromEntries(
    ['Ledger', 'AccountingPayment', 'AccountingInvoice'].flatMap((kind) => [
      [`retry${kind}`, { message: 'Queued again', ...DOCUMENT, status: 0, description: 'Pending' }],
      [`drop${kind}`, { message: 'Dropped', ...DOCUMENT, status: 3, description: 'Dropped' }],
    ]),
  ),
}
