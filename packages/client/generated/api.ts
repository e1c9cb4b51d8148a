/**
 * Printed from the OpenAPI document by "npm run client-types"; do not edit. A test compares it with the document.
 */

/** RFC 9457. `type` leads to the page that explains it. */
export interface Problem {
  type: string
  title: string
  status: number
  /** The mistake, in words. */
  detail: string
  /** The requested path. */
  instance: string
  /** Identifies the log lines of this request. */
  requestId: string
  /** Every error that was found, not only the first. */
  errors?: Fault[] | undefined
  /** Only with 401, as published for validate: false. */
  isValid?: boolean | undefined
  /** Only with 401: repeats detail. */
  message?: string | undefined
  /** Only with 409 of POST /client: the client that exists. */
  clientIdentifier?: number | undefined
  /** Only with 409 of POST /invoice: the invoice that is stored. */
  invoiceId?: string | undefined
  /** Only with 409 of POST /invoice: its status. */
  invoiceStatus?: string | undefined
  /** Only with 409 of PUT /client/settings: the present version. */
  version?: number | undefined
}

export interface Fault {
  /** JSON pointer into the body, or "?name" for a query parameter, path parameter or header. */
  pointer: string
  /** One of the codes on /docs/errors. */
  code: string
  message: string
  /** The received value, shortened. */
  received?: unknown | undefined
}

/** The events of GET /events by type. New types and new fields come without notice. */
export type Events = {
  type?: 'invoice.received'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    type: string
    by: string
  }
} | {
  type?: 'invoice.replaced'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    type: string
    by: string
  }
} | {
  type?: 'invoice.accepted'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    reasons: {
      code: string
      pointer?: string
    }[]
    warnings?: {
      code: string
      pointer?: string
    }[]
  }
} | {
  type?: 'invoice.manual'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    reasons: {
      code: string
      pointer?: string
    }[]
    warnings?: {
      code: string
      pointer?: string
    }[]
  }
} | {
  type?: 'invoice.duplicate'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    reasons: {
      code: string
      pointer?: string
    }[]
    warnings?: {
      code: string
      pointer?: string
    }[]
  }
} | {
  type?: 'invoice.error'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    reasons: {
      code: string
      pointer?: string
    }[]
    warnings?: {
      code: string
      pointer?: string
    }[]
  }
} | {
  type?: 'invoice.approved'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
  }
} | {
  type?: 'invoice.delivery.sending'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
} | {
  type?: 'invoice.delivery.pending'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
} | {
  type?: 'invoice.delivery.sent'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
} | {
  type?: 'invoice.delivery.delivered'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
} | {
  type?: 'invoice.delivery.failed'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
} | {
  type?: 'invoice.delivery.unknown'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
} | {
  type?: 'invoice.delivery.dropped'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
} | {
  type?: 'invoice.delivery.retried'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    channel: string
    failed: string
    begun: string | null
  }
} | {
  type?: 'invoice.distributed'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    status: string
    method: string
  }
} | {
  type?: 'invoice.credited'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    creditNote: number
    status: string
    creditedMinor: number
    leftMinor: number
  }
} | {
  type?: 'case.opened'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    policy: string
    nextDate: string | null
  }
} | {
  type?: 'case.taken.over'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    takenOverOn: string
  }
} | {
  type?: 'contract.ended'
  /** client:<clientId> */
  subject?: string
  data?: {
    endsOn: string
  }
} | {
  type?: 'case.handed.back'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    capitalAmount: number
    interestAmount: number
    costsAmount: number
  }
} | {
  type?: 'case.released'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    hold: string
    nextDate: string | null
  }
} | {
  type?: 'case.not.opened'
  /** invoice:<invoiceId> */
  subject?: string
  data?: {
    invoiceNumber: number
    policyId: string
  }
} | {
  type?: 'case.step.taken'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    step: string
    stage: string
    fee: number
    rule: {
      ruleId: string
      source: string
      status: string
    } | null
    note: string | null
    letterId: string | null
    nextDate: string | null
  }
} | {
  type?: 'case.letter.created'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.not.sent'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    kind: string
    reason: string
  }
} | {
  type?: 'case.letter.pending'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.sending'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.unknown'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.failed'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.sent'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.delivered'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.undelivered'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.letter.cancelled'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
} | {
  type?: 'case.fee.waived'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    letterId: string
    amount: number
    why: string
  }
} | {
  type?: 'case.action.performed'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    actionId: string
    code: string
    effect: Record<string, unknown>
  }
} | {
  type?: 'case.action.refused'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    actionId: string
    code: string
    refusal: Record<string, unknown>
  }
} | {
  type?: 'case.status'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    from: string
    to: string
    reason: string | null
    nextDate: string | null
  }
} | {
  type?: 'case.task'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    task: string
    actionId?: string
    letterId?: string
    amount?: number
    why?: string
    ruleId?: string
    differences?: {
      component: string
      ours: number
      stated: number
    }[]
  }
} | {
  type?: 'case.approval.awaited'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    nextDate: string | null
  }
} | {
  type?: 'case.legal.recorded'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    stage: string
    was: string
    date: string
    nextDate: string | null
  }
} | {
  type?: 'case.plan.accepted'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    planId: string
    fee: number
    ruleId: string | null
    source: string | null
  }
} | {
  type?: 'case.plan.broken'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    planId: string
    state: string
    why?: string
  }
} | {
  type?: 'case.plan.cancelled'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    planId: string
    state: string
    why?: string
  }
} | {
  type?: 'case.plan.completed'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    planId: string
    state: string
    why?: string
  }
} | {
  type?: 'case.credited'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    creditNoteNumber: number
    amount: number
    beyondAmount: number
  }
} | {
  type?: 'case.paid'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
  }
} | {
  type?: 'question.asked'
  /** question:<questionId> */
  subject?: string
  data?: {
    about: string
  }
} | {
  type?: 'question.answered'
  /** question:<questionId> */
  subject?: string
  data?: {
    about: string
  }
} | {
  type?: 'question.withdrawn'
  /** question:<questionId> */
  subject?: string
  data?: {
    about: string
  }
} | {
  type?: 'case.closed'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    reason: string
  }
} | {
  type?: 'case.reopened'
  /** case:<caseId> */
  subject?: string
  data?: {
    invoiceNumber: number
    reason: string
  }
} | {
  type?: 'debtor.contact.changed'
  /** debtor:<debtorId> */
  subject?: string
  data?: {
    changed: string[]
  }
} | {
  type?: 'debtor.marked'
  /** debtor:<debtorId> */
  subject?: string
  data?: {
    mark: string
    fromDay: string
  }
} | {
  type?: 'debtor.unmarked'
  /** debtor:<debtorId> */
  subject?: string
  data?: {
    mark: string
  }
} | {
  type?: 'payment.received'
  /** payment:<paymentId> */
  subject?: string
  data?: {
    kind: string
    paymentDate: string
    unallocatedAmount?: number
    reason?: string | null
    amount: number
    currency: string
  }
} | {
  type?: 'payment.allocated'
  /** payment:<paymentId> */
  subject?: string
  data?: {
    caseId: number
    invoiceNumber: number
    allocationId: number
    capitalAmount: number
    interestAmount: number
    costsAmount: number
    amount: number
    currency: string
  }
} | {
  type?: 'payment.reversed'
  /** payment:<paymentId> */
  subject?: string
  data?: {
    amount: number
    currency: string
    onDate: string
    reason?: string
  }
} | {
  type?: 'payment.returned'
  /** payment:<paymentId> */
  subject?: string
  data?: {
    amount: number
    currency: string
  }
} | {
  type?: 'payment.unallocated'
  /** payment:<paymentId> */
  subject?: string
  data?: {
    allocationId: number
    caseId: number
    invoiceNumber: number
    amount: number
    currency: string
  }
} | {
  type?: 'payment.return.undone'
  /** payment:<paymentId> */
  subject?: string
  data?: {
    amount: number
    currency: string
  }
} | {
  type?: 'settlement.created'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
    settlementDate: string
    allocations: number
  }
} | {
  type?: 'settlement.paid'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
  }
} | {
  type?: 'settlement.blocked'
  /** client:<clientId> */
  subject?: string
  data?: {
    currency: string
    reason: string
    message: string
  }
} | {
  type?: 'settlement.payout.rejected'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
    reasonCode: string | null
    reasonText: string | null
  }
} | {
  type?: 'settlement.payout.returned'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
    reasonCode: string | null
    reasonText: string | null
  }
} | {
  type?: 'settlement.payout.again'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    settlementId: number
    attempt: number
    paidAmount: number
    currency: string
  }
} | {
  type?: 'settlement.payout.unclear'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    settlementId: number
    message: string
  }
} | {
  type?: 'accounting.settlement.skipped'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    reason: string
  }
} | {
  type?: 'accounting.settlement.partly'
  /** settlement:<settlementId> */
  subject?: string
  data?: {
    settlementId: number
    currency: string
    booked: {
      invoices: number
      amount: number
    }
    unbooked: {
      invoices: number
      amount: number
      account: string
    }
  }
} | {
  type?: 'client.created'
  /** client:<clientId> */
  subject?: string
  data?: {
    name: string
    service: string
  }
} | {
  type?: 'client.corrected'
  /** client:<clientId> */
  subject?: string
  data?: {
    changed: string[]
  }
} | {
  type?: 'client.settings.changed'
  /** client:<clientId> */
  subject?: string
  data?: {
    version: number
    changed: string[]
  }
} | {
  type?: 'accounting.ledger.received'
  /** ledger:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.ledger.delivered'
  /** ledger:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.ledger.unclear'
  /** ledger:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.ledger.synced'
  /** ledger:<identifier> */
  subject?: string
  data?: {
    remoteIds: string[]
    documentStatus: string | null
  }
} | {
  type?: 'accounting.ledger.failed'
  /** ledger:<identifier> */
  subject?: string
  data?: {
    code: string
    description: string
  }
} | {
  type?: 'accounting.ledger.retried'
  /** ledger:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.ledger.replaced'
  /** ledger:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.ledger.dropped'
  /** ledger:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.payment.received'
  /** payment:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.payment.delivered'
  /** payment:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.payment.unclear'
  /** payment:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.payment.synced'
  /** payment:<identifier> */
  subject?: string
  data?: {
    remoteIds: string[]
    documentStatus: string | null
  }
} | {
  type?: 'accounting.payment.failed'
  /** payment:<identifier> */
  subject?: string
  data?: {
    code: string
    description: string
  }
} | {
  type?: 'accounting.payment.retried'
  /** payment:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.payment.replaced'
  /** payment:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.payment.dropped'
  /** payment:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.invoice.received'
  /** invoice:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.invoice.delivered'
  /** invoice:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.invoice.unclear'
  /** invoice:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.invoice.synced'
  /** invoice:<identifier> */
  subject?: string
  data?: {
    remoteIds: string[]
    documentStatus: string | null
  }
} | {
  type?: 'accounting.invoice.failed'
  /** invoice:<identifier> */
  subject?: string
  data?: {
    code: string
    description: string
  }
} | {
  type?: 'accounting.invoice.retried'
  /** invoice:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.invoice.replaced'
  /** invoice:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.invoice.dropped'
  /** invoice:<identifier> */
  subject?: string
  data?: Record<string, unknown>
} | {
  type?: 'accounting.invoice.skipped'
  /** invoice:<type>:<number> */
  subject?: string
  data?: {
    reason: string
  }
} | {
  type?: 'funds.differs'
  /** account:<IBAN>, of client 0: the agency */
  subject?: string
  data?: {
    account: string
    currency: string
    date: string
    bank: string
    books: string
    difference: string
    lines: {
      kind: string
      day: string
      text: string
      amount: string
      entryId?: string
    }[]
  }
} | {
  type?: 'funds.statement.missing'
  /** account:<IBAN>, of client 0: the agency */
  subject?: string
  data?: {
    account: string
    currency: string
    date: string
    lastStatement: string
  }
} | {
  type?: 'funds.receipts.differ'
  /** account:<IBAN>, of client 0: the agency */
  subject?: string
  data?: {
    account: string
    currency: string
    date: string
    formats: string[]
    reported: string
    read: string
    difference: string
  }
} | {
  type?: 'law.rule.ending'
  /** law:<ruleId>, of client 0 */
  subject?: string
  data?: {
    ruleId: string
    country: string
    validFrom: string
    validTo: string
    value: string
  }
} | {
  type?: 'work.failing'
  /** the row’s */
  subject?: string
  data?: {
    queue: string
    attempts: number
    failingSince: string
    nextAttemptAt: string
  }
} | {
  type?: 'sandbox.clock.moved'
  /** sandbox-clock */
  subject?: string
  data?: {
    from: string
    to: string
    steps: number
    due: {
      work: string
      count: number
    }[]
  }
} | {
  type?: 'sandbox.clock.stopped'
  /** sandbox-clock */
  subject?: string
  data?: {
    from: string
    to: string
    steps: number
    due: {
      work: string
      count: number
    }[]
  }
}

export interface PostClientAnswer {
  message: string
  clientIdentifier: number
  confirmaFinanceCustomerCode: number
  paymentReferencePrefix: number
  /** shown once; only a hash of it is kept */
  apiAccessToken: string
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostClientBody {
  service: {
    /** LIFECYCLE is published; the other values are Saatava extensions, named after the services */
    type: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP'
    /** the code of the partner whose provisioning token is used */
    partnerCode: string
  }
  client: {
    name: string
    /** business id in the client’s country */
    businessCode: string
    vatRegNbr?: string | null | undefined
    postalAddress?: string | null | undefined
    /** checked by the rule of countryCode */
    postalCode?: string | null | undefined
    postalDistrict?: string | null | undefined
    /** ISO 3166-1 alpha-2 country code. */
    countryCode: string
    telephone?: string | null | undefined
    email?: string | null | undefined
    /** Address of a website, with or without https://. */
    website?: string | null | undefined
    /** ISO 639-1 language code. */
    languageCode?: string | null | undefined
    /** ISO 4217 currency code. */
    currencyCode: string
    ibanAccount?: string | null | undefined
    bic?: string | null | undefined
    bankgiro?: string | null | undefined
    plusgiro?: string | null | undefined
  }
  contacts: {
    primary: {
      name: string
      telephone?: string | null | undefined
      mobile?: string | null | undefined
      email: string
    }
    technical?: {
      name?: string | null | undefined
      telephone?: string | null | undefined
      mobile?: string | null | undefined
      email?: string | null | undefined
    } | null | undefined
    accountant?: {
      name?: string | null | undefined
      telephone?: string | null | undefined
      mobile?: string | null | undefined
      email?: string | null | undefined
    } | null | undefined
  }
}

export interface GetValidateAnswer {
  isValid: boolean
  message: string
  /** Saatava extension */
  clientIdentifier: number
  /** Saatava extension: sandbox, staging or production */
  environment: string
  /** Saatava extension */
  expiresAt: string | null
}

export interface GetRenewAnswer {
  /** with a capital M, as published */
  Message: string
  apiAccessToken: string
  expiresAt: string
}

export interface PostRenewAnswer {
  /** with a capital M, as published */
  Message: string
  apiAccessToken: string
  expiresAt: string
}

export interface GetClientsAnswer {
  clients: {
    clientIdentifier: number
    name: string
    businessCode: string
    countryCode: string
    currencyCode: string
    serviceType: string
    /** an instant */
    createdAt: string
  }[]
}

export interface GetClientsByClientIdentifierAnswer {
  clientIdentifier: number
  confirmaFinanceCustomerCode: number
  paymentReferencePrefix: number
  /** an instant */
  createdAt: string
  service: {
    /** LIFECYCLE is published; the other values are Saatava extensions, named after the services */
    type: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP' | (string & {})
    /** the code of the partner whose provisioning token is used */
    partnerCode: string
  }
  client: {
    name: string
    /** business id in the client’s country */
    businessCode: string
    vatRegNbr?: string
    postalAddress?: string
    /** checked by the rule of countryCode */
    postalCode?: string
    postalDistrict?: string
    /** ISO 3166-1 alpha-2 country code. */
    countryCode: string
    telephone?: string
    email?: string
    /** Address of a website, with or without https://. */
    website?: string
    /** ISO 639-1 language code. */
    languageCode?: string
    /** ISO 4217 currency code. */
    currencyCode: string
    ibanAccount?: string
    bic?: string
    bankgiro?: string
    plusgiro?: string
  }
  contacts: {
    primary: {
      name: string
      telephone?: string
      mobile?: string
      email: string
    }
    technical?: {
      name?: string
      telephone?: string
      mobile?: string
      email?: string
    }
    accountant?: {
      name?: string
      telephone?: string
      mobile?: string
      email?: string
    }
  }
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PatchClientsAnswer {
  clientIdentifier: number
  confirmaFinanceCustomerCode: number
  paymentReferencePrefix: number
  /** an instant */
  createdAt: string
  service: {
    /** LIFECYCLE is published; the other values are Saatava extensions, named after the services */
    type: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP' | (string & {})
    /** the code of the partner whose provisioning token is used */
    partnerCode: string
  }
  client: {
    name: string
    /** business id in the client’s country */
    businessCode: string
    vatRegNbr?: string
    postalAddress?: string
    /** checked by the rule of countryCode */
    postalCode?: string
    postalDistrict?: string
    /** ISO 3166-1 alpha-2 country code. */
    countryCode: string
    telephone?: string
    email?: string
    /** Address of a website, with or without https://. */
    website?: string
    /** ISO 639-1 language code. */
    languageCode?: string
    /** ISO 4217 currency code. */
    currencyCode: string
    ibanAccount?: string
    bic?: string
    bankgiro?: string
    plusgiro?: string
  }
  contacts: {
    primary: {
      name: string
      telephone?: string
      mobile?: string
      email: string
    }
    technical?: {
      name?: string
      telephone?: string
      mobile?: string
      email?: string
    }
    accountant?: {
      name?: string
      telephone?: string
      mobile?: string
      email?: string
    }
  }
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface Awaited {
  /** GET /approvals/{approvalId} shows its state */
  approvalId: string
  state: 'WAITING' | (string & {})
}

export interface PatchClientsBody {
  client?: {
    name?: string | null | undefined
    vatRegNbr?: string | null | undefined
    postalAddress?: string | null | undefined
    postalCode?: string | null | undefined
    postalDistrict?: string | null | undefined
    telephone?: string | null | undefined
    email?: string | null | undefined
    website?: string | null | undefined
    languageCode?: string | null | undefined
    ibanAccount?: string | null | undefined
    bic?: string | null | undefined
    bankgiro?: string | null | undefined
    plusgiro?: string | null | undefined
  } | null | undefined
  contacts?: {
    primary?: {
      name?: string | null | undefined
      telephone?: string | null | undefined
      mobile?: string | null | undefined
      email?: string | null | undefined
    } | null | undefined
    technical?: {
      name?: string | null | undefined
      telephone?: string | null | undefined
      mobile?: string | null | undefined
      email?: string | null | undefined
    } | null | undefined
    accountant?: {
      name?: string | null | undefined
      telephone?: string | null | undefined
      mobile?: string | null | undefined
      email?: string | null | undefined
    } | null | undefined
  } | null | undefined
}

export interface GetClientsTokensAnswer {
  tokens: {
    tokenId: string
    name: string | null
    status: 'active' | 'renewed' | 'expired' | 'revoked' | (string & {})
    scopes: string[] | null
    addresses: string[] | null
    issuedAt: string
    expiresAt: string | null
    lastUsedAt: string | null
    revokedAt: string | null
  }[]
}

export interface PostClientsTokensAnswer {
  tokenId: string
  name: string
  /** shown once; only a hash of it is kept */
  apiAccessToken: string
  expiresAt: string
}

export interface PostClientsTokensBody {
  /** purpose of the token */
  name: string
  /** the permissions that it has; without them all that a client’s token can have */
  scopes?: string[] | null | undefined
  /** addresses and networks (CIDR) from which it is taken; without them any */
  addresses?: string[] | null | undefined
  /** when it ends; without it by TOKEN_LIFETIME_DAYS */
  expiresAt?: string | null | undefined
}

export interface GetApprovalsAnswer {
  approvalId: string
  state: 'WAITING' | 'APPROVED' | 'REFUSED' | 'OUTDATED' | 'EXPIRED' | (string & {})
  action: string
  subject: string
  clientIdentifier: number | null
  /** the effect of the act */
  preview: Record<string, unknown>
  askedBy: string
  askedAt: string
  expiresAt: string
  decidedBy: string | null
  decidedAt: string | null
  reason: string | null
}

export interface GetClientSettingsAnswer {
  /** 0 until a setting is made */
  version: number
  updatedAt: string | null
  service: {
    /** service of invoices: LIFECYCLE is published, the other values are Saatava extensions */
    type: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP' | (string & {})
  }
  language: 'fi' | 'sv' | 'en' | 'no' | 'da' | (string & {})
  logo: {
    mediaType: 'image/png' | 'image/jpeg' | (string & {})
    sha256: string
    /** GET /client/settings/logo returns the bytes */
    bytes: number
  } | null
  /** where invoices are to be paid, the one to be used first */
  bankAccounts: {
    iban?: string
    bic?: string
    bankgiro?: string
    plusgiro?: string
    /** only for invoices in this currency. ISO 4217 currency code. */
    currencyCode?: string
  }[]
  references: {
    prefix: string
    /** type of payment references that Saatava makes; default by country */
    kind: 'FI' | 'RF' | 'SE_OCR' | 'NO_KID' | 'DK_FIK' | (string & {})
    /** SE_OCR: a length digit before the check digit */
    ocrLengthDigit: boolean
    /** NO_KID: as agreed between the payee and its bank */
    kidModulus: 10 | 11
    /** DK_FIK: the card type */
    fikType: '71' | '75' | (string & {})
    fikCreditor: string | null
  }
  channels: {
    /** channels tried in this order, after the channel that an invoice asks for; each once */
    order: ('EINVOICE' | 'EMAIL' | 'PRINT' | (string & {}))[]
    fallback: boolean
    email: {
      /** one line of text: shown as the sender; default: the client’s name */
      fromName?: string
      /** where answers go; default: the client’s email */
      replyTo?: string
      /** one line of text: the subject; default: by language */
      subject?: string
      /** text above the details of the invoice; default: by language */
      message?: string
    }
    print: {
      class: 'ECONOMY' | 'PRIORITY' | (string & {})
      colour: boolean
      /** true: print on both sides */
      duplex: boolean
    }
    einvoice: {
      /** an OVT, an IBAN or scheme:value; default: made from the business id */
      address?: string
      /** OVT or BIC of the operator; default: the operator of this installation */
      intermediatorId?: string
      intermediatorName?: string
      sendingOpen: boolean
      receivingOpen: boolean
      /** true: the seller is approved for F-tax (SE) or registered in Foretaksregisteret (NO); its Peppol invoices state it */
      taxRegistered: boolean
    }
  }
  approval: {
    required: 'NEVER' | 'ALWAYS' | 'ABOVE' | (string & {})
    above: number | null
  }
  numbering: {
    /** an invoice without a number gets the next one */
    automatic: boolean
    /** number of the next invoice that is sent without a number; it can be raised, but not lowered */
    next: number
  }
  accounting: {
    /** "" for the default connection */
    companyIdentifier: string
    /** voucher type, by Netvisor’s abbreviations */
    documentType: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP' | (string & {})
    calculationMode: 'GROSS' | 'NET' | (string & {})
    receivableAccount: number | string
    /** account for the cents by which totals and rows differ */
    roundingAccount: number | string
    /** Saatava uses the first entry that fits; one entry must fit everything */
    sales: {
      /** if left out, the entry fits every rate */
      vatPercentage?: number
      accountNumber: number | string
      /** VAT code sent with the row; mappings.vatCodes of the connection translates it */
      vatCode?: string
      /** UNCL5305 */
      vatCategory?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | (string & {})
    }[]
    /** Saatava uses the first entry that fits; one entry must fit everything */
    vat: {
      /** if left out, the entry fits every rate */
      vatPercentage?: number
      accountNumber: number | string
      /** VAT code sent with the row; mappings.vatCodes of the connection translates it */
      vatCode?: string
    }[]
    settlement: {
      documentType: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP' | (string & {})
      /** where settlements are paid to */
      bankAccount: number | string
      /** account of money that the agency owes: the account of the payment method cash-in */
      clearingAccount: number | string
      /** account for capital of invoices that Saatava does not book; default: the receivable account */
      unbookedAccount: number | string
      /** account for late interest that debtors have paid */
      interestAccount: number | string
      /** account for costs that debtors have paid to the creditor */
      costsAccount: number | string
      /** account for commissions of the agency */
      commissionAccount: number | string
      /** account for VAT in commissions */
      inputVatAccount: number | string
      vatPercentage: number | null
      vatCode: string | null
    }
  }
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PutClientSettingsAnswer {
  /** 0 until a setting is made */
  version: number
  updatedAt: string | null
  service: {
    /** service of invoices: LIFECYCLE is published, the other values are Saatava extensions */
    type: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP' | (string & {})
  }
  language: 'fi' | 'sv' | 'en' | 'no' | 'da' | (string & {})
  logo: {
    mediaType: 'image/png' | 'image/jpeg' | (string & {})
    sha256: string
    /** GET /client/settings/logo returns the bytes */
    bytes: number
  } | null
  /** where invoices are to be paid, the one to be used first */
  bankAccounts: {
    iban?: string
    bic?: string
    bankgiro?: string
    plusgiro?: string
    /** only for invoices in this currency. ISO 4217 currency code. */
    currencyCode?: string
  }[]
  references: {
    prefix: string
    /** type of payment references that Saatava makes; default by country */
    kind: 'FI' | 'RF' | 'SE_OCR' | 'NO_KID' | 'DK_FIK' | (string & {})
    /** SE_OCR: a length digit before the check digit */
    ocrLengthDigit: boolean
    /** NO_KID: as agreed between the payee and its bank */
    kidModulus: 10 | 11
    /** DK_FIK: the card type */
    fikType: '71' | '75' | (string & {})
    fikCreditor: string | null
  }
  channels: {
    /** channels tried in this order, after the channel that an invoice asks for; each once */
    order: ('EINVOICE' | 'EMAIL' | 'PRINT' | (string & {}))[]
    fallback: boolean
    email: {
      /** one line of text: shown as the sender; default: the client’s name */
      fromName?: string
      /** where answers go; default: the client’s email */
      replyTo?: string
      /** one line of text: the subject; default: by language */
      subject?: string
      /** text above the details of the invoice; default: by language */
      message?: string
    }
    print: {
      class: 'ECONOMY' | 'PRIORITY' | (string & {})
      colour: boolean
      /** true: print on both sides */
      duplex: boolean
    }
    einvoice: {
      /** an OVT, an IBAN or scheme:value; default: made from the business id */
      address?: string
      /** OVT or BIC of the operator; default: the operator of this installation */
      intermediatorId?: string
      intermediatorName?: string
      sendingOpen: boolean
      receivingOpen: boolean
      /** true: the seller is approved for F-tax (SE) or registered in Foretaksregisteret (NO); its Peppol invoices state it */
      taxRegistered: boolean
    }
  }
  approval: {
    required: 'NEVER' | 'ALWAYS' | 'ABOVE' | (string & {})
    above: number | null
  }
  numbering: {
    /** an invoice without a number gets the next one */
    automatic: boolean
    /** number of the next invoice that is sent without a number; it can be raised, but not lowered */
    next: number
  }
  accounting: {
    /** "" for the default connection */
    companyIdentifier: string
    /** voucher type, by Netvisor’s abbreviations */
    documentType: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP' | (string & {})
    calculationMode: 'GROSS' | 'NET' | (string & {})
    receivableAccount: number | string
    /** account for the cents by which totals and rows differ */
    roundingAccount: number | string
    /** Saatava uses the first entry that fits; one entry must fit everything */
    sales: {
      /** if left out, the entry fits every rate */
      vatPercentage?: number
      accountNumber: number | string
      /** VAT code sent with the row; mappings.vatCodes of the connection translates it */
      vatCode?: string
      /** UNCL5305 */
      vatCategory?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | (string & {})
    }[]
    /** Saatava uses the first entry that fits; one entry must fit everything */
    vat: {
      /** if left out, the entry fits every rate */
      vatPercentage?: number
      accountNumber: number | string
      /** VAT code sent with the row; mappings.vatCodes of the connection translates it */
      vatCode?: string
    }[]
    settlement: {
      documentType: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP' | (string & {})
      /** where settlements are paid to */
      bankAccount: number | string
      /** account of money that the agency owes: the account of the payment method cash-in */
      clearingAccount: number | string
      /** account for capital of invoices that Saatava does not book; default: the receivable account */
      unbookedAccount: number | string
      /** account for late interest that debtors have paid */
      interestAccount: number | string
      /** account for costs that debtors have paid to the creditor */
      costsAccount: number | string
      /** account for commissions of the agency */
      commissionAccount: number | string
      /** account for VAT in commissions */
      inputVatAccount: number | string
      vatPercentage: number | null
      vatCode: string | null
    }
  }
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PutClientSettingsBody {
  /** version on which the change is based; 409 if there is a newer version */
  version?: number | null | undefined
  /** as answered; ignored */
  updatedAt?: string | null | undefined
  /** sections that return to their defaults (null means "not given", as everywhere) */
  reset?: ('service' | 'language' | 'logo' | 'bankAccounts' | 'references' | 'channels' | 'approval' | 'numbering' | 'accounting')[] | null | undefined
  service?: {
    /** service of invoices: LIFECYCLE is published, the other values are Saatava extensions */
    type?: 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP' | '' | null | undefined
  } | null | undefined
  /** language of documents and messages to receivers without a language */
  language?: 'fi' | 'sv' | 'en' | 'no' | 'da' | '' | null | undefined
  logo?: {
    /** a PNG or JPEG in base64; at most 512 KiB, 4 000 pixels a side */
    data?: string | null | undefined
    /** type as in the answer; only the bytes count */
    mediaType?: string | null | undefined
    /** hash of the stored logo, as in the answer */
    sha256?: string | null | undefined
    /** as answered */
    bytes?: number | null | undefined
  } | null | undefined
  /** where invoices are to be paid, the one to be used first */
  bankAccounts?: {
    iban?: string | null | undefined
    bic?: string | null | undefined
    bankgiro?: string | null | undefined
    plusgiro?: string | null | undefined
    /** only for invoices in this currency. ISO 4217 currency code. */
    currencyCode?: string | null | undefined
  }[] | null | undefined
  references?: {
    /** prefix given at onboarding; it cannot be changed */
    prefix?: string | null | undefined
    /** type of payment references that Saatava makes; default by country */
    kind?: 'FI' | 'RF' | 'SE_OCR' | 'NO_KID' | 'DK_FIK' | '' | null | undefined
    /** SE_OCR: a length digit before the check digit */
    ocrLengthDigit?: boolean | null | undefined
    /** NO_KID: as agreed between the payee and its bank */
    kidModulus?: 10 | 11 | undefined
    /** DK_FIK: the card type */
    fikType?: '71' | '75' | '' | null | undefined
    /** the creditor number, 8 digits */
    fikCreditor?: string | null | undefined
  } | null | undefined
  channels?: {
    /** channels tried in this order, after the channel that an invoice asks for; each once */
    order?: ('EINVOICE' | 'EMAIL' | 'PRINT')[] | null | undefined
    /** false: only the first channel is tried */
    fallback?: boolean | null | undefined
    email?: {
      /** one line of text: shown as the sender; default: the client’s name */
      fromName?: string | null | undefined
      /** where answers go; default: the client’s email */
      replyTo?: string | null | undefined
      /** one line of text: the subject; default: by language */
      subject?: string | null | undefined
      /** text above the details of the invoice; default: by language */
      message?: string | null | undefined
    } | null | undefined
    print?: {
      class?: 'ECONOMY' | 'PRIORITY' | '' | null | undefined
      colour?: boolean | null | undefined
      /** true: print on both sides */
      duplex?: boolean | null | undefined
    } | null | undefined
    einvoice?: {
      /** an OVT, an IBAN or scheme:value; default: made from the business id */
      address?: string | null | undefined
      /** OVT or BIC of the operator; default: the operator of this installation */
      intermediatorId?: string | null | undefined
      intermediatorName?: string | null | undefined
      sendingOpen?: boolean | null | undefined
      receivingOpen?: boolean | null | undefined
      /** true: the seller is approved for F-tax (SE) or registered in Foretaksregisteret (NO); its Peppol invoices state it */
      taxRegistered?: boolean | null | undefined
    } | null | undefined
  } | null | undefined
  approval?: {
    /** the invoices that wait for APPROVE */
    required?: 'NEVER' | 'ALWAYS' | 'ABOVE' | '' | null | undefined
    /** ABOVE: invoices with a total above this wait. An amount with at most two decimals. */
    above?: number | null | undefined
  } | null | undefined
  numbering?: {
    automatic?: boolean | null | undefined
    /** number of the next invoice that is sent without a number; it can be raised, but not lowered */
    next?: number | null | undefined
  } | null | undefined
  accounting?: {
    /** company of the connection for vouchers; default: the default connection */
    companyIdentifier?: string | null | undefined
    /** voucher type, by Netvisor’s abbreviations */
    documentType?: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP' | '' | null | undefined
    calculationMode?: 'GROSS' | 'NET' | '' | null | undefined
    receivableAccount?: number | string | null | undefined
    /** account for the cents by which totals and rows differ */
    roundingAccount?: number | string | null | undefined
    /** Saatava uses the first entry that fits; one entry must fit everything */
    sales?: {
      /** if left out, the entry fits every rate */
      vatPercentage?: number | null | undefined
      accountNumber: number | string
      /** VAT code sent with the row; mappings.vatCodes of the connection translates it */
      vatCode?: string | null | undefined
      /** UNCL5305 */
      vatCategory?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | '' | null | undefined
    }[] | null | undefined
    /** Saatava uses the first entry that fits; one entry must fit everything */
    vat?: {
      /** if left out, the entry fits every rate */
      vatPercentage?: number | null | undefined
      accountNumber: number | string
      /** VAT code sent with the row; mappings.vatCodes of the connection translates it */
      vatCode?: string | null | undefined
    }[] | null | undefined
    settlement?: {
      documentType?: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP' | '' | null | undefined
      /** where settlements are paid to */
      bankAccount?: number | string | null | undefined
      /** account of money that the agency owes: the account of the payment method cash-in */
      clearingAccount?: number | string | null | undefined
      /** account for capital of invoices that Saatava does not book; default: the receivable account */
      unbookedAccount?: number | string | null | undefined
      /** account for late interest that debtors have paid */
      interestAccount?: number | string | null | undefined
      /** account for costs that debtors have paid to the creditor */
      costsAccount?: number | string | null | undefined
      /** account for commissions of the agency */
      commissionAccount?: number | string | null | undefined
      /** account for VAT in commissions */
      inputVatAccount?: number | string | null | undefined
      /** VAT rate of commissions; default: the standard rate */
      vatPercentage?: number | null | undefined
      /** VAT code of commissions; mappings.vatCodes of the connection translates it */
      vatCode?: string | null | undefined
    } | null | undefined
  } | null | undefined
}

export interface PostInvoiceAnswer {
  message: string
  invoiceId: string
  invoiceNumber: number
  status: string
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostInvoiceBody {
  processing?: {
    paymentControlEnabled?: boolean | null | undefined
    /** true: the invoice waits as MANUAL for the action APPROVE */
    manualApprovalEnabled?: boolean | null | undefined
    /** true: its sales voucher is sent to accounting automatically */
    accountingInvoiceEnabled?: boolean | null | undefined
    showProductCodeEnabled?: boolean | null | undefined
    /** Saatava extension, true: the invoice stays a DRAFT until it is sent again without this field */
    draft?: boolean | null | undefined
  } | null | undefined
  distribution?: {
    /** EMAIL is published; the others are Saatava extensions */
    method?: 'EMAIL' | 'EINVOICE' | 'PRINT' | 'NONE' | '' | null | undefined
    enabled?: boolean | null | undefined
  } | null | undefined
  invoice: {
    header: {
      /** required unless numbering.automatic is set */
      number?: number | null | undefined
      /** default INVOICE */
      type?: 'INVOICE' | 'CREDIT_NOTE' | 'REMINDER' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING' | '' | null | undefined
      date: string
      /** default: date and terms.paymentTerms.netDays */
      dueDate?: string | null | undefined
      description?: string | null | undefined
      additionalInformation?: string | null | undefined
      /** default: the client’s. ISO 4217 currency code. */
      currencyCode?: string | null | undefined
      /** Saatava extension: the value of one unit of currencyCode in the seller’s national currency; VAT is stated in that currency too (VAT Directive art. 230) */
      exchangeRate?: number | null | undefined
      /** ISO 639-1 language code. */
      languageCode?: string | null | undefined
    }
    references?: {
      sales?: number | string | null | undefined
      buyer?: number | string | null | undefined
      agreement?: number | string | null | undefined
      /** payment reference; default: made from the client’s prefix */
      payment?: number | string | null | undefined
      orderNumber?: number | string | null | undefined
      orderDate?: string | null | undefined
      electronicPaymentCode?: number | string | null | undefined
      /** the invoice that a CREDIT_NOTE credits */
      creditedInvoiceNumber?: number | string | null | undefined
      /** Address of a website, with or without https://. */
      invoiceCopyUrl?: string | null | undefined
    } | null | undefined
    parties: {
      sellerParty?: {
        businessId?: string | null | undefined
        name?: string | null | undefined
        vatCode?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
        paymentDetails?: {
          iban?: string | null | undefined
          bic?: string | null | undefined
          bankgiro?: string | null | undefined
          postgiro?: string | null | undefined
        } | null | undefined
      } | null | undefined
      buyerParty: {
        /** BUSINESS is published; the others are Saatava extensions */
        entityType?: 'BUSINESS' | 'CONSUMER' | 'PUBLIC' | '' | null | undefined
        name: string
        customerAccountId?: number | string | null | undefined
        personalIdentityNumber?: string | null | undefined
        businessId?: string | null | undefined
        vatCode?: string | null | undefined
        /** OVT, IBAN, or scheme:value of a Peppol participant */
        electronicInvoiceAccount?: string | null | undefined
        /** the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 … */
        electronicRoutingAddress?: string | null | undefined
        glnNumber?: string | null | undefined
        /** ISO 639-1 language code. */
        languageCode?: string | null | undefined
        disableCollection?: boolean | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
      }
      invoiceRecipientParty?: {
        name?: string | null | undefined
        businessId?: string | null | undefined
        vatCode?: string | null | undefined
        /** OVT, IBAN, or scheme:value of a Peppol participant */
        electronicInvoiceAccount?: string | null | undefined
        /** the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 … */
        electronicRoutingAddress?: string | null | undefined
        glnNumber?: string | null | undefined
        email?: string | null | undefined
        /** ISO 639-1 language code. */
        languageCode?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
      } | null | undefined
      /** Saatava extension: the published field list of this object is not public */
      deliveryParty?: {
        name?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
      } | null | undefined
    }
    /** Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135) */
    delivery?: {
      /** the day of supply */
      date?: string | null | undefined
      period?: {
        /** first day */
        from?: string | null | undefined
        /** last day */
        to?: string | null | undefined
      } | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    terms?: {
      paymentTerms?: {
        netDays?: number | null | undefined
        text?: string | null | undefined
        cashDiscount?: {
          /** percent */
          percentage: number
          days: number
        } | null | undefined
      } | null | undefined
      interest?: {
        /** REFERENCE_RATE is published */
        type: 'REFERENCE_RATE' | 'FIXED' | 'NONE'
        /** percent a year */
        percentage?: number | null | undefined
      } | null | undefined
      collection?: {
        costs?: {
          /** An amount with at most two decimals. */
          creditorCostsAmount?: number | null | undefined
          /** An amount with at most two decimals. */
          collectionFeesAmount?: number | null | undefined
        } | null | undefined
        interest?: {
          type?: 'REFERENCE_RATE' | 'FIXED' | 'NONE' | '' | null | undefined
          /** percent a year */
          percentage?: number | null | undefined
          fromDate?: string | null | undefined
        } | null | undefined
        /** Saatava extension: reminders that the creditor sent; reminders after the due date count as reminders of the policy */
        reminders?: {
          /** when it was sent */
          date: string
          /** fee that the debtor was charged; part of creditorCostsAmount. An amount with at most two decimals. */
          feeAmount?: number | null | undefined
        }[] | null | undefined
        /** Saatava extension: the basis for sending demands to the debtor by email; see the action EMAIL */
        electronicDemands?: {
          basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE'
          since: string
        } | null | undefined
        /** Saatava extension: the claim is enforceable without a judgment, such as a charge of public law */
        directlyEnforceable?: boolean | null | undefined
      } | null | undefined
      factoring?: {
        enabled?: boolean | null | undefined
        agreementNumber?: string | null | undefined
        financierName?: string | null | undefined
        financierIban?: string | null | undefined
      } | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public. Optional: computed from rows. If given, it must agree with the rows within 0.01 per VAT rate; a total in SEK, NOK or DKK may be rounded to whole coins */
    amounts?: {
      /** An amount with at most two decimals. */
      netAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      vatAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      totalAmount?: number | null | undefined
      /** amount paid before the hand-over. An amount with at most two decimals. */
      paidAmount?: number | null | undefined
      vatBreakdown?: {
        /** for example 25.5 */
        vatPercentage: number
        /** UNCL5305 category */
        vatCode?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | '' | null | undefined
        /** An amount with at most two decimals. */
        netAmount: number
        /** An amount with at most two decimals. */
        vatAmount: number
      }[] | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    rows?: {
      rowNumber?: number | null | undefined
      productCode?: number | string | null | undefined
      name?: string | null | undefined
      description?: string | null | undefined
      /** default 1 where there is a unitPrice */
      quantity?: number | null | undefined
      unit?: string | null | undefined
      /** without VAT, major units */
      unitPrice?: number | null | undefined
      /** discount in percent of quantity × unitPrice */
      discountPercentage?: number | null | undefined
      /** for example 25.5; required on a row with amounts, even if it is 0 */
      vatPercentage?: number | null | undefined
      /** UNCL5305 category; default S, and Z where vatPercentage is 0 */
      vatCode?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | '' | null | undefined
      /** without VAT. An amount with at most two decimals. */
      netAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      vatAmount?: number | null | undefined
      /** amount with VAT; Saatava keeps the stated value. An amount with at most two decimals. */
      totalAmount?: number | null | undefined
      /** Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135) */
      delivery?: {
        /** the day of supply */
        date?: string | null | undefined
        period?: {
          /** first day */
          from?: string | null | undefined
          /** last day */
          to?: string | null | undefined
        } | null | undefined
      } | null | undefined
      accounting?: {
        accountNumber?: number | string | null | undefined
        costCenter?: string | null | undefined
        projectNumber?: string | null | undefined
      } | null | undefined
      definitions?: {
        name: string
        value: string
      }[] | null | undefined
    }[] | null | undefined
    /** Saatava extension: the published field list of this object is not public; payments received before the hand-over */
    payments?: {
      date: string
      /** An amount with at most two decimals. */
      amount: number
      reference?: number | string | null | undefined
    }[] | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    attachments?: {
      fileName: string
      mimeType?: 'application/pdf' | '' | null | undefined
      /** base64 of a PDF; within a body of 10 MiB that is at most about 7 MiB */
      data?: string | null | undefined
      /** https address of a PDF; fetched once, from public addresses only */
      url?: string | null | undefined
      /** true: this PDF is sent instead of Saatava’s PDF */
      useAsPrintout?: boolean | null | undefined
    }[] | null | undefined
    /** Saatava extension: stored and returned, but not used */
    extensions?: Record<string, string | number | boolean> | null | undefined
  }
}

export interface PostInvoicesBatchAnswer {
  /** number in the request; absent in a problem of the whole batch */
  line?: number
  /** 200: stored; otherwise the status of the problem */
  status: number
  invoiceId?: string
  invoiceNumber?: number
  invoiceStatus?: string
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
  /** problem of this line */
  type?: string
  title?: string
  detail?: string
  errors?: {
    pointer: string
    code: string
    message: string
  }[]
}

export interface PostInvoicesBatchBody {
  processing?: {
    paymentControlEnabled?: boolean | null | undefined
    /** true: the invoice waits as MANUAL for the action APPROVE */
    manualApprovalEnabled?: boolean | null | undefined
    /** true: its sales voucher is sent to accounting automatically */
    accountingInvoiceEnabled?: boolean | null | undefined
    showProductCodeEnabled?: boolean | null | undefined
    /** Saatava extension, true: the invoice stays a DRAFT until it is sent again without this field */
    draft?: boolean | null | undefined
  } | null | undefined
  distribution?: {
    /** EMAIL is published; the others are Saatava extensions */
    method?: 'EMAIL' | 'EINVOICE' | 'PRINT' | 'NONE' | '' | null | undefined
    enabled?: boolean | null | undefined
  } | null | undefined
  invoice: {
    header: {
      /** required unless numbering.automatic is set */
      number?: number | null | undefined
      /** default INVOICE */
      type?: 'INVOICE' | 'CREDIT_NOTE' | 'REMINDER' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING' | '' | null | undefined
      date: string
      /** default: date and terms.paymentTerms.netDays */
      dueDate?: string | null | undefined
      description?: string | null | undefined
      additionalInformation?: string | null | undefined
      /** default: the client’s. ISO 4217 currency code. */
      currencyCode?: string | null | undefined
      /** Saatava extension: the value of one unit of currencyCode in the seller’s national currency; VAT is stated in that currency too (VAT Directive art. 230) */
      exchangeRate?: number | null | undefined
      /** ISO 639-1 language code. */
      languageCode?: string | null | undefined
    }
    references?: {
      sales?: number | string | null | undefined
      buyer?: number | string | null | undefined
      agreement?: number | string | null | undefined
      /** payment reference; default: made from the client’s prefix */
      payment?: number | string | null | undefined
      orderNumber?: number | string | null | undefined
      orderDate?: string | null | undefined
      electronicPaymentCode?: number | string | null | undefined
      /** the invoice that a CREDIT_NOTE credits */
      creditedInvoiceNumber?: number | string | null | undefined
      /** Address of a website, with or without https://. */
      invoiceCopyUrl?: string | null | undefined
    } | null | undefined
    parties: {
      sellerParty?: {
        businessId?: string | null | undefined
        name?: string | null | undefined
        vatCode?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
        paymentDetails?: {
          iban?: string | null | undefined
          bic?: string | null | undefined
          bankgiro?: string | null | undefined
          postgiro?: string | null | undefined
        } | null | undefined
      } | null | undefined
      buyerParty: {
        /** BUSINESS is published; the others are Saatava extensions */
        entityType?: 'BUSINESS' | 'CONSUMER' | 'PUBLIC' | '' | null | undefined
        name: string
        customerAccountId?: number | string | null | undefined
        personalIdentityNumber?: string | null | undefined
        businessId?: string | null | undefined
        vatCode?: string | null | undefined
        /** OVT, IBAN, or scheme:value of a Peppol participant */
        electronicInvoiceAccount?: string | null | undefined
        /** the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 … */
        electronicRoutingAddress?: string | null | undefined
        glnNumber?: string | null | undefined
        /** ISO 639-1 language code. */
        languageCode?: string | null | undefined
        disableCollection?: boolean | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
      }
      invoiceRecipientParty?: {
        name?: string | null | undefined
        businessId?: string | null | undefined
        vatCode?: string | null | undefined
        /** OVT, IBAN, or scheme:value of a Peppol participant */
        electronicInvoiceAccount?: string | null | undefined
        /** the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 … */
        electronicRoutingAddress?: string | null | undefined
        glnNumber?: string | null | undefined
        email?: string | null | undefined
        /** ISO 639-1 language code. */
        languageCode?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
      } | null | undefined
      /** Saatava extension: the published field list of this object is not public */
      deliveryParty?: {
        name?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
      } | null | undefined
    }
    /** Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135) */
    delivery?: {
      /** the day of supply */
      date?: string | null | undefined
      period?: {
        /** first day */
        from?: string | null | undefined
        /** last day */
        to?: string | null | undefined
      } | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    terms?: {
      paymentTerms?: {
        netDays?: number | null | undefined
        text?: string | null | undefined
        cashDiscount?: {
          /** percent */
          percentage: number
          days: number
        } | null | undefined
      } | null | undefined
      interest?: {
        /** REFERENCE_RATE is published */
        type: 'REFERENCE_RATE' | 'FIXED' | 'NONE'
        /** percent a year */
        percentage?: number | null | undefined
      } | null | undefined
      collection?: {
        costs?: {
          /** An amount with at most two decimals. */
          creditorCostsAmount?: number | null | undefined
          /** An amount with at most two decimals. */
          collectionFeesAmount?: number | null | undefined
        } | null | undefined
        interest?: {
          type?: 'REFERENCE_RATE' | 'FIXED' | 'NONE' | '' | null | undefined
          /** percent a year */
          percentage?: number | null | undefined
          fromDate?: string | null | undefined
        } | null | undefined
        /** Saatava extension: reminders that the creditor sent; reminders after the due date count as reminders of the policy */
        reminders?: {
          /** when it was sent */
          date: string
          /** fee that the debtor was charged; part of creditorCostsAmount. An amount with at most two decimals. */
          feeAmount?: number | null | undefined
        }[] | null | undefined
        /** Saatava extension: the basis for sending demands to the debtor by email; see the action EMAIL */
        electronicDemands?: {
          basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE'
          since: string
        } | null | undefined
        /** Saatava extension: the claim is enforceable without a judgment, such as a charge of public law */
        directlyEnforceable?: boolean | null | undefined
      } | null | undefined
      factoring?: {
        enabled?: boolean | null | undefined
        agreementNumber?: string | null | undefined
        financierName?: string | null | undefined
        financierIban?: string | null | undefined
      } | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public. Optional: computed from rows. If given, it must agree with the rows within 0.01 per VAT rate; a total in SEK, NOK or DKK may be rounded to whole coins */
    amounts?: {
      /** An amount with at most two decimals. */
      netAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      vatAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      totalAmount?: number | null | undefined
      /** amount paid before the hand-over. An amount with at most two decimals. */
      paidAmount?: number | null | undefined
      vatBreakdown?: {
        /** for example 25.5 */
        vatPercentage: number
        /** UNCL5305 category */
        vatCode?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | '' | null | undefined
        /** An amount with at most two decimals. */
        netAmount: number
        /** An amount with at most two decimals. */
        vatAmount: number
      }[] | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    rows?: {
      rowNumber?: number | null | undefined
      productCode?: number | string | null | undefined
      name?: string | null | undefined
      description?: string | null | undefined
      /** default 1 where there is a unitPrice */
      quantity?: number | null | undefined
      unit?: string | null | undefined
      /** without VAT, major units */
      unitPrice?: number | null | undefined
      /** discount in percent of quantity × unitPrice */
      discountPercentage?: number | null | undefined
      /** for example 25.5; required on a row with amounts, even if it is 0 */
      vatPercentage?: number | null | undefined
      /** UNCL5305 category; default S, and Z where vatPercentage is 0 */
      vatCode?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | '' | null | undefined
      /** without VAT. An amount with at most two decimals. */
      netAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      vatAmount?: number | null | undefined
      /** amount with VAT; Saatava keeps the stated value. An amount with at most two decimals. */
      totalAmount?: number | null | undefined
      /** Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135) */
      delivery?: {
        /** the day of supply */
        date?: string | null | undefined
        period?: {
          /** first day */
          from?: string | null | undefined
          /** last day */
          to?: string | null | undefined
        } | null | undefined
      } | null | undefined
      accounting?: {
        accountNumber?: number | string | null | undefined
        costCenter?: string | null | undefined
        projectNumber?: string | null | undefined
      } | null | undefined
      definitions?: {
        name: string
        value: string
      }[] | null | undefined
    }[] | null | undefined
    /** Saatava extension: the published field list of this object is not public; payments received before the hand-over */
    payments?: {
      date: string
      /** An amount with at most two decimals. */
      amount: number
      reference?: number | string | null | undefined
    }[] | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    attachments?: {
      fileName: string
      mimeType?: 'application/pdf' | '' | null | undefined
      /** base64 of a PDF; within a body of 10 MiB that is at most about 7 MiB */
      data?: string | null | undefined
      /** https address of a PDF; fetched once, from public addresses only */
      url?: string | null | undefined
      /** true: this PDF is sent instead of Saatava’s PDF */
      useAsPrintout?: boolean | null | undefined
    }[] | null | undefined
    /** Saatava extension: stored and returned, but not used */
    extensions?: Record<string, string | number | boolean> | null | undefined
  }
}

export interface GetInvoiceAnswer {
  invoiceId: string
  invoiceNumber: number
  type: string
  status: string
  /** reason of ERROR, MANUAL or DUPLICATE */
  reasons: {
    code: string
    message: string
    pointer?: string
  }[]
  /** warnings of the evaluation; they do not stop the invoice */
  warnings: {
    code: string
    message: string
    pointer?: string
  }[]
  invoiceDate: string
  dueDate: string
  currency: string
  amounts: {
    netAmount: number
    vatAmount: number
    totalAmount: number
    /** amount paid before the hand-over, as in the request; payments holds later payments */
    paidAmount: number
    /** amount credited by credit notes */
    creditedAmount: number
  }
  paymentReference: string | null
  /** OVERPAID: the debtor paid too much, and the rest has not been returned. CREDITED, WITHDRAWN, WRITTEN_OFF, EXPIRED: the balance is 0 without full payment. NOT_CONTROLLED: Saatava does not follow payments of this invoice */
  paymentState: 'UNPAID' | 'PARTLY_PAID' | 'PAID' | 'OVERPAID' | 'CREDITED' | 'WITHDRAWN' | 'WRITTEN_OFF' | 'EXPIRED' | 'NOT_CONTROLLED' | (string & {})
  /** null: there is no case */
  case: {
    caseId: number
    /** OPEN, PAUSED, DISPUTED, PAYMENT_PLAN, SUSPENDED or CLOSED */
    status: string
    stage: string
    /** balance of today, interest and costs included; 0 if closed */
    openAmount: number
    closedAt: string | null
    /** PAID, CREDITED, WITHDRAWN, WRITTEN_OFF or EXPIRED */
    closingReason: string | null
  } | null
  /** payments since the hand-over, in the currency of the invoice */
  payments: {
    /** equals amounts.paidAmount */
    beforeHandOverAmount: number
    /** allocated amount of payments to the agency, interest and costs included */
    receivedAmount: number
    /** amount paid to the creditor directly, by DIRECTPAYMENT */
    directAmount: number
    /** amount that was allocated and later taken back; it does not count as paid */
    takenBackAmount: number
    /** overpaid amount that has not been returned */
    overpaidAmount: number
    /** capital and interest that were waived, written off or withdrawn */
    waivedAmount: number
    lastPaymentDate: string | null
  }
  submittedAt: string
  evaluatedAt: string | null
  deliveries: {
    deliveryId: string
    channel: string
    /** WAITING, PENDING, SENDING, UNKNOWN, SENT, DELIVERED, FAILED or DROPPED */
    state: string
    attempts: number
    sentAt: string | null
    deliveredAt: string | null
    nextAttemptAt: string | null
    failureCode: string | null
    failureReason: string | null
  }[]
}

export interface GetInvoicesAnswer {
  invoices: {
    invoiceId: string
    invoiceNumber: number
    type: string
    status: string
    invoiceDate: string
    dueDate: string
    currency: string
    amounts: {
      netAmount: number
      vatAmount: number
      totalAmount: number
      /** amount paid before the hand-over, as in the request; payments holds later payments */
      paidAmount: number
      /** amount credited by credit notes */
      creditedAmount: number
    }
    paymentReference: string | null
    /** OVERPAID: the debtor paid too much, and the rest has not been returned. CREDITED, WITHDRAWN, WRITTEN_OFF, EXPIRED: the balance is 0 without full payment. NOT_CONTROLLED: Saatava does not follow payments of this invoice */
    paymentState: 'UNPAID' | 'PARTLY_PAID' | 'PAID' | 'OVERPAID' | 'CREDITED' | 'WITHDRAWN' | 'WRITTEN_OFF' | 'EXPIRED' | 'NOT_CONTROLLED' | (string & {})
    /** null: there is no case */
    case: {
      caseId: number
      /** OPEN, PAUSED, DISPUTED, PAYMENT_PLAN, SUSPENDED or CLOSED */
      status: string
      stage: string
      /** balance of today, interest and costs included; 0 if closed */
      openAmount: number
      closedAt: string | null
      /** PAID, CREDITED, WITHDRAWN, WRITTEN_OFF or EXPIRED */
      closingReason: string | null
    } | null
    /** payments since the hand-over, in the currency of the invoice */
    payments: {
      /** equals amounts.paidAmount */
      beforeHandOverAmount: number
      /** allocated amount of payments to the agency, interest and costs included */
      receivedAmount: number
      /** amount paid to the creditor directly, by DIRECTPAYMENT */
      directAmount: number
      /** amount that was allocated and later taken back; it does not count as paid */
      takenBackAmount: number
      /** overpaid amount that has not been returned */
      overpaidAmount: number
      /** capital and interest that were waived, written off or withdrawn */
      waivedAmount: number
      lastPaymentDate: string | null
    }
    submittedAt: string
    buyerName: string
    /** the last change of the invoice, of its case or of what was paid on it */
    updatedAt: string
  }[]
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface GetCasesAnswer {
  cases: {
    /** null: an invoice that waits, without a case */
    caseId: number | null
    /** null: an invoice that waits, without a case */
    debtorId: string | null
    /** null: an invoice that waits, without a case */
    debtorName: string | null
    invoiceId: string
    invoiceNumber: number
    paymentReference: string | null
    status: 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED' | (string & {}) | null
    statusReason: string | null
    stage: 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED' | (string & {}) | null
    /** APPROVAL of legal steps, an OBJECTION of the debtor to be answered, an invoice that is MANUAL or DUPLICATE; null: nothing waits for the creditor */
    waitingFor: 'APPROVAL' | 'OBJECTION' | 'MANUAL' | 'DUPLICATE' | (string & {}) | null
    currency: string
    /** capital when the case was opened; of an invoice its total */
    capitalAmount: number
    /** balance of today, interest and costs included; 0 if closed, null without a case */
    openAmount: number | null
    invoiceDate: string
    /** due date of the invoice; filters and order go by it */
    dueDate: string
    /** due date of the case; the creditor may have moved it */
    caseDueDate: string | null
    /** the day of the next step */
    nextDate: string | null
    createdAt: string | null
    closedAt: string | null
    closingReason: string | null
    /** the last change of the case, or of what was paid on it */
    updatedAt: string
  }[]
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface GetDebtorsAnswer {
  debtors: {
    debtorId: string
    kind: 'PERSON' | 'BUSINESS' | (string & {})
    /** empty: the debtor was erased */
    name: string
    /** masked after the date of birth */
    nationalId: string | null
    businessCode: string | null
    customerNumbers: string[]
    contact: {
      /** null: there is none, or it is protected */
      address: {
        street?: string
        street2?: string
        street3?: string
        postalCode?: string
        postalDistrict?: string
        countryCode: string
      } | null
      email: string | null
      phone: string | null
      electronicDemands: {
        basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE' | (string & {})
        since: string
      } | null
    }
    marks: ('DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {}))[]
    openCases: number
    createdAt: string
    /** the last change of its contact data, ids or marks */
    updatedAt: string
  }[]
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface GetDebtorsByDebtorIdAnswer {
  debtorId: string
  kind: 'PERSON' | 'BUSINESS' | (string & {})
  /** empty: the debtor was erased */
  name: string
  /** masked after the date of birth */
  nationalId: string | null
  businessCode: string | null
  customerNumbers: string[]
  contact: {
    /** null: there is none, or it is protected */
    address: {
      street?: string
      street2?: string
      street3?: string
      postalCode?: string
      postalDistrict?: string
      countryCode: string
    } | null
    email: string | null
    phone: string | null
    electronicDemands: {
      basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE' | (string & {})
      since: string
    } | null
  }
  marks: ('DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {}))[]
  openCases: number
  createdAt: string
  /** the last change of its contact data, ids or marks */
  updatedAt: string
  balances: {
    currency: string
    /** sum of all open cases today, interest and costs included */
    openAmount: number
    openCases: number
  }[]
  /** the newest 1000 */
  cases: {
    caseId: number
    invoiceNumber: number
    status: 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED' | (string & {})
    statusReason: string | null
    stage: 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED' | (string & {})
    currency: string
    openAmount: number
    dueDate: string
    createdAt: string
    closedAt: string | null
    closingReason: string | null
  }[]
  /** the newest 1000 */
  letters: {
    letterId: string
    caseId: number
    kind: string
    createdAt: string
    /** address of the PDF */
    document: string
  }[]
  /** the newest 1000 changes */
  contactHistory: {
    field: 'ADDRESS' | 'EMAIL' | 'PHONE' | (string & {})
    /** null: it had none from then on, or the address is protected */
    value: Record<string, unknown> | null
    /** an invoice, an action on a case, or a request about the debtor */
    source: 'INVOICE' | 'ACTION' | 'REQUEST' | (string & {})
    changedBy: string
    changedAt: string
  }[]
  /** all marks that it has had, the newest first */
  markHistory: {
    mark: 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {})
    /** the day from which it holds */
    fromDay: string
    /** how it is known */
    source: string
    rule: string
    /** the act that the mark rests on */
    lawSource: string
    guardian: {
      name: string
      address?: {
        street?: string
        street2?: string
        street3?: string
        postalCode?: string
        postalDistrict?: string
        countryCode: string
      }
      email?: string
    } | null
    setBy: string
    setAt: string
    liftedBy: string | null
    /** null: the mark stands */
    liftedAt: string | null
  }[]
}

export interface PatchDebtorsAnswer {
  debtorId: string
  kind: 'PERSON' | 'BUSINESS' | (string & {})
  /** empty: the debtor was erased */
  name: string
  /** masked after the date of birth */
  nationalId: string | null
  businessCode: string | null
  customerNumbers: string[]
  contact: {
    /** null: there is none, or it is protected */
    address: {
      street?: string
      street2?: string
      street3?: string
      postalCode?: string
      postalDistrict?: string
      countryCode: string
    } | null
    email: string | null
    phone: string | null
    electronicDemands: {
      basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE' | (string & {})
      since: string
    } | null
  }
  marks: ('DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {}))[]
  openCases: number
  createdAt: string
  /** the last change of its contact data, ids or marks */
  updatedAt: string
  balances: {
    currency: string
    /** sum of all open cases today, interest and costs included */
    openAmount: number
    openCases: number
  }[]
  /** the newest 1000 */
  cases: {
    caseId: number
    invoiceNumber: number
    status: 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED' | (string & {})
    statusReason: string | null
    stage: 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED' | (string & {})
    currency: string
    openAmount: number
    dueDate: string
    createdAt: string
    closedAt: string | null
    closingReason: string | null
  }[]
  /** the newest 1000 */
  letters: {
    letterId: string
    caseId: number
    kind: string
    createdAt: string
    /** address of the PDF */
    document: string
  }[]
  /** the newest 1000 changes */
  contactHistory: {
    field: 'ADDRESS' | 'EMAIL' | 'PHONE' | (string & {})
    /** null: it had none from then on, or the address is protected */
    value: Record<string, unknown> | null
    /** an invoice, an action on a case, or a request about the debtor */
    source: 'INVOICE' | 'ACTION' | 'REQUEST' | (string & {})
    changedBy: string
    changedAt: string
  }[]
  /** all marks that it has had, the newest first */
  markHistory: {
    mark: 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {})
    /** the day from which it holds */
    fromDay: string
    /** how it is known */
    source: string
    rule: string
    /** the act that the mark rests on */
    lawSource: string
    guardian: {
      name: string
      address?: {
        street?: string
        street2?: string
        street3?: string
        postalCode?: string
        postalDistrict?: string
        countryCode: string
      }
      email?: string
    } | null
    setBy: string
    setAt: string
    liftedBy: string | null
    /** null: the mark stands */
    liftedAt: string | null
  }[]
}

export interface PatchDebtorsBody {
  address?: {
    street?: string | null | undefined
    street2?: string | null | undefined
    street3?: string | null | undefined
    /** checked by the rule of countryCode */
    postalCode?: string | null | undefined
    postalDistrict?: string | null | undefined
    /** ISO 3166-1 alpha-2 country code. */
    countryCode: string
  } | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  /** with email: the basis for sending demands to this address, where the law requires one */
  electronicDemands?: {
    basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE'
    /** the day of the consent, or the first day of the practice */
    since: string
  } | null | undefined
}

export interface PutDebtorsMarksAnswer {
  debtorId: string
  kind: 'PERSON' | 'BUSINESS' | (string & {})
  /** empty: the debtor was erased */
  name: string
  /** masked after the date of birth */
  nationalId: string | null
  businessCode: string | null
  customerNumbers: string[]
  contact: {
    /** null: there is none, or it is protected */
    address: {
      street?: string
      street2?: string
      street3?: string
      postalCode?: string
      postalDistrict?: string
      countryCode: string
    } | null
    email: string | null
    phone: string | null
    electronicDemands: {
      basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE' | (string & {})
      since: string
    } | null
  }
  marks: ('DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {}))[]
  openCases: number
  createdAt: string
  /** the last change of its contact data, ids or marks */
  updatedAt: string
  balances: {
    currency: string
    /** sum of all open cases today, interest and costs included */
    openAmount: number
    openCases: number
  }[]
  /** the newest 1000 */
  cases: {
    caseId: number
    invoiceNumber: number
    status: 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED' | (string & {})
    statusReason: string | null
    stage: 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED' | (string & {})
    currency: string
    openAmount: number
    dueDate: string
    createdAt: string
    closedAt: string | null
    closingReason: string | null
  }[]
  /** the newest 1000 */
  letters: {
    letterId: string
    caseId: number
    kind: string
    createdAt: string
    /** address of the PDF */
    document: string
  }[]
  /** the newest 1000 changes */
  contactHistory: {
    field: 'ADDRESS' | 'EMAIL' | 'PHONE' | (string & {})
    /** null: it had none from then on, or the address is protected */
    value: Record<string, unknown> | null
    /** an invoice, an action on a case, or a request about the debtor */
    source: 'INVOICE' | 'ACTION' | 'REQUEST' | (string & {})
    changedBy: string
    changedAt: string
  }[]
  /** all marks that it has had, the newest first */
  markHistory: {
    mark: 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {})
    /** the day from which it holds */
    fromDay: string
    /** how it is known */
    source: string
    rule: string
    /** the act that the mark rests on */
    lawSource: string
    guardian: {
      name: string
      address?: {
        street?: string
        street2?: string
        street3?: string
        postalCode?: string
        postalDistrict?: string
        countryCode: string
      }
      email?: string
    } | null
    setBy: string
    setAt: string
    liftedBy: string | null
    /** null: the mark stands */
    liftedAt: string | null
  }[]
}

export interface PutDebtorsMarksBody {
  /** the day from which it holds: of the death, of the decision */
  fromDay: string
  /** how it is known */
  source: string
  /** only with GUARDIAN: who receives the letters; without it no letter is sent */
  guardian?: {
    name: string
    address?: {
      street?: string | null | undefined
      street2?: string | null | undefined
      street3?: string | null | undefined
      /** checked by the rule of countryCode */
      postalCode?: string | null | undefined
      postalDistrict?: string | null | undefined
      /** ISO 3166-1 alpha-2 country code. */
      countryCode: string
    } | null | undefined
    email?: string | null | undefined
  } | null | undefined
}

export interface DeleteDebtorsMarksAnswer {
  debtorId: string
  kind: 'PERSON' | 'BUSINESS' | (string & {})
  /** empty: the debtor was erased */
  name: string
  /** masked after the date of birth */
  nationalId: string | null
  businessCode: string | null
  customerNumbers: string[]
  contact: {
    /** null: there is none, or it is protected */
    address: {
      street?: string
      street2?: string
      street3?: string
      postalCode?: string
      postalDistrict?: string
      countryCode: string
    } | null
    email: string | null
    phone: string | null
    electronicDemands: {
      basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE' | (string & {})
      since: string
    } | null
  }
  marks: ('DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {}))[]
  openCases: number
  createdAt: string
  /** the last change of its contact data, ids or marks */
  updatedAt: string
  balances: {
    currency: string
    /** sum of all open cases today, interest and costs included */
    openAmount: number
    openCases: number
  }[]
  /** the newest 1000 */
  cases: {
    caseId: number
    invoiceNumber: number
    status: 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED' | (string & {})
    statusReason: string | null
    stage: 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED' | (string & {})
    currency: string
    openAmount: number
    dueDate: string
    createdAt: string
    closedAt: string | null
    closingReason: string | null
  }[]
  /** the newest 1000 */
  letters: {
    letterId: string
    caseId: number
    kind: string
    createdAt: string
    /** address of the PDF */
    document: string
  }[]
  /** the newest 1000 changes */
  contactHistory: {
    field: 'ADDRESS' | 'EMAIL' | 'PHONE' | (string & {})
    /** null: it had none from then on, or the address is protected */
    value: Record<string, unknown> | null
    /** an invoice, an action on a case, or a request about the debtor */
    source: 'INVOICE' | 'ACTION' | 'REQUEST' | (string & {})
    changedBy: string
    changedAt: string
  }[]
  /** all marks that it has had, the newest first */
  markHistory: {
    mark: 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | (string & {})
    /** the day from which it holds */
    fromDay: string
    /** how it is known */
    source: string
    rule: string
    /** the act that the mark rests on */
    lawSource: string
    guardian: {
      name: string
      address?: {
        street?: string
        street2?: string
        street3?: string
        postalCode?: string
        postalDistrict?: string
        countryCode: string
      }
      email?: string
    } | null
    setBy: string
    setAt: string
    liftedBy: string | null
    /** null: the mark stands */
    liftedAt: string | null
  }[]
}

export interface PostInvoiceActionAnswer {
  /** only with Prefer: return=representation or Prefer: wait=SECONDS; in the order of the request */
  actions?: {
    actionId: string
    /** null for an invoice that waited for approval */
    caseId: number | null
    invoiceNumber: number | null
    code: string
    comment: string | null
    /** the value as sent */
    data: Record<string, unknown>
    state: 'PENDING' | 'PERFORMED' | 'REFUSED' | (string & {})
    submittedAt: string
    /** when it was performed or refused */
    performedAt: string | null
    effect?: Record<string, unknown>
    refusal?: {
      code: string
      /** rule of a law pack, of the client’s contract, or of the life of a case */
      ruleId: string
      /** where the rule stands */
      source: string
      message: string
    }
  }[]
}

export interface PostInvoiceActionBody {
  actions: {
    /** COMMENT to DIRECTPAYMENT are published; RESUME, ADDRESS, EMAIL and APPROVE are Saatava extensions. APPROVE approves a waiting invoice, or the legal steps of a case */
    code: 'COMMENT' | 'WITHDRAW' | 'DUEDATE' | 'PAYMENTPLAN' | 'OBJECTION' | 'PAUSE' | 'DIRECTPAYMENT' | 'RESUME' | 'ADDRESS' | 'EMAIL' | 'APPROVE'
    comment?: string | null | undefined
    data: {
      invoiceNumber?: number | null | undefined
      /** this or invoiceNumber; if both are given, they must name the same case */
      caseId?: number | null | undefined
      /** DUEDATE: the new due date of the case; the due date of the invoice does not change */
      dueDate?: string | null | undefined
      /** Saatava extension, PAYMENTPLAN: number of instalments; default: the most that the contract allows */
      instalments?: number | null | undefined
      /** Saatava extension, PAYMENTPLAN: when the first instalment is due */
      firstDueDate?: string | null | undefined
      /** Saatava extension, PAUSE: the case continues automatically on this day; default: when RESUME is sent */
      untilDate?: string | null | undefined
      /** DIRECTPAYMENT: the paid amount; Saatava extension, OBJECTION: the denied amount, default everything. An amount with at most two decimals. */
      amount?: number | null | undefined
      /** Saatava extension, OBJECTION. DENIED (default): the debtor gives a reason. ASKS_FOR_COURT: the debtor asks for a court instead of collection. BASIS_COMPLAINT: the debtor appeals against the basis of a directly enforceable claim. WITHOUT_RELEVANT_GROUND: a person found no relevant ground, so collection continues; comment gives the reason */
      objection?: 'DENIED' | 'BASIS_COMPLAINT' | 'ASKS_FOR_COURT' | 'WITHOUT_RELEVANT_GROUND' | '' | null | undefined
      /** Saatava extension, APPROVE: legal steps begin at once, because a right may be lost or for another weighty reason; comment gives the reason */
      rightMayBeLost?: boolean | null | undefined
      paymentMethod?: string | null | undefined
      /** DIRECTPAYMENT; default: the case’s. ISO 4217 currency code. */
      currency?: string | null | undefined
      /** DIRECTPAYMENT */
      paymentDate?: string | null | undefined
      reference?: string | null | undefined
      /** DIRECTPAYMENT: the balance that the creditor states after the payment; Saatava waives the rest of the balance. An amount with at most two decimals. */
      outstandingCapitalAmount?: number | null | undefined
      /** as outstandingCapitalAmount. An amount with at most two decimals. */
      outstandingInterestAmount?: number | null | undefined
      /** stated for comparison: it does not change the agency’s fees, and a difference makes a task. An amount with at most two decimals. */
      outstandingCostsAmount?: number | null | undefined
      address?: {
        street?: string | null | undefined
        street2?: string | null | undefined
        street3?: string | null | undefined
        /** checked by the rule of countryCode */
        postalCode?: string | null | undefined
        postalDistrict?: string | null | undefined
        /** default: as it was. ISO 3166-1 alpha-2 country code. */
        countryCode?: string | null | undefined
      } | null | undefined
      email?: string | null | undefined
      /** Saatava extension, EMAIL: the basis for sending demands to this address, where the law requires one; without it, demands are printed */
      electronicDemands?: {
        /** CONSENT, express and separate; AFTER_DUE, accepted since the claim fell due; PRACTICE, long used between businesses */
        basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE'
        /** the day of the consent, or the first day of the practice */
        since: string
      } | null | undefined
    }
  }[]
}

export interface GetInvoiceActionsAnswer {
  actions: {
    actionId: string
    /** null for an invoice that waited for approval */
    caseId: number | null
    invoiceNumber: number | null
    code: string
    comment: string | null
    /** the value as sent */
    data: Record<string, unknown>
    state: 'PENDING' | 'PERFORMED' | 'REFUSED' | (string & {})
    submittedAt: string
    /** when it was performed or refused */
    performedAt: string | null
    effect?: Record<string, unknown>
    refusal?: {
      code: string
      /** rule of a law pack, of the client’s contract, or of the life of a case */
      ruleId: string
      /** where the rule stands */
      source: string
      message: string
    }
  }[]
}

export interface GetInvoiceActionAnswer {
  actionId: string
  /** null for an invoice that waited for approval */
  caseId: number | null
  invoiceNumber: number | null
  code: string
  comment: string | null
  /** the value as sent */
  data: Record<string, unknown>
  state: 'PENDING' | 'PERFORMED' | 'REFUSED' | (string & {})
  submittedAt: string
  /** when it was performed or refused */
  performedAt: string | null
  effect?: Record<string, unknown>
  refusal?: {
    code: string
    /** rule of a law pack, of the client’s contract, or of the life of a case */
    ruleId: string
    /** where the rule stands */
    source: string
    message: string
  }
}

export interface PostInvoiceActionPreviewAnswer {
  actions: {
    code: string
    caseId: number | null
    invoiceNumber: number | null
    outcome: 'performed' | 'refused' | (string & {})
    effect?: Record<string, unknown>
    refusal?: {
      code: string
      /** rule of a law pack, of the client’s contract, or of the life of a case */
      ruleId: string
      /** where the rule stands */
      source: string
      message: string
    }
  }[]
}

export interface PostInvoiceActionPreviewBody {
  actions: {
    /** COMMENT to DIRECTPAYMENT are published; RESUME, ADDRESS, EMAIL and APPROVE are Saatava extensions. APPROVE approves a waiting invoice, or the legal steps of a case */
    code: 'COMMENT' | 'WITHDRAW' | 'DUEDATE' | 'PAYMENTPLAN' | 'OBJECTION' | 'PAUSE' | 'DIRECTPAYMENT' | 'RESUME' | 'ADDRESS' | 'EMAIL' | 'APPROVE'
    comment?: string | null | undefined
    data: {
      invoiceNumber?: number | null | undefined
      /** this or invoiceNumber; if both are given, they must name the same case */
      caseId?: number | null | undefined
      /** DUEDATE: the new due date of the case; the due date of the invoice does not change */
      dueDate?: string | null | undefined
      /** Saatava extension, PAYMENTPLAN: number of instalments; default: the most that the contract allows */
      instalments?: number | null | undefined
      /** Saatava extension, PAYMENTPLAN: when the first instalment is due */
      firstDueDate?: string | null | undefined
      /** Saatava extension, PAUSE: the case continues automatically on this day; default: when RESUME is sent */
      untilDate?: string | null | undefined
      /** DIRECTPAYMENT: the paid amount; Saatava extension, OBJECTION: the denied amount, default everything. An amount with at most two decimals. */
      amount?: number | null | undefined
      /** Saatava extension, OBJECTION. DENIED (default): the debtor gives a reason. ASKS_FOR_COURT: the debtor asks for a court instead of collection. BASIS_COMPLAINT: the debtor appeals against the basis of a directly enforceable claim. WITHOUT_RELEVANT_GROUND: a person found no relevant ground, so collection continues; comment gives the reason */
      objection?: 'DENIED' | 'BASIS_COMPLAINT' | 'ASKS_FOR_COURT' | 'WITHOUT_RELEVANT_GROUND' | '' | null | undefined
      /** Saatava extension, APPROVE: legal steps begin at once, because a right may be lost or for another weighty reason; comment gives the reason */
      rightMayBeLost?: boolean | null | undefined
      paymentMethod?: string | null | undefined
      /** DIRECTPAYMENT; default: the case’s. ISO 4217 currency code. */
      currency?: string | null | undefined
      /** DIRECTPAYMENT */
      paymentDate?: string | null | undefined
      reference?: string | null | undefined
      /** DIRECTPAYMENT: the balance that the creditor states after the payment; Saatava waives the rest of the balance. An amount with at most two decimals. */
      outstandingCapitalAmount?: number | null | undefined
      /** as outstandingCapitalAmount. An amount with at most two decimals. */
      outstandingInterestAmount?: number | null | undefined
      /** stated for comparison: it does not change the agency’s fees, and a difference makes a task. An amount with at most two decimals. */
      outstandingCostsAmount?: number | null | undefined
      address?: {
        street?: string | null | undefined
        street2?: string | null | undefined
        street3?: string | null | undefined
        /** checked by the rule of countryCode */
        postalCode?: string | null | undefined
        postalDistrict?: string | null | undefined
        /** default: as it was. ISO 3166-1 alpha-2 country code. */
        countryCode?: string | null | undefined
      } | null | undefined
      email?: string | null | undefined
      /** Saatava extension, EMAIL: the basis for sending demands to this address, where the law requires one; without it, demands are printed */
      electronicDemands?: {
        /** CONSENT, express and separate; AFTER_DUE, accepted since the claim fell due; PRACTICE, long used between businesses */
        basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE'
        /** the day of the consent, or the first day of the practice */
        since: string
      } | null | undefined
    }
  }[]
}

export interface GetInvoiceCaseAnswer {
  case: {
    summary: {
      caseId: number
      /** OPEN, PAUSED, DISPUTED, PAYMENT_PLAN, SUSPENDED or CLOSED */
      status: string
      statusReason: string | null
      /** INVOICED, OVERDUE, REMINDER, DEMAND, LEGAL, ENFORCEMENT, SURVEILLANCE or CLOSED */
      stage: string
      createdAt: string
      closedAt: string | null
      closingReason: string | null
      /** from the day it was opened to today, or to the day it was closed */
      activeDays: number
      creditor: string
      currency: string
      agency: string
    }
    balance: {
      capitalAmount: number
      /** interest until asOf, by the law; see interest */
      interestAmount: number
      /** creditorCostsAmount and feesAmount */
      costsAmount: number
      totalAmount: number
      /** earlier costs of the creditor */
      creditorCostsAmount: number
      /** fees that the agency charges the debtor */
      feesAmount: number
      originalCapitalAmount: number
      disputedAmount: number | null
      /** civil date in the creditor’s country: today, or the requested day */
      asOf: string
    }
    /** payments in order; a reversed payment shows the date */
    payments: {
      paymentId: string
      /** id of the allocation, as in GET /settlements */
      allocationId: number
      /** BANK, or DIRECT: the creditor received it */
      kind: string
      /** part of the payment that pays this case */
      amount: number
      currency: string
      bookingDate: string
      /** last day of interest on the paid capital */
      paymentDate: string
      payerName: string | null
      reference: string | null
      allocation: {
        capitalAmount: number
        interestAmount: number
        costsAmount: number
      }
      /** the rule of the allocation, and the claim before and after */
      explanation: {
        order: string[]
        /** true: the contract sets the order */
        agreed: boolean
        rule: string
        validFrom: string
        source: string
        status: string
        /** how the case was found: REFERENCE, REFERENCE_IN_TEXT, NUMBER_AND_AMOUNT, PERSON, CREDITOR */
        matchedBy: string
        onDate: string
        before: {
          capital: number
          interest: number
          costs: number
          fees: number
        }
        paid: {
          capital: number
          interest: number
          costs: number
          fees: number
        }
        after: {
          capital: number
          interest: number
          costs: number
          fees: number
        }
      }
      reversedAt: string | null
      settlementId: number | null
    }[]
    events: {
      eventId: string
      at: string
      kind: string
      data: Record<string, unknown>
      /** address of the letter that the event names, as PDF */
      document?: string
    }[]
    timeline: {
      date: string
      kind: string
      /** for people */
      text: string
      /** true: planned; it happens if nothing changes before */
      planned: boolean
    }[]
    next: {
      /** a step of the policy, OVERDUE, RESUME, PLAN_CHECK, or CREDITOR_APPROVAL: legal steps wait for APPROVE */
      action: string
      /** date of the step; for CREDITOR_APPROVAL, the next reminder to the creditor */
      date: string
    } | null
    /** charged amount; its unpaid part is in balance */
    costs: {
      date: string
      kind: string
      /** below zero: taken back */
      amount: number
      rule: string | null
      source: string | null
      status: string | null
      description: string
    }[]
    /** all accrued interest, paid interest included; for a closed case, as last posted */
    interest: {
      from: string
      to: string
      days: number
      capitalAmount: number
      /** percent a year */
      rate: number
      /** percent a year; rate is this and margin */
      referenceRate?: number
      /** percent a year */
      margin?: number
      /** major units; the sum of the periods is rounded once */
      unrounded: string
      rule: string | null
      source: string | null
      /** status of the rules of the rate: verified or unverified */
      status: string
      /** all rules of the interest: rate, first day, count of days, rounding */
      rules: {
        rule: string
        /** first day of this version of the rule */
        validFrom: string
        source: string
        /** verified or unverified */
        status: string
        /** true: no rule is valid on the day, so the last known rule is used */
        carriedOn?: boolean
      }[]
      note?: string
    }[]
    /** the claim as a statement of all its changes; each column adds up to balance */
    movements: {
      date: string
      /** CASE_OPENED, FEE_CHARGED, INTEREST_ACCRUED, PAYMENT_ALLOCATED, WAIVED … */
      kind: string
      description: string
      capitalAmount: number
      interestAmount: number
      costsAmount: number
      rule: string | null
      source: string | null
      basis: string | null
      transactionId: string | null
    }[]
    limitation: {
      /** from this day on it is not collected any more; letters and payments put it off */
      expiresOn: string
    } & {
      rule: string
      /** first day of this version of the rule */
      validFrom: string
      source: string
      /** verified or unverified */
      status: string
      /** true: no rule is valid on the day, so the last known rule is used */
      carriedOn?: boolean
    } | null
    allowedActions: string[]
    paymentPlan: {
      planId: string
      /** OFFERED until the first payment, then ACTIVE; COMPLETED, BROKEN or CANCELLED */
      state: string
      feeAmount: number
      rule: string | null
      createdAt: string
      instalments: {
        number: number
        dueDate: string
        amount: number
        paidAmount: number
      }[]
    } | null
    debtor: Record<string, unknown>
    invoice: Record<string, unknown>
  }
}

export interface GetInvoiceCaseLettersAnswer {
  letters: {
    letterId: string
    /** REMINDER, DEMAND, PLAN_OFFER, PLAN_BROKEN, DUE_DATE_CHANGED, OBJECTION_RECEIVED, PAID, PAYEE_CHANGED */
    kind: string
    /** the date on the letter */
    date: string
    /** channel of the letter; of several, the one with the furthest state */
    channel: string | null
    /** state of that delivery: WAITING, PENDING, SENDING, UNKNOWN, SENT, DELIVERED, FAILED or DROPPED */
    state: string | null
    /** amount to pay; for an offered plan its first instalment, and 0 if nothing is to be paid */
    amount: number
    currency: string
    dueDate: string
    createdAt: string
    /** address of the PDF */
    document: string
    /** all planned deliveries, in order */
    deliveries: {
      channel: string
      state: string
      sentAt: string | null
      deliveredAt: string | null
      failureReason: string | null
    }[]
  }[]
}

export interface PostInvoicePreviewAnswer {
  /** the stored invoice with this number: none, the same, or other content that would be replaced */
  stored: 'NOTHING' | 'SAME' | 'REPLACED' | (string & {})
  invoiceNumber: number | null
  type: string
  status: 'ACCEPTED' | 'MANUAL' | 'DUPLICATE' | 'ERROR' | 'DRAFT' | (string & {})
  reasons: {
    code: string
    message: string
    pointer?: string
  }[]
  deliveries: {
    channel: string
    /** deliveries with rank 0 are sent at once; the next rank is sent when all before it have failed */
    rank: number
  }[]
  paymentReference: string | null
  amounts: {
    netAmount: number
    vatAmount: number
    totalAmount: number
    paidAmount: number
    payableAmount: number
    currency: string
  }
  case: Record<string, unknown> | null
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostInvoicePreviewBody {
  processing?: {
    paymentControlEnabled?: boolean | null | undefined
    /** true: the invoice waits as MANUAL for the action APPROVE */
    manualApprovalEnabled?: boolean | null | undefined
    /** true: its sales voucher is sent to accounting automatically */
    accountingInvoiceEnabled?: boolean | null | undefined
    showProductCodeEnabled?: boolean | null | undefined
    /** Saatava extension, true: the invoice stays a DRAFT until it is sent again without this field */
    draft?: boolean | null | undefined
  } | null | undefined
  distribution?: {
    /** EMAIL is published; the others are Saatava extensions */
    method?: 'EMAIL' | 'EINVOICE' | 'PRINT' | 'NONE' | '' | null | undefined
    enabled?: boolean | null | undefined
  } | null | undefined
  invoice: {
    header: {
      /** required unless numbering.automatic is set */
      number?: number | null | undefined
      /** default INVOICE */
      type?: 'INVOICE' | 'CREDIT_NOTE' | 'REMINDER' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING' | '' | null | undefined
      date: string
      /** default: date and terms.paymentTerms.netDays */
      dueDate?: string | null | undefined
      description?: string | null | undefined
      additionalInformation?: string | null | undefined
      /** default: the client’s. ISO 4217 currency code. */
      currencyCode?: string | null | undefined
      /** Saatava extension: the value of one unit of currencyCode in the seller’s national currency; VAT is stated in that currency too (VAT Directive art. 230) */
      exchangeRate?: number | null | undefined
      /** ISO 639-1 language code. */
      languageCode?: string | null | undefined
    }
    references?: {
      sales?: number | string | null | undefined
      buyer?: number | string | null | undefined
      agreement?: number | string | null | undefined
      /** payment reference; default: made from the client’s prefix */
      payment?: number | string | null | undefined
      orderNumber?: number | string | null | undefined
      orderDate?: string | null | undefined
      electronicPaymentCode?: number | string | null | undefined
      /** the invoice that a CREDIT_NOTE credits */
      creditedInvoiceNumber?: number | string | null | undefined
      /** Address of a website, with or without https://. */
      invoiceCopyUrl?: string | null | undefined
    } | null | undefined
    parties: {
      sellerParty?: {
        businessId?: string | null | undefined
        name?: string | null | undefined
        vatCode?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
        paymentDetails?: {
          iban?: string | null | undefined
          bic?: string | null | undefined
          bankgiro?: string | null | undefined
          postgiro?: string | null | undefined
        } | null | undefined
      } | null | undefined
      buyerParty: {
        /** BUSINESS is published; the others are Saatava extensions */
        entityType?: 'BUSINESS' | 'CONSUMER' | 'PUBLIC' | '' | null | undefined
        name: string
        customerAccountId?: number | string | null | undefined
        personalIdentityNumber?: string | null | undefined
        businessId?: string | null | undefined
        vatCode?: string | null | undefined
        /** OVT, IBAN, or scheme:value of a Peppol participant */
        electronicInvoiceAccount?: string | null | undefined
        /** the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 … */
        electronicRoutingAddress?: string | null | undefined
        glnNumber?: string | null | undefined
        /** ISO 639-1 language code. */
        languageCode?: string | null | undefined
        disableCollection?: boolean | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
      }
      invoiceRecipientParty?: {
        name?: string | null | undefined
        businessId?: string | null | undefined
        vatCode?: string | null | undefined
        /** OVT, IBAN, or scheme:value of a Peppol participant */
        electronicInvoiceAccount?: string | null | undefined
        /** the operator’s or bank’s code as the registry lists it, 2 to 35 characters: OVT, BIC, GLN, E204503 … */
        electronicRoutingAddress?: string | null | undefined
        glnNumber?: string | null | undefined
        email?: string | null | undefined
        /** ISO 639-1 language code. */
        languageCode?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
      } | null | undefined
      /** Saatava extension: the published field list of this object is not public */
      deliveryParty?: {
        name?: string | null | undefined
        address?: {
          street?: string | null | undefined
          street2?: string | null | undefined
          street3?: string | null | undefined
          /** checked by the rule of countryCode */
          postalCode?: string | null | undefined
          postalDistrict?: string | null | undefined
          /** ISO 3166-1 alpha-2 country code. */
          countryCode?: string | null | undefined
          countryName?: string | null | undefined
        } | null | undefined
        contact?: {
          contactPerson?: {
            name?: string | null | undefined
            email?: string | null | undefined
          } | null | undefined
          email?: string | null | undefined
          phone?: string | null | undefined
        } | null | undefined
      } | null | undefined
    }
    /** Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135) */
    delivery?: {
      /** the day of supply */
      date?: string | null | undefined
      period?: {
        /** first day */
        from?: string | null | undefined
        /** last day */
        to?: string | null | undefined
      } | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    terms?: {
      paymentTerms?: {
        netDays?: number | null | undefined
        text?: string | null | undefined
        cashDiscount?: {
          /** percent */
          percentage: number
          days: number
        } | null | undefined
      } | null | undefined
      interest?: {
        /** REFERENCE_RATE is published */
        type: 'REFERENCE_RATE' | 'FIXED' | 'NONE'
        /** percent a year */
        percentage?: number | null | undefined
      } | null | undefined
      collection?: {
        costs?: {
          /** An amount with at most two decimals. */
          creditorCostsAmount?: number | null | undefined
          /** An amount with at most two decimals. */
          collectionFeesAmount?: number | null | undefined
        } | null | undefined
        interest?: {
          type?: 'REFERENCE_RATE' | 'FIXED' | 'NONE' | '' | null | undefined
          /** percent a year */
          percentage?: number | null | undefined
          fromDate?: string | null | undefined
        } | null | undefined
        /** Saatava extension: reminders that the creditor sent; reminders after the due date count as reminders of the policy */
        reminders?: {
          /** when it was sent */
          date: string
          /** fee that the debtor was charged; part of creditorCostsAmount. An amount with at most two decimals. */
          feeAmount?: number | null | undefined
        }[] | null | undefined
        /** Saatava extension: the basis for sending demands to the debtor by email; see the action EMAIL */
        electronicDemands?: {
          basis: 'CONSENT' | 'AFTER_DUE' | 'PRACTICE'
          since: string
        } | null | undefined
        /** Saatava extension: the claim is enforceable without a judgment, such as a charge of public law */
        directlyEnforceable?: boolean | null | undefined
      } | null | undefined
      factoring?: {
        enabled?: boolean | null | undefined
        agreementNumber?: string | null | undefined
        financierName?: string | null | undefined
        financierIban?: string | null | undefined
      } | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public. Optional: computed from rows. If given, it must agree with the rows within 0.01 per VAT rate; a total in SEK, NOK or DKK may be rounded to whole coins */
    amounts?: {
      /** An amount with at most two decimals. */
      netAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      vatAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      totalAmount?: number | null | undefined
      /** amount paid before the hand-over. An amount with at most two decimals. */
      paidAmount?: number | null | undefined
      vatBreakdown?: {
        /** for example 25.5 */
        vatPercentage: number
        /** UNCL5305 category */
        vatCode?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | '' | null | undefined
        /** An amount with at most two decimals. */
        netAmount: number
        /** An amount with at most two decimals. */
        vatAmount: number
      }[] | null | undefined
    } | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    rows?: {
      rowNumber?: number | null | undefined
      productCode?: number | string | null | undefined
      name?: string | null | undefined
      description?: string | null | undefined
      /** default 1 where there is a unitPrice */
      quantity?: number | null | undefined
      unit?: string | null | undefined
      /** without VAT, major units */
      unitPrice?: number | null | undefined
      /** discount in percent of quantity × unitPrice */
      discountPercentage?: number | null | undefined
      /** for example 25.5; required on a row with amounts, even if it is 0 */
      vatPercentage?: number | null | undefined
      /** UNCL5305 category; default S, and Z where vatPercentage is 0 */
      vatCode?: 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K' | '' | null | undefined
      /** without VAT. An amount with at most two decimals. */
      netAmount?: number | null | undefined
      /** An amount with at most two decimals. */
      vatAmount?: number | null | undefined
      /** amount with VAT; Saatava keeps the stated value. An amount with at most two decimals. */
      totalAmount?: number | null | undefined
      /** Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135) */
      delivery?: {
        /** the day of supply */
        date?: string | null | undefined
        period?: {
          /** first day */
          from?: string | null | undefined
          /** last day */
          to?: string | null | undefined
        } | null | undefined
      } | null | undefined
      accounting?: {
        accountNumber?: number | string | null | undefined
        costCenter?: string | null | undefined
        projectNumber?: string | null | undefined
      } | null | undefined
      definitions?: {
        name: string
        value: string
      }[] | null | undefined
    }[] | null | undefined
    /** Saatava extension: the published field list of this object is not public; payments received before the hand-over */
    payments?: {
      date: string
      /** An amount with at most two decimals. */
      amount: number
      reference?: number | string | null | undefined
    }[] | null | undefined
    /** Saatava extension: the published field list of this object is not public */
    attachments?: {
      fileName: string
      mimeType?: 'application/pdf' | '' | null | undefined
      /** base64 of a PDF; within a body of 10 MiB that is at most about 7 MiB */
      data?: string | null | undefined
      /** https address of a PDF; fetched once, from public addresses only */
      url?: string | null | undefined
      /** true: this PDF is sent instead of Saatava’s PDF */
      useAsPrintout?: boolean | null | undefined
    }[] | null | undefined
    /** Saatava extension: stored and returned, but not used */
    extensions?: Record<string, string | number | boolean> | null | undefined
  }
}

export interface GetQuestionsAnswer {
  questions: {
    questionId: string
    state: 'OPEN' | 'ANSWERED' | 'WITHDRAWN' | (string & {})
    /** the case that it is about; null: it is about money */
    caseId: number | null
    /** money that no case could be found for, and that may be for one of yours; null: it is about a case */
    payment: {
      amount: number
      currency: string
      paymentDate: string
      payerName: string | null
      /** the payer’s text or reference */
      text: string | null
    } | null
    /** empty: the debtor was erased */
    question: string
    askedAt: string
    answer: string | null
    answeredAt: string | null
    /** when the agency needed no answer any more */
    withdrawnAt: string | null
  }[]
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostQuestionsAnswerAnswer {
  questionId: string
  state: 'OPEN' | 'ANSWERED' | 'WITHDRAWN' | (string & {})
  /** the case that it is about; null: it is about money */
  caseId: number | null
  /** money that no case could be found for, and that may be for one of yours; null: it is about a case */
  payment: {
    amount: number
    currency: string
    paymentDate: string
    payerName: string | null
    /** the payer’s text or reference */
    text: string | null
  } | null
  /** empty: the debtor was erased */
  question: string
  askedAt: string
  answer: string | null
  answeredAt: string | null
  /** when the agency needed no answer any more */
  withdrawnAt: string | null
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostQuestionsAnswerBody {
  /** the answer, in your words; the agency reads it */
  answer: string
}

export interface GetInvoiceDistributionAnswer {
  metaData: {
    totalCount: number
    successfulCount: number
    failedCount: number
    filtersApplied: {
      invoiceNumber: number | null
      /** a date */
      fromInvDate: string | null
      /** a date */
      toInvDate: string | null
      /** as asked */
      fetchType: string | null
      defaultLast30Days: boolean
    }
  }
  distributions: {
    invoiceNumber: number
    /** Saatava extension */
    invoiceType: string
    invoiceDate: string
    /** the invoice’s status */
    status: string
    /** Saatava extension: PENDING, SENT, DELIVERED, FAILED or NONE (Saatava did not send it) */
    distributionStatus: string
    /** EMAIL, EINVOICE or PRINT: the channel of the delivery */
    method: string | null
    /** an instant */
    sentAt: string | null
    /** an instant */
    deliveredAt: string | null
    /** null without payment control */
    paymentControlStatus: string | null
    caseId: number | null
    /** reason why it is not being sent, or could not be delivered */
    failureReason: string | null
    /** Saatava extension */
    updatedAt: string
  }[]
}

export interface GetInvoiceDistributionV2Answer {
  distributions: {
    invoiceNumber: number
    /** Saatava extension */
    invoiceType: string
    invoiceDate: string
    /** the invoice’s status */
    status: string
    /** Saatava extension: PENDING, SENT, DELIVERED, FAILED or NONE (Saatava did not send it) */
    distributionStatus: string
    /** EMAIL, EINVOICE or PRINT: the channel of the delivery */
    method: string | null
    /** an instant */
    sentAt: string | null
    /** an instant */
    deliveredAt: string | null
    /** null without payment control */
    paymentControlStatus: string | null
    caseId: number | null
    /** reason why it is not being sent, or could not be delivered */
    failureReason: string | null
    /** Saatava extension */
    updatedAt: string
  }[]
  /** Saatava extension, false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export interface GetPartnerDistributionsAnswer {
  distributions: {
    clientIdentifier: number
    invoiceNumber: number
    /** Saatava extension */
    invoiceType: string
    invoiceDate: string
    /** the invoice’s status */
    status: string
    /** Saatava extension: PENDING, SENT, DELIVERED, FAILED or NONE (Saatava did not send it) */
    distributionStatus: string
    /** EMAIL, EINVOICE or PRINT: the channel of the delivery */
    method: string | null
    /** an instant */
    sentAt: string | null
    /** an instant */
    deliveredAt: string | null
    /** null without payment control */
    paymentControlStatus: string | null
    caseId: number | null
    /** reason why it is not being sent, or could not be delivered */
    failureReason: string | null
    /** Saatava extension */
    updatedAt: string
  }[]
  /** Saatava extension, false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export type GetPaymentsAnswer = {
  caseId: number
  invoiceNumber: string
  /** reference of the invoice; "" if it has none */
  invoicePaymentReference: string
  /** reference that the payer gave; "" if it gave none */
  originalPaymentReference: string
  /** who paid */
  accountName: string
  /** a date as a date-time: 2026-02-25T00:00:00Z */
  bookingDate: string
  /** a date as a date-time */
  paymentDate: string
  /** Saatava extension: part of the payment that is allocated to this invoice */
  amount: number
  /** Saatava extension */
  currency: string
  /** Saatava extension: type in the bank’s format; DIRECT if the creditor received it */
  paymentType: string
  /** Saatava extension: the paid parts; their sum is the amount */
  allocation: {
    /** capital of the invoice */
    capitalAmount: number
    /** late interest */
    interestAmount: number
    /** the creditor’s costs and the agency’s fees */
    costsAmount: number
  }
  /** Saatava extension: null until it is settled */
  settlementId: number | null
}[]

export interface GetSettlementsAnswer {
  /** time of this answer */
  createdAt: string
  settlements: {
    /** the date and four digits: 202603030001 */
    settlementId: number
    /** a date as a date-time */
    settlementDate: string
    agency: string
    /** reference of the payment on the bank account */
    remittanceReference: string
    beneficiary: {
      name: string
      iban: string
      bic: string | null
    }
    /** the sum of its allocations */
    settlementAmount: number
    currency: string
    /** time of the first fetch; null the first time */
    apiFetchDate: string | null
    allocations: {
      allocationId: number
      /** the sum of its breakdown; below zero where a settled payment was taken back */
      allocatedTotalAmount: number
      /** a date as a date-time: 2026-02-25T00:00:00Z */
      allocationDate: string
      currency: string
      caseId: number
      originalInvoiceNumber: string
      /** reference that the payer gave, else the invoice’s; "" without both */
      originalPaymentReference: string
      breakdown: {
        /** FEES: the creditor’s costs; below zero: the part that the agency keeps */
        type: 'CAPITAL' | 'INTEREST' | 'FEES' | (string & {})
        /** below zero: taken off */
        amount: number
      }[]
    }[]
    /** Saatava extension: debts of the client to the agency, deducted from the payout; not a part of settlementAmount */
    deductions: {
      /** fees of the agency on a case that the client withdrew */
      type: 'WITHDRAWN_CASE_FEES' | (string & {})
      /** above zero */
      amount: number
      caseId: number
      originalInvoiceNumber: string
    }[]
    /** Saatava extension: the payout, settlementAmount less the deductions; never below zero */
    paidAmount: number
  }[]
}

export interface GetSettlementsBySettlementIdAnswer {
  settlement: {
    /** the date and four digits: 202603030001 */
    settlementId: number
    /** a date as a date-time */
    settlementDate: string
    agency: string
    /** reference of the payment on the bank account */
    remittanceReference: string
    beneficiary: {
      name: string
      iban: string
      bic: string | null
    }
    /** the sum of its allocations */
    settlementAmount: number
    currency: string
    /** time of the first fetch; null the first time */
    apiFetchDate: string | null
    allocations: {
      allocationId: number
      /** the sum of its breakdown; below zero where a settled payment was taken back */
      allocatedTotalAmount: number
      /** a date as a date-time: 2026-02-25T00:00:00Z */
      allocationDate: string
      currency: string
      caseId: number
      originalInvoiceNumber: string
      /** reference that the payer gave, else the invoice’s; "" without both */
      originalPaymentReference: string
      breakdown: {
        /** FEES: the creditor’s costs; below zero: the part that the agency keeps */
        type: 'CAPITAL' | 'INTEREST' | 'FEES' | (string & {})
        /** below zero: taken off */
        amount: number
      }[]
    }[]
    /** Saatava extension: debts of the client to the agency, deducted from the payout; not a part of settlementAmount */
    deductions: {
      /** fees of the agency on a case that the client withdrew */
      type: 'WITHDRAWN_CASE_FEES' | (string & {})
      /** above zero */
      amount: number
      caseId: number
      originalInvoiceNumber: string
    }[]
    /** Saatava extension: the payout, settlementAmount less the deductions; never below zero */
    paidAmount: number
  }
}

export interface PostSettlementsAcknowledgeAnswer {
  settlementIds: number[]
}

export interface PostSettlementsAcknowledgeBody {
  /** ids of settlements that you fetched and stored */
  settlementIds: number[]
}

export interface GetEventsAnswer {
  events: {
    /** a UUID; it never changes */
    eventId: string
    /** an instant, by the clock of the service */
    at: string
    /** type of the event, such as invoice.delivery.sent; see the schema Events */
    type: string
    /** subject of the event, such as invoice:0190… */
    subject: string
    data: Record<string, unknown>
  }[]
  /** false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export interface GetPartnerEventsAnswer {
  events: {
    clientIdentifier: number
    /** a UUID; it never changes */
    eventId: string
    /** an instant, by the clock of the service */
    at: string
    /** type of the event, such as invoice.delivery.sent; see the schema Events */
    type: string
    /** subject of the event, such as invoice:0190… */
    subject: string
    data: Record<string, unknown>
  }[]
  /** false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export interface GetSandboxClockAnswer {
  /** an instant: the clock of the whole sandbox */
  now: string
  /** how far it is ahead of the machine’s clock */
  offsetSeconds: number
  /** true in a sandbox only */
  movable: boolean
  move: {
    /** STOPPED: due work did not finish in time */
    state: 'MOVING' | 'DONE' | 'STOPPED' | (string & {})
    /** an instant */
    from: string
    /** an instant */
    to: string
    /** steps taken so far */
    steps: number
    /** unfinished due work at the last check */
    due: {
      work: string
      count: number
    }[]
  } | null
}

export interface PostSandboxClockAnswer {
  /** an instant: the clock of the whole sandbox */
  now: string
  /** how far it is ahead of the machine’s clock */
  offsetSeconds: number
  /** true in a sandbox only */
  movable: boolean
  move: {
    /** STOPPED: due work did not finish in time */
    state: 'MOVING' | 'DONE' | 'STOPPED' | (string & {})
    /** an instant */
    from: string
    /** an instant */
    to: string
    /** steps taken so far */
    steps: number
    /** unfinished due work at the last check */
    due: {
      work: string
      count: number
    }[]
  } | null
}

export interface PostSandboxClockBody {
  /** where the clock is to stand: an instant, or a day (the moment at which it has begun in all our countries) */
  to?: string | null | undefined
  /** number of days to move; the time of day stays */
  advanceDays?: number | null | undefined
  advanceSeconds?: number | null | undefined
  /** seconds that the answer may wait for the end of the move; default 20 */
  waitSeconds?: number | null | undefined
  /** the move stops when no due work finishes for so many seconds; default 60 */
  patienceSeconds?: number | null | undefined
}

export interface PostSandboxPaymentAnswer {
  invoiceNumber: number
  caseId: number
  /** below zero: taken back */
  amount: number
  currency: string
  reference: string | null
  payer: string
  date: string
  /** the account of the agency that was paid */
  account: string
  /** the bank’s reference of the entry */
  bankReference: string
  /** NEW, MATCHED, UNALLOCATED or IGNORED: the result of payment matching. AT_BANK: the simulated bank reports it only in its statement at the end of the day */
  state: string
  reason: string | null
}

export interface PostSandboxPaymentBody {
  /** an invoice under payment control */
  invoiceNumber: number
  /** default: the balance on the day of payment. An amount with at most two decimals. */
  amount?: number | null | undefined
  /** reference of the payment; default: the invoice’s */
  reference?: string | null | undefined
  /** default: the debtor */
  payer?: string | null | undefined
  /** day of payment, not after today by the sandbox’s clock; default: today */
  date?: string | null | undefined
  /** true: the bank takes back the latest payment of the invoice, or the latest one of this amount */
  reverse?: boolean | null | undefined
}

export interface PostAccountingLedgerAnswer {
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostAccountingLedgerBody {
  /** One document as published, or (Saatava extension) an array of up to 1 000 documents; all are stored, or none */
  ledgers: {
    /** your identifier, unique per client; submitting the same content again changes nothing */
    ledgerIdentifier: string
    /** the company of the connection it goes to */
    companyIdentifier: string
    /** voucher type, by Netvisor’s abbreviations */
    documentType: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP'
    documentName: string
    documentDate: string
    documentDescription?: string | null | undefined
    calculationMode: 'GROSS' | 'NET'
    ledgerRows: {
      /** booking date of the row */
      bookingDate: string
      accountNumber: number | string
      vatAccountNumber?: number | string | null | undefined
      vatType?: string | null | undefined
      /** for example 25.5 */
      vatPercentage?: number | null | undefined
      /** your code; mappings.vatCodes of the connection translates it */
      vatCode?: string | null | undefined
      /** gross, + debit and − credit. An amount with at most two decimals. */
      amount: number
      /** net, + debit and − credit; all rows sum to 0.00. An amount with at most two decimals. */
      netAmount: number
      /** 1 for a row that books the VAT itself */
      isVatRow?: number | null | undefined
      projectNumber?: string | null | undefined
      transactionType?: string | null | undefined
      transactionDescription?: string | null | undefined
      ledgerDimensions?: {
        /** COST_CENTER is published; the others are Saatava extensions */
        dimensionType: 'COST_CENTER' | 'PROJECT' | 'CUSTOM'
        /** Saatava extension: the name of a CUSTOM dimension */
        dimensionName?: string | null | undefined
        dimensionValue: string
      }[] | null | undefined
    }[]
  } | {
    /** your identifier, unique per client; submitting the same content again changes nothing */
    ledgerIdentifier: string
    /** the company of the connection it goes to */
    companyIdentifier: string
    /** voucher type, by Netvisor’s abbreviations */
    documentType: 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP'
    documentName: string
    documentDate: string
    documentDescription?: string | null | undefined
    calculationMode: 'GROSS' | 'NET'
    ledgerRows: {
      /** booking date of the row */
      bookingDate: string
      accountNumber: number | string
      vatAccountNumber?: number | string | null | undefined
      vatType?: string | null | undefined
      /** for example 25.5 */
      vatPercentage?: number | null | undefined
      /** your code; mappings.vatCodes of the connection translates it */
      vatCode?: string | null | undefined
      /** gross, + debit and − credit. An amount with at most two decimals. */
      amount: number
      /** net, + debit and − credit; all rows sum to 0.00. An amount with at most two decimals. */
      netAmount: number
      /** 1 for a row that books the VAT itself */
      isVatRow?: number | null | undefined
      projectNumber?: string | null | undefined
      transactionType?: string | null | undefined
      transactionDescription?: string | null | undefined
      ledgerDimensions?: {
        /** COST_CENTER is published; the others are Saatava extensions */
        dimensionType: 'COST_CENTER' | 'PROJECT' | 'CUSTOM'
        /** Saatava extension: the name of a CUSTOM dimension */
        dimensionName?: string | null | undefined
        dimensionValue: string
      }[] | null | undefined
    }[]
  }[]
}

export interface GetAccountingLedgerAnswer {
  ledgers: {
    /** your ledgerIdentifier */
    sourceIdentifier: string
    documentDate: string
    documentName: string
    /** Approved, Draft or Invalidated in the accounting system; null until synced */
    documentStatus: string | null
    /** when the accounting system confirmed it; null until then */
    syncDate: string | null
    /** 0 Pending, 1 Successfully synced, 2 Failed (ours), 3 Dropped (ours) */
    status: number
    /** status in words; after a failure, the answer of the system and the advice */
    description: string
  }[]
}

export interface PostAccountingPaymentAnswer {
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostAccountingPaymentBody {
  /** all payments are stored, or none */
  payments: {
    /** your identifier, unique per client */
    paymentIdentifier: string
    /** the invoice that was paid; needed with targetIdentifier invoicenumber */
    invoiceNumber?: number | string | null | undefined
    paymentDate: string
    bookingDate?: string | null | undefined
    /** An amount with at most two decimals. */
    amount: number
    /** ISO 4217 currency code. */
    currency: string
    /** invoicenumber is published; reference is a Saatava extension */
    targetIdentifier: 'invoicenumber' | 'reference'
    /** needed with targetIdentifier reference */
    paymentReference?: number | string | null | undefined
    /** who paid */
    sourceName?: string | null | undefined
    /** alternative is published; bankaccount is a Saatava extension */
    paymentMethodType: 'alternative' | 'bankaccount'
    /** with alternative: the name of the payment method, such as cash-in */
    description?: string | null | undefined
    bankAccountNumber?: number | string | null | undefined
    /** Saatava extension: the company of the connection it goes to; default: the default connection */
    companyIdentifier?: string | null | undefined
    rows?: {
      paymentType?: string | null | undefined
      description?: string | null | undefined
      accountNumber: number | string
      /** + debit and − credit; all rows sum to 0.00. An amount with at most two decimals. */
      amount: number
      /** for example 25.5 */
      vatPercent?: number | null | undefined
      vatCode?: string | null | undefined
    }[] | null | undefined
  }[]
}

export interface GetAccountingPaymentAnswer {
  payments: {
    sourceIdentifier: string
    invoiceNumber: string | null
    paymentDate: string
    /** when the accounting system confirmed it; null until then */
    syncDate: string | null
    /** 0 Pending, 1 Successfully synced, 2 Failed (ours), 3 Dropped (ours) */
    status: number
    /** status in words; after a failure, the answer of the system and the advice */
    description: string
  }[]
}

export interface GetAccountingInvoiceAnswer {
  invoices: {
    sourceIdentifier: string
    invoiceNumber: string | null
    invoiceDate: string
    /** when the accounting system confirmed it; null until then */
    syncDate: string | null
    /** 0 Pending, 1 Successfully synced, 2 Failed (ours), 3 Dropped (ours) */
    status: number
    /** status in words; after a failure, the answer of the system and the advice */
    description: string
  }[]
}

export interface PostAccountingLedgerRetryAnswer {
  message: string
  sourceIdentifier: string
  status: number
  description: string
}

export interface PostAccountingPaymentRetryAnswer {
  message: string
  sourceIdentifier: string
  status: number
  description: string
}

export interface PostAccountingInvoiceRetryAnswer {
  message: string
  sourceIdentifier: string
  status: number
  description: string
}

export interface PostAccountingLedgerDropAnswer {
  message: string
  sourceIdentifier: string
  /** 3 */
  status: number
  description: string
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostAccountingPaymentDropAnswer {
  message: string
  sourceIdentifier: string
  /** 3 */
  status: number
  description: string
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PostAccountingInvoiceDropAnswer {
  message: string
  sourceIdentifier: string
  /** 3 */
  status: number
  description: string
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PutAccountingConnectionAnswer {
  system: string
  companyIdentifier: string
  simulator: boolean
  isDefault: boolean
  mappings: Record<string, unknown>
  settings: Record<string, unknown>
  state: 'active' | 'stopped' | (string & {})
  reason: string | null
  failures: number
  nextAttemptAt: string | null
  createdAt: string
  updatedAt: string
  /** Only present when there is a warning. */
  warnings?: {
    code: string
    message: string
    pointer?: string
  }[]
}

export interface PutAccountingConnectionBody {
  system: 'NETVISOR' | 'PROCOUNTOR' | 'NETBARON' | 'FENNOA' | 'FIVALDI' | 'TALENOM' | 'FORTNOX' | 'TRIPLETEX' | 'ECONOMIC'
  /** the company in that system; ledger documents name it */
  companyIdentifier: string
  /** sandbox: connect to the built-in simulator; no credentials are needed */
  simulator?: boolean | null | undefined
  /** true: payments, which do not name a company, use this connection; the first connection is the default */
  isDefault?: boolean | null | undefined
  /** credentials of the system; encrypted at rest and never returned; leave out to keep the stored ones */
  credentials?: Record<string, string | number | boolean> | null | undefined
  mappings?: {
    /** documentType → voucher type or series */
    voucherTypes?: Record<string, string> | null | undefined
    /** vatCode → the system’s VAT code */
    vatCodes?: Record<string, string> | null | undefined
    /** dimension → the system’s dimension name */
    dimensions?: Record<string, string> | null | undefined
    /** payment description → payment method */
    paymentMethods?: Record<string, string> | null | undefined
  } | null | undefined
  /** see GET /accounting/connection for those in force, and the guide for all */
  settings?: Record<string, string | number | boolean> | null | undefined
}

export interface GetAccountingConnectionAnswer {
  connections: {
    system: string
    companyIdentifier: string
    simulator: boolean
    isDefault: boolean
    mappings: Record<string, unknown>
    settings: Record<string, unknown>
    state: 'active' | 'stopped' | (string & {})
    reason: string | null
    failures: number
    nextAttemptAt: string | null
    createdAt: string
    updatedAt: string
    /** Only present when there is a warning. */
    warnings?: {
      code: string
      message: string
      pointer?: string
    }[]
  }[]
}

export interface PostAccountingConnectionTestAnswer {
  ok: boolean
  system: string
  companyIdentifier: string
  message: string
  /** facts of the system; `missing` lists the reasons why it would refuse our vouchers, each with code, pointer and message */
  details: Record<string, unknown>
}

export interface PostAccountingConnectionConsentAnswer {
  ok: boolean
  system: string
  companyIdentifier: string
  message: string
  /** facts of the system; `missing` lists the reasons why it would refuse our vouchers, each with code, pointer and message */
  details: Record<string, unknown>
}

export interface PostAccountingConnectionConsentBody {
  /** default: the default connection */
  companyIdentifier?: string | null | undefined
  /** the code that the accounting system gave to the person who consented; it expires after minutes */
  authorizationCode: string
  /** the redirect address, exactly as in the request for consent */
  redirectUri: string
}

export interface GetAccountingReconciliationAnswer {
  system: string
  companyIdentifier: string
  fromDate: string
  toDate: string
  matched: number
  missing: {
    kind: string
    sourceIdentifier: string | null
    remoteId: string | null
    date: string | null
    message: string
  }[]
  doubled: {
    kind: string
    sourceIdentifier: string | null
    remoteId: string | null
    date: string | null
    message: string
  }[]
  different: {
    kind: string
    sourceIdentifier: string | null
    remoteId: string | null
    date: string | null
    message: string
  }[]
  balances: {
    /** a clearing account: the one in the settings, and those of earlier payments */
    account: string
    currency: string
    /** the sum that our payments and settlements booked on it: as read back from the system, else as submitted */
    inAccounting: number
    /** allocated and unsettled capital of invoices that Saatava booked */
    openAllocations: number
    /** inAccounting less openAllocations; 0 where the books agree */
    difference: number
    /** documents that explain the difference, at most 100 */
    differences: {
      kind: string
      sourceIdentifier: string | null
      /** its part of the difference */
      amount: number
      message: string
    }[]
  }[]
}

export interface GetOperationsFinvoiceCredentialsAnswer {
  /** where the client’s e-invoices come from: its OVT, or scheme:value of a Peppol participant */
  eInvoiceAddress: string | null
  /** the address, if it is an OVT: 0037, the Finnish business id and an extension of the client */
  ovt: string | null
  /** the operator’s OVT or BIC */
  intermediatorId: string | null
  /** the operator’s name */
  intermediatorName: string | null
  /** true: the client can send e-invoices (the setting is on; address and operator are known) */
  sendingOpen: boolean
  /** true: the client can receive e-invoices (the setting is on; address and operator are known) */
  receivingOpen: boolean
}

/** The operations by method and path, each with what it takes and what it answers. */
export interface Operations {
  /** Create a new client */
  'POST /client': {
    path: {}
    query: {}
    body: PostClientBody
    answer: PostClientAnswer
  }
  /** Validate access token */
  'GET /validate': {
    path: {}
    query: {}
    body: {}
    answer: GetValidateAnswer
  }
  /** Renew access token */
  'GET /renew': {
    path: {}
    query: {}
    body: {}
    answer: GetRenewAnswer
  }
  /** Renew access token (POST) */
  'POST /renew': {
    path: {}
    query: {}
    body: {}
    answer: PostRenewAnswer
  }
  /** List clients */
  'GET /clients': {
    path: {}
    query: {
      /** only the client with this business id */
      businessCode?: string | undefined
      /** default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetClientsAnswer
  }
  /** Retrieve a client */
  'GET /clients/{clientIdentifier}': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: {}
    answer: GetClientsByClientIdentifierAnswer
  }
  /** Correct a client */
  'PATCH /clients/{clientIdentifier}': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: PatchClientsBody
    answer: PatchClientsAnswer | Awaited
  }
  /** List the tokens of a client */
  'GET /clients/{clientIdentifier}/tokens': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: {}
    answer: GetClientsTokensAnswer
  }
  /** Issue a token for a client */
  'POST /clients/{clientIdentifier}/tokens': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: PostClientsTokensBody
    answer: PostClientsTokensAnswer
  }
  /** Revoke a token of a client */
  'DELETE /clients/{clientIdentifier}/tokens/{tokenId}': {
    path: {
      /** the client’s number */
      clientIdentifier: number
      /** from the list of tokens */
      tokenId: string
    }
    query: {}
    body: {}
    answer: undefined
  }
  /** Retrieve an approval */
  'GET /approvals/{approvalId}': {
    path: {
      /** from the answer 202 */
      approvalId: string
    }
    query: {}
    body: {}
    answer: GetApprovalsAnswer
  }
  /** Client settings */
  'GET /client/settings': {
    path: {}
    query: {}
    body: {}
    answer: GetClientSettingsAnswer
  }
  /** Change client settings */
  'PUT /client/settings': {
    path: {}
    query: {}
    body: PutClientSettingsBody
    answer: PutClientSettingsAnswer | Awaited
  }
  /** The client’s logo */
  'GET /client/settings/logo': {
    path: {}
    query: {}
    body: {}
    answer: Response
  }
  /** Create an invoice */
  'POST /invoice': {
    path: {}
    query: {}
    body: PostInvoiceBody
    answer: PostInvoiceAnswer
  }
  /** Create many invoices */
  'POST /invoices/batch': {
    path: {}
    query: {}
    body: PostInvoicesBatchBody
    answer: PostInvoicesBatchAnswer
  }
  /** One invoice */
  'GET /invoice/{number}': {
    path: {
      number: number
    }
    query: {
      /** where several types share the number; default: the original */
      type?: 'INVOICE' | 'CREDIT_NOTE' | 'REMINDER' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING' | undefined
    }
    body: {}
    answer: GetInvoiceAnswer
  }
  /** The document of an invoice */
  'GET /invoice/{number}/document': {
    path: {
      number: number
    }
    query: {
      /** where several types share the number; default: the original */
      type?: 'INVOICE' | 'CREDIT_NOTE' | 'REMINDER' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING' | undefined
      /** default PDF */
      format?: 'PDF' | 'FINVOICE' | 'UBL' | undefined
    }
    body: {}
    answer: Response
  }
  /** The invoices */
  'GET /invoices': {
    path: {}
    query: {
      status?: 'PAUSED' | 'DRAFT' | 'ACCEPTED' | 'INVOICED' | 'CREDITED' | 'INTERMEDIATED' | 'MANUAL' | 'ERROR' | 'DUPLICATE' | undefined
      /** true: it is INVOICED, INTERMEDIATED or CREDITED; false: it has not left yet */
      finished?: boolean | undefined
      type?: 'INVOICE' | 'CREDIT_NOTE' | 'REMINDER' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING' | undefined
      /** only invoices whose due date is before this day */
      dueBefore?: string | undefined
      /** only invoices whose due date is after this day */
      dueAfter?: string | undefined
      /** the reference of the invoice, in any spelling */
      paymentReference?: string | undefined
      /** debtorId of the case */
      debtor?: string | undefined
      /** stage of its case */
      caseStage?: 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED' | undefined
      /** true: it has an open case; false: it has none */
      open?: boolean | undefined
      /** true: its case was closed as PAID; false: not so */
      paid?: boolean | undefined
      /** only rows that changed at or after this instant; in the order of their changes */
      updatedSince?: string | undefined
      /** default dueDate, with updatedSince updatedAt; "-" turns it round. updatedSince goes with updatedAt, dueBefore and dueAfter with dueDate */
      sort?: 'dueDate' | '-dueDate' | 'updatedAt' | '-updatedAt' | undefined
      /** rows of a page; default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetInvoicesAnswer
  }
  /** The cases */
  'GET /cases': {
    path: {}
    query: {
      status?: 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED' | undefined
      /** true: it is not closed; false: it is closed */
      open?: boolean | undefined
      stage?: 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED' | undefined
      /** only invoices whose due date is before this day */
      dueBefore?: string | undefined
      /** only invoices whose due date is after this day */
      dueAfter?: string | undefined
      /** the reference of the invoice, in any spelling */
      paymentReference?: string | undefined
      /** debtorId of the case */
      debtor?: string | undefined
      /** true: only what waits for the creditor: cases whose legal steps need approval, disputed cases, and after them invoices that are MANUAL or DUPLICATE, which have no case yet */
      waitingForMe?: boolean | undefined
      /** only rows that changed at or after this instant; in the order of their changes */
      updatedSince?: string | undefined
      /** default dueDate, with updatedSince updatedAt; "-" turns it round. updatedSince goes with updatedAt, dueBefore and dueAfter with dueDate */
      sort?: 'dueDate' | '-dueDate' | 'updatedAt' | '-updatedAt' | undefined
      /** rows of a page; default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetCasesAnswer
  }
  /** The debtors */
  'GET /debtors': {
    path: {}
    query: {
      /** the beginning of the name or of one of its words; accents and capitals make no difference */
      name?: string | undefined
      /** the whole national id; spaces, hyphens and capitals make no difference */
      nationalId?: string | undefined
      /** the whole business id */
      businessCode?: string | undefined
      /** the client’s own number for the debtor */
      customerNumber?: string | undefined
      /** only debtors with this mark */
      mark?: 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS' | undefined
      /** true: it has an open case; false: it has none */
      hasOpenCases?: boolean | undefined
      /** only rows that changed at or after this instant; in the order of their changes */
      updatedSince?: string | undefined
      /** default name, with updatedSince updatedAt; "-" turns it round. updatedSince goes with updatedAt, name with name */
      sort?: 'name' | '-name' | 'updatedAt' | '-updatedAt' | undefined
      /** rows of a page; default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetDebtorsAnswer
  }
  /** One debtor */
  'GET /debtors/{debtorId}': {
    path: {
      /** id from the list of debtors or from a case */
      debtorId: string
    }
    query: {}
    body: {}
    answer: GetDebtorsByDebtorIdAnswer
  }
  /** Correct the contact data of a debtor */
  'PATCH /debtors/{debtorId}': {
    path: {
      /** id from the list of debtors or from a case */
      debtorId: string
    }
    query: {}
    body: PatchDebtorsBody
    answer: PatchDebtorsAnswer
  }
  /** Set a mark of a debtor */
  'PUT /debtors/{debtorId}/marks/{mark}': {
    path: {
      debtorId: string
      mark: 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS'
    }
    query: {}
    body: PutDebtorsMarksBody
    answer: PutDebtorsMarksAnswer
  }
  /** Lift a mark of a debtor */
  'DELETE /debtors/{debtorId}/marks/{mark}': {
    path: {
      debtorId: string
      mark: 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS'
    }
    query: {}
    body: {}
    answer: DeleteDebtorsMarksAnswer
  }
  /** Create an invoice action */
  'POST /invoice/action': {
    path: {}
    query: {}
    body: PostInvoiceActionBody
    answer: PostInvoiceActionAnswer
  }
  /** The actions of a case or an invoice */
  'GET /invoice/actions': {
    path: {}
    query: {
      caseId?: number | undefined
      /** either this or caseId */
      invoiceNumber?: number | undefined
      /** default 100 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetInvoiceActionsAnswer
  }
  /** One action and its outcome */
  'GET /invoice/action/{actionId}': {
    path: {
      /** id from the answer or the event of the action */
      actionId: string
    }
    query: {}
    body: {}
    answer: GetInvoiceActionAnswer
  }
  /** Preview actions (dry run) */
  'POST /invoice/action/preview': {
    path: {}
    query: {}
    body: PostInvoiceActionPreviewBody
    answer: PostInvoiceActionPreviewAnswer
  }
  /** Retrieve case details */
  'GET /invoice/case': {
    path: {}
    query: {
      caseId?: number | undefined
      /** either this or caseId; of several cases, the open one is shown */
      invoiceNumber?: number | undefined
      /** the day of the balance, interest and movements, today or later, assuming no payment and no step before it; default: today */
      asOf?: string | undefined
    }
    body: {}
    answer: GetInvoiceCaseAnswer
  }
  /** The letters of a case */
  'GET /invoice/case/letters': {
    path: {}
    query: {
      caseId?: number | undefined
      /** either this or caseId; of several cases, the open one is shown */
      invoiceNumber?: number | undefined
    }
    body: {}
    answer: GetInvoiceCaseLettersAnswer
  }
  /** The document of a letter */
  'GET /invoice/case/letters/{letterId}/document': {
    path: {
      /** id from the list of letters or from an event of the case */
      letterId: string
    }
    query: {}
    body: {}
    answer: Response
  }
  /** Preview an invoice (dry run) */
  'POST /invoice/preview': {
    path: {}
    query: {}
    body: PostInvoicePreviewBody
    answer: PostInvoicePreviewAnswer
  }
  /** Questions of the agency */
  'GET /questions': {
    path: {}
    query: {
      /** only questions in this state */
      state?: 'OPEN' | 'ANSWERED' | 'WITHDRAWN' | undefined
      /** rows of a page; default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetQuestionsAnswer
  }
  /** Answer a question of the agency */
  'POST /questions/{questionId}/answer': {
    path: {
      /** id from the list of questions or from an event */
      questionId: string
    }
    query: {}
    body: PostQuestionsAnswerBody
    answer: PostQuestionsAnswerAnswer
  }
  /** Retrieve distribution information */
  'GET /invoice/distribution': {
    path: {}
    query: {
      invoiceNumber?: number | undefined
      /** invoice date, inclusive; without dates and number: the last 30 days */
      fromInvDate?: string | undefined
      /** invoice date, inclusive */
      toInvDate?: string | undefined
      /** default ALL; NEW: not fetched since its last change */
      fetchType?: 'ALL' | 'FAILED' | 'NEW' | undefined
      /** Saatava extension: default 1000 */
      limit?: number | undefined
      /** Saatava extension: cursor from the Link header of the previous page */
      cursor?: string | undefined
    }
    body: {}
    answer: GetInvoiceDistributionAnswer
  }
  /** Retrieve distribution information, version 2 */
  'GET /v2/invoice/distribution': {
    path: {}
    query: {
      /** only records that changed after this instant */
      updatedSince?: string | undefined
      /** Saatava extension: default 1000 */
      limit?: number | undefined
      /** Saatava extension: cursor from the Link header of the previous page */
      cursor?: string | undefined
    }
    body: {}
    answer: GetInvoiceDistributionV2Answer
  }
  /** Retrieve the distribution information of all clients */
  'GET /partner/distributions': {
    path: {}
    query: {
      /** Saatava extension: default 1000 */
      limit?: number | undefined
      /** Saatava extension: cursor from the Link header of the previous page */
      cursor?: string | undefined
    }
    body: {}
    answer: GetPartnerDistributionsAnswer
  }
  /** Retrieve payments */
  'GET /payments': {
    path: {}
    query: {
      /** first booking date; default: 30 days before toDate, or before today */
      fromDate?: string | undefined
      /** last booking date, inclusive */
      toDate?: string | undefined
      /** payments of this invoice; without dates: of any date */
      invoiceNumber?: number | undefined
      /** payments of this case; without dates: of any date */
      caseId?: number | undefined
      /** payments with this reference of the invoice, in any spelling; without dates: of any date */
      paymentReference?: string | undefined
      /** default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetPaymentsAnswer
  }
  /** Retrieve settlements */
  'GET /settlements': {
    path: {}
    query: {
      /** first settlement date; default: 30 days before toDate, or before today */
      fromDate?: string | undefined
      /** last settlement date, inclusive */
      toDate?: string | undefined
      /** true: only settlements whose receipt is not confirmed by the next cursor or by an acknowledgement; without dates, of any date */
      unfetchedOnly?: boolean | undefined
      /** settlements with an allocation of this invoice; without dates: of any date */
      invoiceNumber?: number | undefined
      /** settlements with an allocation of this case; without dates: of any date */
      caseId?: number | undefined
      /** settlements with this payment reference, in any spelling; without dates: of any date */
      paymentReference?: string | undefined
      /** default 100 */
      limit?: number | undefined
      /** from the Link header of the page before; it also says that that page has been received */
      cursor?: string | undefined
    }
    body: {}
    answer: GetSettlementsAnswer
  }
  /** One settlement */
  'GET /settlements/{settlementId}': {
    path: {
      settlementId: number
    }
    query: {}
    body: {}
    answer: GetSettlementsBySettlementIdAnswer
  }
  /** One settlement as a PDF */
  'GET /settlements/{settlementId}/document': {
    path: {
      settlementId: number
    }
    query: {}
    body: {}
    answer: Response
  }
  /** Acknowledge settlements */
  'POST /settlements/acknowledge': {
    path: {}
    query: {}
    body: PostSettlementsAcknowledgeBody
    answer: PostSettlementsAcknowledgeAnswer
  }
  /** Retrieve events */
  'GET /events': {
    path: {}
    query: {
      /** only events whose type begins with this: invoice, invoice.delivery, accounting. */
      type?: string | undefined
      /** default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before; without it: from the first event */
      cursor?: string | undefined
    }
    body: {}
    answer: GetEventsAnswer
  }
  /** Retrieve the events of all clients */
  'GET /partner/events': {
    path: {}
    query: {
      /** default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before; without it: from the first event */
      cursor?: string | undefined
    }
    body: {}
    answer: GetPartnerEventsAnswer
  }
  /** Show the clock */
  'GET /sandbox/clock': {
    path: {}
    query: {}
    body: {}
    answer: GetSandboxClockAnswer
  }
  /** Move the clock forward */
  'POST /sandbox/clock': {
    path: {}
    query: {}
    body: PostSandboxClockBody
    answer: PostSandboxClockAnswer
  }
  /** Pay an invoice */
  'POST /sandbox/payment': {
    path: {}
    query: {}
    body: PostSandboxPaymentBody
    answer: PostSandboxPaymentAnswer
  }
  /** Submit ledger documents */
  'POST /accounting/ledger': {
    path: {}
    query: {}
    body: PostAccountingLedgerBody
    answer: PostAccountingLedgerAnswer
  }
  /** Status of ledger documents */
  'GET /accounting/ledger': {
    path: {}
    query: {
      ledgerIdentifier?: string | undefined
      /** 0 pending, 1 synced, 2 failed, 3 dropped */
      status?: number | undefined
      /** first day of submission; default 30 days ago */
      fromDate?: string | undefined
      /** last day of submission */
      toDate?: string | undefined
      /** only documents that changed at or after this instant */
      updatedSince?: string | undefined
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetAccountingLedgerAnswer | undefined
  }
  /** Submit payments */
  'POST /accounting/payment': {
    path: {}
    query: {}
    body: PostAccountingPaymentBody
    answer: PostAccountingPaymentAnswer
  }
  /** Status of payments */
  'GET /accounting/payment': {
    path: {}
    query: {
      paymentIdentifier?: string | undefined
      invoiceNumber?: string | undefined
      /** 0 pending, 1 synced, 2 failed, 3 dropped */
      status?: number | undefined
      /** first day of submission; default 30 days ago */
      fromDate?: string | undefined
      /** last day of submission */
      toDate?: string | undefined
      /** only documents that changed at or after this instant */
      updatedSince?: string | undefined
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetAccountingPaymentAnswer | undefined
  }
  /** Status of invoice vouchers */
  'GET /accounting/invoice': {
    path: {}
    query: {
      invoiceNumber?: string | undefined
      /** 0 pending, 1 synced, 2 failed, 3 dropped */
      status?: number | undefined
      /** first day of submission; default 30 days ago */
      fromDate?: string | undefined
      /** last day of submission */
      toDate?: string | undefined
      /** only documents that changed at or after this instant */
      updatedSince?: string | undefined
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: GetAccountingInvoiceAnswer | undefined
  }
  /** Retry a failed ledger */
  'POST /accounting/ledger/{identifier}/retry': {
    path: {
      identifier: string
    }
    query: {}
    body: {}
    answer: PostAccountingLedgerRetryAnswer
  }
  /** Retry a failed payment */
  'POST /accounting/payment/{identifier}/retry': {
    path: {
      identifier: string
    }
    query: {}
    body: {}
    answer: PostAccountingPaymentRetryAnswer
  }
  /** Retry a failed invoice */
  'POST /accounting/invoice/{identifier}/retry': {
    path: {
      identifier: string
    }
    query: {}
    body: {}
    answer: PostAccountingInvoiceRetryAnswer
  }
  /** Drop a failed ledger */
  'POST /accounting/ledger/{identifier}/drop': {
    path: {
      identifier: string
    }
    query: {}
    body: {}
    answer: PostAccountingLedgerDropAnswer
  }
  /** Drop a failed payment */
  'POST /accounting/payment/{identifier}/drop': {
    path: {
      identifier: string
    }
    query: {}
    body: {}
    answer: PostAccountingPaymentDropAnswer
  }
  /** Drop a failed invoice */
  'POST /accounting/invoice/{identifier}/drop': {
    path: {
      identifier: string
    }
    query: {}
    body: {}
    answer: PostAccountingInvoiceDropAnswer
  }
  /** Connect an accounting system */
  'PUT /accounting/connection': {
    path: {}
    query: {}
    body: PutAccountingConnectionBody
    answer: PutAccountingConnectionAnswer
  }
  /** Accounting connections */
  'GET /accounting/connection': {
    path: {}
    query: {}
    body: {}
    answer: GetAccountingConnectionAnswer | undefined
  }
  /** Test a connection */
  'POST /accounting/connection/test': {
    path: {}
    query: {
      /** default: the default connection */
      companyIdentifier?: string | undefined
    }
    body: {}
    answer: PostAccountingConnectionTestAnswer
  }
  /** Consent to a connection */
  'POST /accounting/connection/consent': {
    path: {}
    query: {}
    body: PostAccountingConnectionConsentBody
    answer: PostAccountingConnectionConsentAnswer
  }
  /** Compare with the accounting system */
  'GET /accounting/reconciliation': {
    path: {}
    query: {
      /** first voucher or payment date */
      fromDate: string
      /** last voucher or payment date; at most 92 days after fromDate */
      toDate: string
      companyIdentifier?: string | undefined
    }
    body: {}
    answer: GetAccountingReconciliationAnswer
  }
  /** Finvoice credentials */
  'GET /operations/finvoice-credentials': {
    path: {}
    query: {}
    body: {}
    answer: GetOperationsFinvoiceCredentialsAnswer
  }
}
