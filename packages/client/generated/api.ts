/**
 * Printed from the OpenAPI document by "npm run client-types"; do not edit. A test compares it with the document.
 */

/** Words of an answer: a newer service may send others. */
export type Open<Words> = Words | (string & {})

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
  /** JSON pointer into the body, "?name" for a query parameter or a header, "{name}" for a part of the path. */
  pointer: string
  /** SUM_NOT_ZERO is explained at /docs/errors#SUM_NOT_ZERO, and so is each other code. */
  code: string
  message: string
  /** The received value, shortened. */
  received?: unknown | undefined
}

/** an invoice was received */
export interface InvoiceReceivedEvent {
  eventId: string
  at: string
  type: 'invoice.received'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    type: string
    by: string
  }
}

/** the invoice was submitted again before it had been accepted */
export interface InvoiceReplacedEvent {
  eventId: string
  at: string
  type: 'invoice.replaced'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    type: string
    by: string
  }
}

/** the evaluation accepted the invoice */
export interface InvoiceAcceptedEvent {
  eventId: string
  at: string
  type: 'invoice.accepted'
  /** invoice:<invoiceId> */
  subject: string
  data: {
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
}

/** the invoice waits for an approval */
export interface InvoiceManualEvent {
  eventId: string
  at: string
  type: 'invoice.manual'
  /** invoice:<invoiceId> */
  subject: string
  data: {
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
}

/** the invoice looks like an earlier invoice */
export interface InvoiceDuplicateEvent {
  eventId: string
  at: string
  type: 'invoice.duplicate'
  /** invoice:<invoiceId> */
  subject: string
  data: {
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
}

/** the evaluation refused the invoice, or no channel could deliver it */
export interface InvoiceErrorEvent {
  eventId: string
  at: string
  type: 'invoice.error'
  /** invoice:<invoiceId> */
  subject: string
  data: {
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
}

/** a person approved the invoice */
export interface InvoiceApprovedEvent {
  eventId: string
  at: string
  type: 'invoice.approved'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
  }
}

/** a delivery is tried again */
export interface InvoiceDeliverySendingEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.sending'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
}

/** a delivery waits for its next attempt */
export interface InvoiceDeliveryPendingEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.pending'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
}

/** a delivery was sent */
export interface InvoiceDeliverySentEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.sent'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
}

/** a delivery arrived */
export interface InvoiceDeliveryDeliveredEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.delivered'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
}

/** a delivery failed for good */
export interface InvoiceDeliveryFailedEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.failed'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
}

/** it is unknown whether a delivery was sent */
export interface InvoiceDeliveryUnknownEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.unknown'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
}

/** a delivery is not needed any more */
export interface InvoiceDeliveryDroppedEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.dropped'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    deliveryId: string
    code: string | null
  }
}

/** a person started a failed delivery again */
export interface InvoiceDeliveryRetriedEvent {
  eventId: string
  at: string
  type: 'invoice.delivery.retried'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    channel: string
    failed: string
    begun: string | null
  }
}

/** the invoice has been sent */
export interface InvoiceDistributedEvent {
  eventId: string
  at: string
  type: 'invoice.distributed'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    status: string
    method: string
  }
}

/** a credit note credits the invoice; amounts in minor units */
export interface InvoiceCreditedEvent {
  eventId: string
  at: string
  type: 'invoice.credited'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    creditNote: number
    status: string
    creditedMinor: number
    leftMinor: number
  }
}

/** a case was opened */
export interface CaseOpenedEvent {
  eventId: string
  at: string
  type: 'case.opened'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    policy: string
    nextDate: string | null
  }
}

/** a running case of another agency was taken over; no step is taken until it is released */
export interface CaseTakenOverEvent {
  eventId: string
  at: string
  type: 'case.taken.over'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    takenOverOn: string
  }
}

/** the contract with the client has ended: no step is taken any more */
export interface ContractEndedEvent {
  eventId: string
  at: string
  type: 'contract.ended'
  /** client:<clientId> */
  subject: string
  data: {
    endsOn: string
  }
}

/** the case was handed back to the creditor; `case.closed` follows */
export interface CaseHandedBackEvent {
  eventId: string
  at: string
  type: 'case.handed.back'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    capitalAmount: number
    interestAmount: number
    costsAmount: number
  }
}

/** a person released a case that was on hold */
export interface CaseReleasedEvent {
  eventId: string
  at: string
  type: 'case.released'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    hold: string
    nextDate: string | null
  }
}

/** no case could be opened: there is no such policy */
export interface CaseNotOpenedEvent {
  eventId: string
  at: string
  type: 'case.not.opened'
  /** invoice:<invoiceId> */
  subject: string
  data: {
    invoiceNumber: number
    policyId: string
  }
}

/** a reminder, a demand or another step of the policy was taken */
export interface CaseStepTakenEvent {
  eventId: string
  at: string
  type: 'case.step.taken'
  /** case:<caseId> */
  subject: string
  data: {
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
}

/** an event of the case sends its debtor a [letter](/docs/cases#letters-of-events) */
export interface CaseLetterCreatedEvent {
  eventId: string
  at: string
  type: 'case.letter.created'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** a letter could not be sent by any channel */
export interface CaseLetterNotSentEvent {
  eventId: string
  at: string
  type: 'case.letter.not.sent'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    kind: string
    reason: string
  }
}

/** a letter waits for its next attempt */
export interface CaseLetterPendingEvent {
  eventId: string
  at: string
  type: 'case.letter.pending'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** a letter is tried again */
export interface CaseLetterSendingEvent {
  eventId: string
  at: string
  type: 'case.letter.sending'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** it is unknown whether a letter was sent */
export interface CaseLetterUnknownEvent {
  eventId: string
  at: string
  type: 'case.letter.unknown'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** a letter failed by one channel; the next one is tried */
export interface CaseLetterFailedEvent {
  eventId: string
  at: string
  type: 'case.letter.failed'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** a letter was sent */
export interface CaseLetterSentEvent {
  eventId: string
  at: string
  type: 'case.letter.sent'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** a letter arrived */
export interface CaseLetterDeliveredEvent {
  eventId: string
  at: string
  type: 'case.letter.delivered'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** a letter did not arrive, or was returned */
export interface CaseLetterUndeliveredEvent {
  eventId: string
  at: string
  type: 'case.letter.undelivered'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** a letter was cancelled before it was sent */
export interface CaseLetterCancelledEvent {
  eventId: string
  at: string
  type: 'case.letter.cancelled'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letter: string
    letterId: string
    document: string
    deliveryId?: string
    channel?: string
    code?: string | null
  }
}

/** the fee of a letter that did not arrive is reversed */
export interface CaseFeeWaivedEvent {
  eventId: string
  at: string
  type: 'case.fee.waived'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    letterId: string
    amount: number
    why: string
  }
}

/** an action was performed */
export interface CaseActionPerformedEvent {
  eventId: string
  at: string
  type: 'case.action.performed'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    actionId: string
    code: string
    effect: Record<string, unknown>
  }
}

/** an action was refused */
export interface CaseActionRefusedEvent {
  eventId: string
  at: string
  type: 'case.action.refused'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    actionId: string
    code: string
    refusal: Record<string, unknown>
  }
}

/** the case has another status */
export interface CaseStatusEvent {
  eventId: string
  at: string
  type: 'case.status'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    from: string
    to: string
    reason: string | null
    nextDate: string | null
  }
}

/** a task for the agency was made */
export interface CaseTaskEvent {
  eventId: string
  at: string
  type: 'case.task'
  /** case:<caseId> */
  subject: string
  data: {
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
}

/** legal steps wait for the creditor’s approval */
export interface CaseApprovalAwaitedEvent {
  eventId: string
  at: string
  type: 'case.approval.awaited'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    nextDate: string | null
  }
}

/** a legal act was recorded */
export interface CaseLegalRecordedEvent {
  eventId: string
  at: string
  type: 'case.legal.recorded'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    stage: string
    was: string
    date: string
    nextDate: string | null
  }
}

/** a payment plan was accepted */
export interface CasePlanAcceptedEvent {
  eventId: string
  at: string
  type: 'case.plan.accepted'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    planId: string
    fee: number
    ruleId: string | null
    source: string | null
  }
}

/** a payment plan was broken */
export interface CasePlanBrokenEvent {
  eventId: string
  at: string
  type: 'case.plan.broken'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    planId: string
    state: string
    why?: string
  }
}

/** a payment plan was cancelled */
export interface CasePlanCancelledEvent {
  eventId: string
  at: string
  type: 'case.plan.cancelled'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    planId: string
    state: string
    why?: string
  }
}

/** a payment plan was completed */
export interface CasePlanCompletedEvent {
  eventId: string
  at: string
  type: 'case.plan.completed'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    planId: string
    state: string
    why?: string
  }
}

/** a credit note lowers the claim */
export interface CaseCreditedEvent {
  eventId: string
  at: string
  type: 'case.credited'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    creditNoteNumber: number
    amount: number
    beyondAmount: number
  }
}

/** the claim is paid */
export interface CasePaidEvent {
  eventId: string
  at: string
  type: 'case.paid'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
  }
}

/** the agency asks the creditor something, see `GET /questions` */
export interface QuestionAskedEvent {
  eventId: string
  at: string
  type: 'question.asked'
  /** question:<questionId> */
  subject: string
  data: {
    about: string
  }
}

/** the creditor has answered */
export interface QuestionAnsweredEvent {
  eventId: string
  at: string
  type: 'question.answered'
  /** question:<questionId> */
  subject: string
  data: {
    about: string
  }
}

/** the agency needs no answer any more */
export interface QuestionWithdrawnEvent {
  eventId: string
  at: string
  type: 'question.withdrawn'
  /** question:<questionId> */
  subject: string
  data: {
    about: string
  }
}

/** the case was closed */
export interface CaseClosedEvent {
  eventId: string
  at: string
  type: 'case.closed'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    reason: string
  }
}

/** the claim is owed again */
export interface CaseReopenedEvent {
  eventId: string
  at: string
  type: 'case.reopened'
  /** case:<caseId> */
  subject: string
  data: {
    invoiceNumber: number
    reason: string
  }
}

/** the contact data of a debtor were changed in all its open cases; `changed` lists ADDRESS, EMAIL or PHONE */
export interface DebtorContactChangedEvent {
  eventId: string
  at: string
  type: 'debtor.contact.changed'
  /** debtor:<debtorId> */
  subject: string
  data: {
    changed: string[]
  }
}

/** a [mark](/docs/debtors#marks) of a debtor was set */
export interface DebtorMarkedEvent {
  eventId: string
  at: string
  type: 'debtor.marked'
  /** debtor:<debtorId> */
  subject: string
  data: {
    mark: string
    fromDay: string
  }
}

/** a mark of a debtor was lifted */
export interface DebtorUnmarkedEvent {
  eventId: string
  at: string
  type: 'debtor.unmarked'
  /** debtor:<debtorId> */
  subject: string
  data: {
    mark: string
  }
}

/** money came */
export interface PaymentReceivedEvent {
  eventId: string
  at: string
  type: 'payment.received'
  /** payment:<paymentId> */
  subject: string
  data: {
    kind: string
    paymentDate: string
    unallocatedAmount?: number
    reason?: string | null
    amount: number
    currency: string
  }
}

/** the payment pays a case */
export interface PaymentAllocatedEvent {
  eventId: string
  at: string
  type: 'payment.allocated'
  /** payment:<paymentId> */
  subject: string
  data: {
    caseId: number
    invoiceNumber: number
    allocationId: number
    capitalAmount: number
    interestAmount: number
    costsAmount: number
    amount: number
    currency: string
  }
}

/** the bank took the payment back, or (`reason` `OF_ANOTHER_CLIENT`) it belonged to another client */
export interface PaymentReversedEvent {
  eventId: string
  at: string
  type: 'payment.reversed'
  /** payment:<paymentId> */
  subject: string
  data: {
    amount: number
    currency: string
    onDate: string
    reason?: string
  }
}

/** the payment is returned to the payer */
export interface PaymentReturnedEvent {
  eventId: string
  at: string
  type: 'payment.returned'
  /** payment:<paymentId> */
  subject: string
  data: {
    amount: number
    currency: string
  }
}

/** a person removed the payment from a case: it is unallocated again */
export interface PaymentUnallocatedEvent {
  eventId: string
  at: string
  type: 'payment.unallocated'
  /** payment:<paymentId> */
  subject: string
  data: {
    allocationId: number
    caseId: number
    invoiceNumber: number
    amount: number
    currency: string
  }
}

/** the return to the payer was cancelled or refused: the payment is unallocated again */
export interface PaymentReturnUndoneEvent {
  eventId: string
  at: string
  type: 'payment.return.undone'
  /** payment:<paymentId> */
  subject: string
  data: {
    amount: number
    currency: string
  }
}

/** a payout was made */
export interface SettlementCreatedEvent {
  eventId: string
  at: string
  type: 'settlement.created'
  /** settlement:<settlementId> */
  subject: string
  data: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
    settlementDate: string
    allocations: number
  }
}

/** the bank has paid the payout */
export interface SettlementPaidEvent {
  eventId: string
  at: string
  type: 'settlement.paid'
  /** settlement:<settlementId> */
  subject: string
  data: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
  }
}

/** no payout was made; the reason is given */
export interface SettlementBlockedEvent {
  eventId: string
  at: string
  type: 'settlement.blocked'
  /** client:<clientId> */
  subject: string
  data: {
    currency: string
    reason: string
    message: string
  }
}

/** the bank refused the payout */
export interface SettlementPayoutRejectedEvent {
  eventId: string
  at: string
  type: 'settlement.payout.rejected'
  /** settlement:<settlementId> */
  subject: string
  data: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
    reasonCode: string | null
    reasonText: string | null
  }
}

/** the bank returned the payout */
export interface SettlementPayoutReturnedEvent {
  eventId: string
  at: string
  type: 'settlement.payout.returned'
  /** settlement:<settlementId> */
  subject: string
  data: {
    settlementId: number
    amount: number
    paidAmount: number
    currency: string
    reasonCode: string | null
    reasonText: string | null
  }
}

/** a person orders the payout again */
export interface SettlementPayoutAgainEvent {
  eventId: string
  at: string
  type: 'settlement.payout.again'
  /** settlement:<settlementId> */
  subject: string
  data: {
    settlementId: number
    attempt: number
    paidAmount: number
    currency: string
  }
}

/** the bank’s files contradict one another */
export interface SettlementPayoutUnclearEvent {
  eventId: string
  at: string
  type: 'settlement.payout.unclear'
  /** settlement:<settlementId> */
  subject: string
  data: {
    settlementId: number
    message: string
  }
}

/** a person must make its voucher; the reason is given */
export interface AccountingSettlementSkippedEvent {
  eventId: string
  at: string
  type: 'accounting.settlement.skipped'
  /** settlement:<settlementId> */
  subject: string
  data: {
    reason: string
  }
}

/** some invoices of the settlement are not booked from here */
export interface AccountingSettlementPartlyEvent {
  eventId: string
  at: string
  type: 'accounting.settlement.partly'
  /** settlement:<settlementId> */
  subject: string
  data: {
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
}

/** a client was created */
export interface ClientCreatedEvent {
  eventId: string
  at: string
  type: 'client.created'
  /** client:<clientId> */
  subject: string
  data: {
    name: string
    service: string
  }
}

/** the data of a client was corrected */
export interface ClientCorrectedEvent {
  eventId: string
  at: string
  type: 'client.corrected'
  /** client:<clientId> */
  subject: string
  data: {
    changed: string[]
  }
}

/** the settings of a client were changed */
export interface ClientSettingsChangedEvent {
  eventId: string
  at: string
  type: 'client.settings.changed'
  /** client:<clientId> */
  subject: string
  data: {
    version: number
    changed: string[]
  }
}

/** a document for the accounting system was received */
export interface AccountingLedgerReceivedEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.received'
  /** ledger:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the accounting system has received the document, but has not confirmed it yet */
export interface AccountingLedgerDeliveredEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.delivered'
  /** ledger:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** it is not known whether the accounting system has the document; Saatava searches for it */
export interface AccountingLedgerUnclearEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.unclear'
  /** ledger:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the accounting system has the document */
export interface AccountingLedgerSyncedEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.synced'
  /** ledger:<identifier> */
  subject: string
  data: {
    remoteIds: string[]
    documentStatus: string | null
  }
}

/** the accounting system refused the document, or Saatava gave up after too many tries */
export interface AccountingLedgerFailedEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.failed'
  /** ledger:<identifier> */
  subject: string
  data: {
    code: string
    description: string
  }
}

/** a person retried the document */
export interface AccountingLedgerRetriedEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.retried'
  /** ledger:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** another document took its place */
export interface AccountingLedgerReplacedEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.replaced'
  /** ledger:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the document was dropped: it is not sent */
export interface AccountingLedgerDroppedEvent {
  eventId: string
  at: string
  type: 'accounting.ledger.dropped'
  /** ledger:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** a document for the accounting system was received */
export interface AccountingPaymentReceivedEvent {
  eventId: string
  at: string
  type: 'accounting.payment.received'
  /** payment:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the accounting system has received the document, but has not confirmed it yet */
export interface AccountingPaymentDeliveredEvent {
  eventId: string
  at: string
  type: 'accounting.payment.delivered'
  /** payment:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** it is not known whether the accounting system has the document; Saatava searches for it */
export interface AccountingPaymentUnclearEvent {
  eventId: string
  at: string
  type: 'accounting.payment.unclear'
  /** payment:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the accounting system has the document */
export interface AccountingPaymentSyncedEvent {
  eventId: string
  at: string
  type: 'accounting.payment.synced'
  /** payment:<identifier> */
  subject: string
  data: {
    remoteIds: string[]
    documentStatus: string | null
  }
}

/** the accounting system refused the document, or Saatava gave up after too many tries */
export interface AccountingPaymentFailedEvent {
  eventId: string
  at: string
  type: 'accounting.payment.failed'
  /** payment:<identifier> */
  subject: string
  data: {
    code: string
    description: string
  }
}

/** a person retried the document */
export interface AccountingPaymentRetriedEvent {
  eventId: string
  at: string
  type: 'accounting.payment.retried'
  /** payment:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** another document took its place */
export interface AccountingPaymentReplacedEvent {
  eventId: string
  at: string
  type: 'accounting.payment.replaced'
  /** payment:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the document was dropped: it is not sent */
export interface AccountingPaymentDroppedEvent {
  eventId: string
  at: string
  type: 'accounting.payment.dropped'
  /** payment:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** a document for the accounting system was received */
export interface AccountingInvoiceReceivedEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.received'
  /** invoice:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the accounting system has received the document, but has not confirmed it yet */
export interface AccountingInvoiceDeliveredEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.delivered'
  /** invoice:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** it is not known whether the accounting system has the document; Saatava searches for it */
export interface AccountingInvoiceUnclearEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.unclear'
  /** invoice:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the accounting system has the document */
export interface AccountingInvoiceSyncedEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.synced'
  /** invoice:<identifier> */
  subject: string
  data: {
    remoteIds: string[]
    documentStatus: string | null
  }
}

/** the accounting system refused the document, or Saatava gave up after too many tries */
export interface AccountingInvoiceFailedEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.failed'
  /** invoice:<identifier> */
  subject: string
  data: {
    code: string
    description: string
  }
}

/** a person retried the document */
export interface AccountingInvoiceRetriedEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.retried'
  /** invoice:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** another document took its place */
export interface AccountingInvoiceReplacedEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.replaced'
  /** invoice:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** the document was dropped: it is not sent */
export interface AccountingInvoiceDroppedEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.dropped'
  /** invoice:<identifier> */
  subject: string
  data: Record<string, unknown>
}

/** a person must make its voucher; the reason is given */
export interface AccountingInvoiceSkippedEvent {
  eventId: string
  at: string
  type: 'accounting.invoice.skipped'
  /** invoice:<type>:<number> */
  subject: string
  data: {
    reason: string
  }
}

/** the bank’s closing balance of a day differs from the books */
export interface FundsDiffersEvent {
  eventId: string
  at: string
  type: 'funds.differs'
  /** account:<IBAN>, of client 0: the agency */
  subject: string
  data: {
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
}

/** no statement of a banking day had arrived by the end of the next banking day; once for each account and day */
export interface FundsStatementMissingEvent {
  eventId: string
  at: string
  type: 'funds.statement.missing'
  /** account:<IBAN>, of client 0: the agency */
  subject: string
  data: {
    account: string
    currency: string
    date: string
    lastStatement: string
  }
}

/** a BgMax, OCR giro or KTL file states a sum (`reported`) that differs from the sum of its lines (`read`); once for each account and day */
export interface FundsReceiptsDifferEvent {
  eventId: string
  at: string
  type: 'funds.receipts.differ'
  /** account:<IBAN>, of client 0: the agency */
  subject: string
  data: {
    account: string
    currency: string
    date: string
    formats: string[]
    reported: string
    read: string
    difference: string
  }
}

/** a law rule ends within 90 days (`validTo`) and no other rule follows; once for each rule */
export interface LawRuleEndingEvent {
  eventId: string
  at: string
  type: 'law.rule.ending'
  /** law:<ruleId>, of client 0 */
  subject: string
  data: {
    ruleId: string
    country: string
    validFrom: string
    validTo: string
    value: string
  }
}

/** the handling of a row failed eight times; Saatava keeps trying */
export interface WorkFailingEvent {
  eventId: string
  at: string
  type: 'work.failing'
  /** the row’s */
  subject: string
  data: {
    queue: string
    attempts: number
    failingSince: string
    nextAttemptAt: string
  }
}

/** no request to a webhook endpoint has arrived for 24 hours, and again after 72 hours */
export interface WebhookFailingEvent {
  eventId: string
  at: string
  type: 'webhook.failing'
  /** webhook:<webhookId> */
  subject: string
  data: {
    failingSince: string
    failures: number
  }
}

/** a webhook endpoint was disabled; its events wait in the feed */
export interface WebhookDisabledEvent {
  eventId: string
  at: string
  type: 'webhook.disabled'
  /** webhook:<webhookId> */
  subject: string
  data: {
    reason: string
  }
}

/** a webhook endpoint that was disabled is active again */
export interface WebhookEnabledEvent {
  eventId: string
  at: string
  type: 'webhook.enabled'
  /** webhook:<webhookId> */
  subject: string
  data: {
    from: string
  }
}

/** a move of the sandbox’s clock has ended */
export interface SandboxClockMovedEvent {
  eventId: string
  at: string
  type: 'sandbox.clock.moved'
  /** sandbox-clock */
  subject: string
  data: {
    from: string
    to: string
    steps: number
    due: {
      work: string
      count: number
    }[]
  }
}

/** a move of the sandbox’s clock was stopped */
export interface SandboxClockStoppedEvent {
  eventId: string
  at: string
  type: 'sandbox.clock.stopped'
  /** sandbox-clock */
  subject: string
  data: {
    from: string
    to: string
    steps: number
    due: {
      work: string
      count: number
    }[]
  }
}

/** The events of GET /events by type. New types and new fields come without notice. */
export type KnownEvent = InvoiceReceivedEvent | InvoiceReplacedEvent | InvoiceAcceptedEvent | InvoiceManualEvent | InvoiceDuplicateEvent | InvoiceErrorEvent | InvoiceApprovedEvent | InvoiceDeliverySendingEvent | InvoiceDeliveryPendingEvent | InvoiceDeliverySentEvent | InvoiceDeliveryDeliveredEvent | InvoiceDeliveryFailedEvent | InvoiceDeliveryUnknownEvent | InvoiceDeliveryDroppedEvent | InvoiceDeliveryRetriedEvent | InvoiceDistributedEvent | InvoiceCreditedEvent | CaseOpenedEvent | CaseTakenOverEvent | ContractEndedEvent | CaseHandedBackEvent | CaseReleasedEvent | CaseNotOpenedEvent | CaseStepTakenEvent | CaseLetterCreatedEvent | CaseLetterNotSentEvent | CaseLetterPendingEvent | CaseLetterSendingEvent | CaseLetterUnknownEvent | CaseLetterFailedEvent | CaseLetterSentEvent | CaseLetterDeliveredEvent | CaseLetterUndeliveredEvent | CaseLetterCancelledEvent | CaseFeeWaivedEvent | CaseActionPerformedEvent | CaseActionRefusedEvent | CaseStatusEvent | CaseTaskEvent | CaseApprovalAwaitedEvent | CaseLegalRecordedEvent | CasePlanAcceptedEvent | CasePlanBrokenEvent | CasePlanCancelledEvent | CasePlanCompletedEvent | CaseCreditedEvent | CasePaidEvent | QuestionAskedEvent | QuestionAnsweredEvent | QuestionWithdrawnEvent | CaseClosedEvent | CaseReopenedEvent | DebtorContactChangedEvent | DebtorMarkedEvent | DebtorUnmarkedEvent | PaymentReceivedEvent | PaymentAllocatedEvent | PaymentReversedEvent | PaymentReturnedEvent | PaymentUnallocatedEvent | PaymentReturnUndoneEvent | SettlementCreatedEvent | SettlementPaidEvent | SettlementBlockedEvent | SettlementPayoutRejectedEvent | SettlementPayoutReturnedEvent | SettlementPayoutAgainEvent | SettlementPayoutUnclearEvent | AccountingSettlementSkippedEvent | AccountingSettlementPartlyEvent | ClientCreatedEvent | ClientCorrectedEvent | ClientSettingsChangedEvent | AccountingLedgerReceivedEvent | AccountingLedgerDeliveredEvent | AccountingLedgerUnclearEvent | AccountingLedgerSyncedEvent | AccountingLedgerFailedEvent | AccountingLedgerRetriedEvent | AccountingLedgerReplacedEvent | AccountingLedgerDroppedEvent | AccountingPaymentReceivedEvent | AccountingPaymentDeliveredEvent | AccountingPaymentUnclearEvent | AccountingPaymentSyncedEvent | AccountingPaymentFailedEvent | AccountingPaymentRetriedEvent | AccountingPaymentReplacedEvent | AccountingPaymentDroppedEvent | AccountingInvoiceReceivedEvent | AccountingInvoiceDeliveredEvent | AccountingInvoiceUnclearEvent | AccountingInvoiceSyncedEvent | AccountingInvoiceFailedEvent | AccountingInvoiceRetriedEvent | AccountingInvoiceReplacedEvent | AccountingInvoiceDroppedEvent | AccountingInvoiceSkippedEvent | FundsDiffersEvent | FundsStatementMissingEvent | FundsReceiptsDifferEvent | LawRuleEndingEvent | WorkFailingEvent | WebhookFailingEvent | WebhookDisabledEvent | WebhookEnabledEvent | SandboxClockMovedEvent | SandboxClockStoppedEvent

/** A webhook adds these fields to an event. */
export interface WebhookPlace {
  /** equals at, as Standard Webhooks wants it */
  timestamp: string
  /** GET /events with it goes on after this event */
  cursor: string
  /** counts the events of this webhook, without a hole */
  sequence: number
  /** only to a webhook of a partner: the client of the event */
  clientIdentifier?: number
  /** only of a test message */
  test?: true
}

/** The body of a webhook in mode PARALLEL: one event, as in GET /events, with its place. */
export type WebhookEvent = KnownEvent & WebhookPlace

/** The body of a webhook in mode ORDERED: up to 100 events in order. */
export interface WebhookBatch {
  type: 'events'
  /** timestamp of the last event */
  timestamp: string
  events: WebhookEvent[]
}

export interface AuditEntries {
  entries: AuditEntry[]
}

export interface AuditEntry {
  auditId: string
  at: string
  actor: string
  requestId: string
  action: string
  subject: string
  /** null: the agency itself */
  clientIdentifier: number | null
  /** id of the access token of the request, `operator` for OPERATOR_TOKEN; null: no request */
  token: string | null
  /** address that the request came from; null: no request */
  remoteAddress: string | null
  details: Record<string, unknown>
}

export interface BankFileTaken {
  fileId: string
  name: string
  /** the detected format; unknown: the file could not be read */
  format: string
  /** entries read from the file */
  entries: number
  /** entries that another file had reported before */
  known: number
  /** the first errors of reading, with their places */
  faults: {
    scope?: string | undefined
    position?: string | undefined
    code?: string | undefined
    message?: string | undefined
  }[]
  faultCount: number
  /** false, with 422: the file could not be read to its end; send it again when it is complete */
  complete: boolean
  /** true: the file was known, so it was not read again */
  takenBefore: boolean
}

export interface ClientFunds {
  date: string
  state: 'AGREES' | 'DIFFERS' | 'NOT_PROVABLE'
  accounts: Record<string, unknown>[]
  currencies: Record<string, unknown>[]
}

export interface HealthStatus {
  status: 'ok' | 'unavailable'
  /** only with unavailable */
  reason?: string | undefined
}

export interface Task {
  taskId: string
  kind: 'OBJECTION' | 'CASE_SUSPENDED' | 'DEBTOR_MARKED' | 'LAW_RULE_MISSING' | 'PLAN_BROKEN' | 'APPROVAL_AWAITED' | 'LEGAL_STEPS' | 'AMOUNTS_DIFFER' | 'FEE_OF_UNSENT_LETTER' | 'INVOICE_MANUAL' | 'INVOICE_DUPLICATE' | 'INVOICE_ERROR' | 'DELIVERY_UNKNOWN' | 'DELIVERY_FAILED' | 'BANK_FILE_FAILED' | 'PAYMENT_UNMATCHED' | 'PAYMENT_DOUBTFUL' | 'PAYMENT_TAKEN_BACK' | 'MONEY_TAKEN_OFF' | 'REFUND' | 'DOCUMENT_FAILED' | 'CONNECTION_STOPPED' | 'PAYOUT_DOUBTFUL' | 'SECOND_PERSON' | 'QUESTION_ASKED' | 'QUESTION_ANSWERED' | 'PAYOUT_FAILED' | 'PAYOUT_UNCONFIRMED' | 'RETURN_UNCONFIRMED' | 'WEBHOOK_DISABLED' | 'WORK_FAILING' | 'SETTLEMENT_BLOCKED' | 'LAW_RULE_ENDING' | 'FUNDS_DIFFER' | 'STATEMENT_INCOMPLETE'
  worker: 'agency' | 'creditor'
  title: string
  ends: string
  subject: string
  cause: string
  openedAt: string
  /** null: the agency itself */
  clientIdentifier: number | null
  /** a person closes it: saatava task done */
  byPerson: boolean
  dueAt: string | null
  snoozedUntil: string | null
  closedAt: string | null
  dueRule: string | null
  assignee: string | null
  closedBy: string | null
  closedAs: string | null
}

export interface Tasks {
  tasks: Task[]
}

export type ServiceType = 'LIFECYCLE' | 'INTERMEDIATION' | 'COLLECTION' | 'COOP'

export interface ClientService {
  /** LIFECYCLE is published; the other values are Saatava extensions, named after the services */
  type: Open<ServiceType>
  /** the code of the partner whose provisioning token is used */
  partnerCode: string
}

export interface ClientDetails {
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

export interface PrimaryContact {
  name: string
  telephone?: string | null | undefined
  mobile?: string | null | undefined
  email: string
}

export interface ClientContact {
  name?: string | null | undefined
  telephone?: string | null | undefined
  mobile?: string | null | undefined
  email?: string | null | undefined
}

export interface ClientContacts {
  primary: PrimaryContact
  technical?: ClientContact | null | undefined
  accountant?: ClientContact | null | undefined
}

export interface NewClient {
  service: ClientService
  client: ClientDetails
  contacts: ClientContacts
}

export interface ClientPatch {
  client?: {
    name?: string | null | undefined
    vatRegNbr?: string | null | undefined
    postalAddress?: string | null | undefined
    /** checked by the rule of the client’s country */
    postalCode?: string | null | undefined
    postalDistrict?: string | null | undefined
    telephone?: string | null | undefined
    email?: string | null | undefined
    /** Address of a website, with or without https://. */
    website?: string | null | undefined
    /** ISO 639-1 language code. */
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
    technical?: ClientContact | null | undefined
    accountant?: ClientContact | null | undefined
  } | null | undefined
}

export interface NewToken {
  /** purpose of the token */
  name: string
  /** the permissions that it has; without them all that a client’s token can have */
  scopes?: string[] | null | undefined
  /** addresses and networks (CIDR) from which it is taken; without them any */
  addresses?: string[] | null | undefined
  /** when it ends; without it by TOKEN_LIFETIME_DAYS */
  expiresAt?: string | null | undefined
}

export type SettingsSection = 'service' | 'language' | 'logo' | 'bankAccounts' | 'references' | 'channels' | 'approval' | 'numbering' | 'accounting'

export type DocumentLanguage = 'fi' | 'sv' | 'en' | 'no' | 'da'

export interface BankAccount {
  iban?: string | null | undefined
  bic?: string | null | undefined
  bankgiro?: string | null | undefined
  plusgiro?: string | null | undefined
  /** only for invoices in this currency. ISO 4217 currency code. */
  currencyCode?: string | null | undefined
}

export type ReferenceKind = 'FI' | 'RF' | 'SE_OCR' | 'NO_KID' | 'DK_FIK'

export type Channel = 'EINVOICE' | 'EMAIL' | 'PRINT'

export type ApprovalSetting = 'NEVER' | 'ALWAYS' | 'ABOVE'

export type DocumentType = 'ML' | 'MS' | 'PT' | 'KT' | 'MU' | 'OL' | 'OS' | 'JK' | 'PA' | 'PUMP'

export type CalculationMode = 'GROSS' | 'NET'

export type VatCategory = 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G' | 'K'

export interface ClientSettingsInput {
  /** version on which the change is based; 409 if there is a newer version */
  version?: number | null | undefined
  /** as answered; ignored */
  updatedAt?: string | null | undefined
  /** sections that return to their defaults (null means "not given", as everywhere) */
  reset?: SettingsSection[] | null | undefined
  service?: {
    /** service of invoices: LIFECYCLE is published, the other values are Saatava extensions */
    type?: ServiceType | '' | null | undefined
  } | null | undefined
  /** language of documents and messages to receivers without a language */
  language?: DocumentLanguage | '' | null | undefined
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
  bankAccounts?: BankAccount[] | null | undefined
  references?: {
    /** prefix given at onboarding; it cannot be changed */
    prefix?: string | null | undefined
    /** type of payment references that Saatava makes; default by country */
    kind?: ReferenceKind | '' | null | undefined
    /** SE_OCR: a length digit before the check digit */
    ocrLengthDigit?: boolean | null | undefined
    /** NO_KID: as agreed between the payee and its bank */
    kidModulus?: 10 | 11 | null | undefined
    /** DK_FIK: the card type */
    fikType?: '71' | '75' | '' | null | undefined
    /** the creditor number, 8 digits */
    fikCreditor?: string | null | undefined
  } | null | undefined
  channels?: {
    /** channels tried in this order, after the channel that an invoice asks for; each once */
    order?: Channel[] | null | undefined
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
    required?: ApprovalSetting | '' | null | undefined
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
    documentType?: DocumentType | '' | null | undefined
    calculationMode?: CalculationMode | '' | null | undefined
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
      vatCategory?: VatCategory | '' | null | undefined
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
      documentType?: DocumentType | '' | null | undefined
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

export interface Processing {
  paymentControlEnabled?: boolean | null | undefined
  /** true: the invoice waits as MANUAL for the action APPROVE */
  manualApprovalEnabled?: boolean | null | undefined
  /** true: its sales voucher is sent to accounting automatically */
  accountingInvoiceEnabled?: boolean | null | undefined
  showProductCodeEnabled?: boolean | null | undefined
  /** Saatava extension, true: the invoice stays a DRAFT until it is sent again without this field */
  draft?: boolean | null | undefined
}

export type DistributionMethod = 'EMAIL' | 'EINVOICE' | 'PRINT' | 'NONE'

export interface Distribution {
  /** EMAIL is published; the others are Saatava extensions */
  method?: DistributionMethod | '' | null | undefined
  enabled?: boolean | null | undefined
}

export type InvoiceType = 'INVOICE' | 'CREDIT_NOTE' | 'REMINDER' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING'

export interface InvoiceHeader {
  /** required unless numbering.automatic is set */
  number?: number | null | undefined
  /** default INVOICE */
  type?: InvoiceType | '' | null | undefined
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

export interface InvoiceReferences {
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
}

export interface Address {
  street?: string | null | undefined
  street2?: string | null | undefined
  street3?: string | null | undefined
  /** checked by the rule of countryCode */
  postalCode?: string | null | undefined
  postalDistrict?: string | null | undefined
  /** ISO 3166-1 alpha-2 country code. */
  countryCode?: string | null | undefined
  countryName?: string | null | undefined
}

export interface ContactPerson {
  name?: string | null | undefined
  email?: string | null | undefined
}

export interface Contact {
  contactPerson?: ContactPerson | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
}

export interface PaymentDetails {
  iban?: string | null | undefined
  bic?: string | null | undefined
  bankgiro?: string | null | undefined
  postgiro?: string | null | undefined
}

export interface SellerParty {
  businessId?: string | null | undefined
  name?: string | null | undefined
  vatCode?: string | null | undefined
  address?: Address | null | undefined
  contact?: Contact | null | undefined
  paymentDetails?: PaymentDetails | null | undefined
}

export type EntityType = 'BUSINESS' | 'CONSUMER' | 'PUBLIC'

export interface BuyerParty {
  /** BUSINESS is published; the others are Saatava extensions */
  entityType?: EntityType | '' | null | undefined
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
  address?: Address | null | undefined
  contact?: Contact | null | undefined
}

export interface InvoiceRecipientParty {
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
  address?: Address | null | undefined
}

/** Saatava extension: the published field list of this object is not public */
export interface DeliveryParty {
  name?: string | null | undefined
  address?: Address | null | undefined
  contact?: Contact | null | undefined
}

export interface InvoiceParties {
  sellerParty?: SellerParty | null | undefined
  buyerParty: BuyerParty
  invoiceRecipientParty?: InvoiceRecipientParty | null | undefined
  deliveryParty?: DeliveryParty | null | undefined
}

/** Saatava extension: the date of supply (VAT Directive art. 226 (7); EN 16931 BT-72, BG-14; of a row BT-134, BT-135) */
export interface Supply {
  /** the day of supply */
  date?: string | null | undefined
  period?: {
    /** first day */
    from?: string | null | undefined
    /** last day */
    to?: string | null | undefined
  } | null | undefined
}

export interface PaymentTerms {
  netDays?: number | null | undefined
  text?: string | null | undefined
  cashDiscount?: {
    /** percent */
    percentage: number
    days: number
  } | null | undefined
}

export type InterestType = 'REFERENCE_RATE' | 'FIXED' | 'NONE'

export interface Interest {
  /** REFERENCE_RATE is published */
  type: InterestType
  /** percent a year */
  percentage?: number | null | undefined
}

export interface CollectionCosts {
  /** An amount with at most two decimals. */
  creditorCostsAmount?: number | null | undefined
  /** An amount with at most two decimals. */
  collectionFeesAmount?: number | null | undefined
}

export interface CollectionInterest {
  type?: InterestType | '' | null | undefined
  /** percent a year */
  percentage?: number | null | undefined
  fromDate?: string | null | undefined
}

export type ElectronicBasis = 'CONSENT' | 'AFTER_DUE' | 'PRACTICE'

export interface Collection {
  costs?: CollectionCosts | null | undefined
  interest?: CollectionInterest | null | undefined
  /** Saatava extension: reminders that the creditor sent; reminders after the due date count as reminders of the policy */
  reminders?: {
    /** when it was sent */
    date: string
    /** fee that the debtor was charged; part of creditorCostsAmount. An amount with at most two decimals. */
    feeAmount?: number | null | undefined
  }[] | null | undefined
  /** Saatava extension: the basis for sending demands to the debtor by email; see the action EMAIL */
  electronicDemands?: {
    basis: ElectronicBasis
    since: string
  } | null | undefined
  /** Saatava extension: the claim is enforceable without a judgment, such as a charge of public law */
  directlyEnforceable?: boolean | null | undefined
}

export interface Factoring {
  enabled?: boolean | null | undefined
  agreementNumber?: string | null | undefined
  financierName?: string | null | undefined
  financierIban?: string | null | undefined
}

/** Saatava extension: the published field list of this object is not public */
export interface InvoiceTerms {
  paymentTerms?: PaymentTerms | null | undefined
  interest?: Interest | null | undefined
  collection?: Collection | null | undefined
  factoring?: Factoring | null | undefined
}

/** Saatava extension: the published field list of this object is not public. Optional: computed from rows. If given, it must agree with the rows within 0.01 per VAT rate; a total in SEK, NOK or DKK may be rounded to whole coins */
export interface InvoiceAmounts {
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
    vatCode?: VatCategory | '' | null | undefined
    /** An amount with at most two decimals. */
    netAmount: number
    /** An amount with at most two decimals. */
    vatAmount: number
  }[] | null | undefined
}

export interface Accounting {
  accountNumber?: number | string | null | undefined
  costCenter?: string | null | undefined
  projectNumber?: string | null | undefined
}

export interface DefinitionDetail {
  name: string
  value: string
}

export interface InvoiceRowData {
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
  vatCode?: VatCategory | '' | null | undefined
  /** without VAT. An amount with at most two decimals. */
  netAmount?: number | null | undefined
  /** An amount with at most two decimals. */
  vatAmount?: number | null | undefined
  /** amount with VAT; Saatava keeps the stated value. An amount with at most two decimals. */
  totalAmount?: number | null | undefined
  delivery?: Supply | null | undefined
  accounting?: Accounting | null | undefined
  definitions?: DefinitionDetail[] | null | undefined
}

export interface PaymentData {
  date: string
  /** An amount with at most two decimals. */
  amount: number
  reference?: number | string | null | undefined
}

export interface InvoiceAttachment {
  fileName: string
  mimeType?: 'application/pdf' | '' | null | undefined
  /** base64 of a PDF; within a body of 10 MiB that is at most about 7 MiB */
  data?: string | null | undefined
  /** https address of a PDF; fetched once, from public addresses only */
  url?: string | null | undefined
  /** true: this PDF is sent instead of Saatava’s PDF */
  useAsPrintout?: boolean | null | undefined
}

/** Saatava extension: the published field list of this object is not public */
export type InvoiceAttachments = InvoiceAttachment[]

export type InvoiceExtensions = Record<string, string | number | boolean>

export interface InvoiceContentData {
  header: InvoiceHeader
  references?: InvoiceReferences | null | undefined
  parties: InvoiceParties
  delivery?: Supply | null | undefined
  terms?: InvoiceTerms | null | undefined
  amounts?: InvoiceAmounts | null | undefined
  /** Saatava extension: the published field list of this object is not public */
  rows?: InvoiceRowData[] | null | undefined
  /** Saatava extension: the published field list of this object is not public; payments received before the hand-over */
  payments?: PaymentData[] | null | undefined
  attachments?: InvoiceAttachments | null | undefined
  /** Saatava extension: stored and returned, but not used */
  extensions?: InvoiceExtensions | null | undefined
}

export interface SalesInvoiceRequest {
  processing?: Processing | null | undefined
  distribution?: Distribution | null | undefined
  invoice: InvoiceContentData
}

export interface DebtorAddressInput {
  street?: string | null | undefined
  street2?: string | null | undefined
  street3?: string | null | undefined
  /** checked by the rule of countryCode */
  postalCode?: string | null | undefined
  postalDistrict?: string | null | undefined
  /** ISO 3166-1 alpha-2 country code. */
  countryCode: string
}

export interface DebtorPatch {
  address?: DebtorAddressInput | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  /** with email: the basis for sending demands to this address, where the law requires one */
  electronicDemands?: {
    basis: ElectronicBasis
    /** the day of the consent, or the first day of the practice */
    since: string
  } | null | undefined
}

export interface DebtorMarkInput {
  /** the day from which it holds: of the death, of the decision */
  fromDay: string
  /** how it is known */
  source: string
  /** only with GUARDIAN: who receives the letters; without it no letter is sent */
  guardian?: {
    name: string
    address?: DebtorAddressInput | null | undefined
    email?: string | null | undefined
  } | null | undefined
}

export type ActionCode = 'COMMENT' | 'WITHDRAW' | 'DUEDATE' | 'PAYMENTPLAN' | 'OBJECTION' | 'PAUSE' | 'DIRECTPAYMENT' | 'RESUME' | 'ADDRESS' | 'EMAIL' | 'APPROVE'

export type ObjectionKind = 'DENIED' | 'BASIS_COMPLAINT' | 'ASKS_FOR_COURT' | 'WITHOUT_RELEVANT_GROUND'

export interface ActionAddress {
  street?: string | null | undefined
  street2?: string | null | undefined
  street3?: string | null | undefined
  /** checked by the rule of countryCode */
  postalCode?: string | null | undefined
  postalDistrict?: string | null | undefined
  /** default: as it was. ISO 3166-1 alpha-2 country code. */
  countryCode?: string | null | undefined
}

export interface ActionData {
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
  objection?: ObjectionKind | '' | null | undefined
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
  address?: ActionAddress | null | undefined
  email?: string | null | undefined
  /** Saatava extension, EMAIL: the basis for sending demands to this address, where the law requires one; without it, demands are printed */
  electronicDemands?: {
    /** CONSENT, express and separate; AFTER_DUE, accepted since the claim fell due; PRACTICE, long used between businesses */
    basis: ElectronicBasis
    /** the day of the consent, or the first day of the practice */
    since: string
  } | null | undefined
}

export interface InvoiceAction {
  /** COMMENT to DIRECTPAYMENT are published; RESUME, ADDRESS, EMAIL and APPROVE are Saatava extensions. APPROVE approves a waiting invoice, or the legal steps of a case */
  code: ActionCode
  comment?: string | null | undefined
  data: ActionData
}

export interface InvoiceActionBatch {
  actions: InvoiceAction[]
}

export interface QuestionAnswer {
  /** the answer, in your words; the agency reads it */
  answer: string
}

export interface SettlementAcknowledgement {
  /** ids of settlements that you fetched and stored */
  settlementIds: number[]
}

export type WebhookSignatures = 'V1' | 'V1_V1A'

export type WebhookMode = 'PARALLEL' | 'ORDERED'

export interface NewWebhook {
  /** where the events go: https on port 443 or 8443 of a public host; in a sandbox also http to this machine */
  url: string
  /** for people */
  description?: string | null | undefined
  /** the types of events that are sent, or the beginnings of types, such as invoice or invoice.delivery; without it all */
  types?: string[] | null | undefined
  /** V1, the default: HMAC-SHA256; V1_V1A: an ed25519 signature beside it, which anybody checks with the public key */
  signatures?: WebhookSignatures | '' | null | undefined
  /** receives mails when requests do not arrive; default the technical contact of the client, then its primary one. A partner’s endpoint needs it */
  contactEmail?: string | null | undefined
  /** PARALLEL, the default: each event is sent and retried alone, four at a time. ORDERED: one request at a time with up to 100 events in order, and the next only after a 2xx. It cannot be changed */
  mode?: WebhookMode | '' | null | undefined
  /** cursor of GET /events after which the endpoint begins; without it, with the events from now on */
  cursor?: string | null | undefined
}

export interface WebhookChange {
  /** where the events go: https on port 443 or 8443 of a public host; in a sandbox also http to this machine */
  url: string
  /** for people */
  description?: string | null | undefined
  /** the types of events that are sent, or the beginnings of types, such as invoice or invoice.delivery; without it all */
  types?: string[] | null | undefined
  /** V1, the default: HMAC-SHA256; V1_V1A: an ed25519 signature beside it, which anybody checks with the public key */
  signatures?: WebhookSignatures | '' | null | undefined
  /** receives mails when requests do not arrive; default the technical contact of the client, then its primary one. A partner’s endpoint needs it */
  contactEmail?: string | null | undefined
}

export interface WebhookTest {
  /** a type of the catalogue of events; default invoice.accepted */
  type?: string | null | undefined
}

export type WebhookResumeFrom = 'STOPPED' | 'TIME' | 'NOW'

export interface WebhookResume {
  /** STOPPED, the default: everything since the last success, also what has failed; TIME: events since the time; NOW: only new events */
  from?: WebhookResumeFrom | '' | null | undefined
  /** with TIME: events at or after this instant */
  time?: string | null | undefined
}

export interface WebhookReplay {
  /** events at or after this instant */
  time?: string | null | undefined
  /** cursor of GET /events or of a webhook: the events after it */
  cursor?: string | null | undefined
}

export type WebhookDeliveryState = 'PENDING' | 'SENDING' | 'DELIVERED' | 'FAILED' | 'SKIPPED'

export interface WebhookResend {
  /** only deliveries in this state */
  state?: WebhookDeliveryState | '' | null | undefined
  /** only events whose type begins with this; a batch of an ordered endpoint has no type */
  type?: string | null | undefined
  /** only the deliveries that hold this event */
  eventId?: string | null | undefined
  /** only deliveries made at or after this instant */
  createdSince?: string | null | undefined
  /** only deliveries made before this instant */
  createdBefore?: string | null | undefined
}

export interface ClockMove {
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

export interface SandboxPayment {
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

export type DimensionType = 'COST_CENTER' | 'PROJECT' | 'CUSTOM'

export interface LedgerDimension {
  /** COST_CENTER is published; the others are Saatava extensions */
  dimensionType: DimensionType
  /** Saatava extension: the name of a CUSTOM dimension */
  dimensionName?: string | null | undefined
  dimensionValue: string
}

export interface LedgerRow {
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
  ledgerDimensions?: LedgerDimension[] | null | undefined
}

export interface Ledger {
  /** your identifier, unique per client; submitting the same content again changes nothing */
  ledgerIdentifier: string
  /** the company of the connection it goes to */
  companyIdentifier: string
  /** voucher type, by Netvisor’s abbreviations */
  documentType: DocumentType
  documentName: string
  documentDate: string
  documentDescription?: string | null | undefined
  calculationMode: CalculationMode
  ledgerRows: LedgerRow[]
}

export interface LedgerSubmission {
  /** One document as published, or (Saatava extension) an array of up to 1 000 documents; all are stored, or none */
  ledgers: Ledger | Ledger[]
}

export interface AccountingPaymentRow {
  paymentType?: string | null | undefined
  description?: string | null | undefined
  accountNumber: number | string
  /** + debit and − credit; all rows sum to 0.00. An amount with at most two decimals. */
  amount: number
  /** for example 25.5 */
  vatPercent?: number | null | undefined
  vatCode?: string | null | undefined
}

export interface AccountingPayment {
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
  rows?: AccountingPaymentRow[] | null | undefined
}

export interface AccountingPaymentSubmission {
  /** all payments are stored, or none */
  payments: AccountingPayment[]
}

export type AccountingSystem = 'NETVISOR' | 'PROCOUNTOR' | 'NETBARON' | 'FENNOA' | 'FIVALDI' | 'TALENOM' | 'FORTNOX' | 'TRIPLETEX' | 'ECONOMIC'

export interface AccountingConnectionInput {
  system: AccountingSystem
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

export interface ConsentInput {
  /** default: the default connection */
  companyIdentifier?: string | null | undefined
  /** the code that the accounting system gave to the person who consented; it expires after minutes */
  authorizationCode: string
  /** the redirect address, exactly as in the request for consent */
  redirectUri: string
}

export interface Warning {
  /** one of the codes on /docs/errors */
  code: string
  message: string
  /** JSON pointer into the request */
  pointer?: string
}

export interface ClientCreated {
  message: string
  clientIdentifier: number
  confirmaFinanceCustomerCode: number
  paymentReferencePrefix: number
  /** shown once; only a hash of it is kept */
  apiAccessToken: string
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export type Environment = 'sandbox' | 'staging' | 'production'

export interface TokenValid {
  isValid: boolean
  message: string
  /** Saatava extension */
  clientIdentifier: number
  /** Saatava extension */
  environment: Open<Environment>
  /** Saatava extension */
  expiresAt: string | null
}

export interface TokenRenewed {
  /** with a capital M, as published */
  Message: string
  apiAccessToken: string
  expiresAt: string
}

export interface ListedClient {
  clientIdentifier: number
  name: string
  businessCode: string
  /** ISO 3166-1 alpha-2 country code. */
  countryCode: string
  /** ISO 4217 currency code. */
  currencyCode: string
  serviceType: Open<ServiceType>
  createdAt: string
}

export interface Clients {
  clients: ListedClient[]
}

export interface ClientDetailsView {
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

export interface PrimaryContactView {
  name: string
  telephone?: string
  mobile?: string
  email: string
}

export interface ClientContactView {
  name?: string
  telephone?: string
  mobile?: string
  email?: string
}

export interface ClientContactsView {
  primary: PrimaryContactView
  technical?: ClientContactView
  accountant?: ClientContactView
}

export interface Client {
  clientIdentifier: number
  confirmaFinanceCustomerCode: number
  paymentReferencePrefix: number
  createdAt: string
  service: ClientService
  client: ClientDetailsView
  contacts: ClientContactsView
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface ApprovalAwaited {
  /** GET /approvals/{approvalId} shows its state */
  approvalId: string
  state: 'WAITING' | (string & {})
}

export type TokenStatus = 'active' | 'renewed' | 'expired' | 'revoked'

export interface ClientToken {
  tokenId: string
  name: string | null
  status: Open<TokenStatus>
  scopes: string[] | null
  addresses: string[] | null
  issuedAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
}

export interface ClientTokens {
  tokens: ClientToken[]
}

export interface TokenIssued {
  tokenId: string
  name: string
  /** shown once; only a hash of it is kept */
  apiAccessToken: string
  expiresAt: string
}

export interface BankAccountView {
  iban?: string
  bic?: string
  bankgiro?: string
  plusgiro?: string
  /** only for invoices in this currency. ISO 4217 currency code. */
  currencyCode?: string
}

export interface ClientSettings {
  /** 0 until a setting is made */
  version: number
  updatedAt: string | null
  service: {
    /** service of invoices: LIFECYCLE is published, the other values are Saatava extensions */
    type: Open<ServiceType>
  }
  language: Open<DocumentLanguage>
  logo: {
    mediaType: 'image/png' | 'image/jpeg' | (string & {})
    sha256: string
    /** GET /client/settings/logo returns the bytes */
    bytes: number
  } | null
  /** where invoices are to be paid, the one to be used first */
  bankAccounts: BankAccountView[]
  references: {
    prefix: string
    /** type of payment references that Saatava makes; default by country */
    kind: Open<ReferenceKind>
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
    order: Open<Channel>[]
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
    required: Open<ApprovalSetting>
    /** An amount with at most two decimals. */
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
    documentType: Open<DocumentType>
    calculationMode: Open<CalculationMode>
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
      vatCategory?: Open<VatCategory>
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
      documentType: Open<DocumentType>
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
      /** VAT rate of commissions; default: the standard rate */
      vatPercentage: number | null
      /** VAT code of commissions; mappings.vatCodes of the connection translates it */
      vatCode: string | null
    }
  }
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface SandboxClock {
  /** the clock of the whole sandbox */
  now: string
  /** how far it is ahead of the machine’s clock */
  offsetSeconds: number
  /** true in a sandbox only */
  movable: boolean
  move: {
    /** STOPPED: due work did not finish in time */
    state: 'MOVING' | 'DONE' | 'STOPPED' | (string & {})
    from: string
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

export type InvoiceNumber = number

export type SandboxPaymentState = 'NEW' | 'MATCHED' | 'UNALLOCATED' | 'IGNORED' | 'AT_BANK'

export interface SandboxPaid {
  invoiceNumber: InvoiceNumber
  caseId: number
  /** below zero: taken back. An amount with at most two decimals. */
  amount: number
  /** ISO 4217 currency code. */
  currency: string
  reference: string | null
  payer: string
  date: string
  /** the account of the agency that was paid */
  account: string
  /** the bank’s reference of the entry */
  bankReference: string
  /** the result of payment matching. AT_BANK: the simulated bank reports it only in its statement at the end of the day */
  state: Open<SandboxPaymentState>
  reason: string | null
}

export type InvoiceStatus = 'PAUSED' | 'DRAFT' | 'ACCEPTED' | 'INVOICED' | 'CREDITED' | 'INTERMEDIATED' | 'MANUAL' | 'ERROR' | 'DUPLICATE'

export interface InvoiceAccepted {
  message: string
  invoiceId: string
  invoiceNumber: InvoiceNumber
  /** PAUSED: it is stored, and evaluated a moment later */
  status: Open<InvoiceStatus>
  /** the status in words, for people */
  statusText: string
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface BatchFault {
  pointer: string
  code: string
  message: string
}

export interface BatchOutcome {
  /** number in the request; absent in a problem of the whole batch */
  line?: number
  /** 200: stored; otherwise the status of the problem */
  status: number
  invoiceId?: string
  invoiceNumber?: InvoiceNumber
  invoiceStatus?: Open<InvoiceStatus>
  /** Only present when there is a warning. */
  warnings?: Warning[]
  /** problem of this line */
  type?: string
  title?: string
  detail?: string
  errors?: BatchFault[]
}

export interface Reason {
  /** one of the codes on /docs/errors */
  code: string
  message: string
  /** JSON pointer into the request that was evaluated */
  pointer?: string
}

export interface InvoiceSums {
  /** An amount with at most two decimals. */
  netAmount: number
  /** An amount with at most two decimals. */
  vatAmount: number
  /** An amount with at most two decimals. */
  totalAmount: number
  /** amount paid before the hand-over, as in the request; payments holds later payments. An amount with at most two decimals. */
  paidAmount: number
  /** amount credited by credit notes. An amount with at most two decimals. */
  creditedAmount: number
}

export type PaymentState = 'UNPAID' | 'PARTLY_PAID' | 'PAID' | 'OVERPAID' | 'CREDITED' | 'WITHDRAWN' | 'WRITTEN_OFF' | 'EXPIRED' | 'NOT_CONTROLLED'

export type CaseStatus = 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED'

export type CaseStage = 'INVOICED' | 'OVERDUE' | 'REMINDER' | 'DEMAND' | 'LEGAL' | 'ENFORCEMENT' | 'SURVEILLANCE' | 'CLOSED'

export type ClosingReason = 'PAID' | 'CREDITED' | 'WITHDRAWN' | 'WRITTEN_OFF' | 'EXPIRED'

export interface InvoiceCase {
  caseId: number
  status: Open<CaseStatus>
  stage: Open<CaseStage>
  /** balance of today, interest and costs included; 0 if closed. An amount with at most two decimals. */
  openAmount: number
  closedAt: string | null
  closingReason: Open<ClosingReason> | null
}

/** payments since the hand-over, in the currency of the invoice */
export interface InvoicePayments {
  /** equals amounts.paidAmount. An amount with at most two decimals. */
  beforeHandOverAmount: number
  /** allocated amount of payments to the agency, interest and costs included. An amount with at most two decimals. */
  receivedAmount: number
  /** amount paid to the creditor directly, by DIRECTPAYMENT. An amount with at most two decimals. */
  directAmount: number
  /** amount that was allocated and later taken back; it does not count as paid. An amount with at most two decimals. */
  takenBackAmount: number
  /** overpaid amount that has not been returned. An amount with at most two decimals. */
  overpaidAmount: number
  /** capital and interest that were waived, written off or withdrawn. An amount with at most two decimals. */
  waivedAmount: number
  lastPaymentDate: string | null
}

export type DeliveryState = 'WAITING' | 'PENDING' | 'SENDING' | 'UNKNOWN' | 'SENT' | 'DELIVERED' | 'FAILED' | 'DROPPED'

export interface InvoiceDelivery {
  deliveryId: string
  channel: Open<Channel>
  state: Open<DeliveryState>
  attempts: number
  sentAt: string | null
  deliveredAt: string | null
  nextAttemptAt: string | null
  failureCode: string | null
  failureReason: string | null
}

export interface Invoice {
  invoiceId: string
  invoiceNumber: InvoiceNumber
  type: Open<InvoiceType>
  status: Open<InvoiceStatus>
  /** reason of ERROR, MANUAL or DUPLICATE */
  reasons: Reason[]
  /** warnings of the evaluation; they do not stop the invoice */
  warnings: Reason[]
  invoiceDate: string
  dueDate: string
  /** ISO 4217 currency code. */
  currency: string
  amounts: InvoiceSums
  paymentReference: string | null
  /** OVERPAID: the debtor paid too much, and the rest has not been returned. CREDITED, WITHDRAWN, WRITTEN_OFF, EXPIRED: the balance is 0 without full payment. NOT_CONTROLLED: Saatava does not follow payments of this invoice */
  paymentState: Open<PaymentState>
  /** null: there is no case */
  case: InvoiceCase | null
  payments: InvoicePayments
  submittedAt: string
  evaluatedAt: string | null
  deliveries: InvoiceDelivery[]
}

export interface ListedInvoice {
  invoiceId: string
  invoiceNumber: InvoiceNumber
  type: Open<InvoiceType>
  status: Open<InvoiceStatus>
  invoiceDate: string
  dueDate: string
  /** ISO 4217 currency code. */
  currency: string
  amounts: InvoiceSums
  paymentReference: string | null
  /** OVERPAID: the debtor paid too much, and the rest has not been returned. CREDITED, WITHDRAWN, WRITTEN_OFF, EXPIRED: the balance is 0 without full payment. NOT_CONTROLLED: Saatava does not follow payments of this invoice */
  paymentState: Open<PaymentState>
  /** null: there is no case */
  case: InvoiceCase | null
  payments: InvoicePayments
  submittedAt: string
  buyerName: string
  /** the last change of the invoice, of its case or of what was paid on it */
  updatedAt: string
}

export interface Invoices {
  invoices: ListedInvoice[]
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface InvoicePreview {
  /** the stored invoice with this number: none, the same, or other content that would be replaced */
  stored: 'NOTHING' | 'SAME' | 'REPLACED' | (string & {})
  /** null: the next free number would be used */
  invoiceNumber: InvoiceNumber | null
  type: Open<InvoiceType>
  status: 'ACCEPTED' | 'MANUAL' | 'DUPLICATE' | 'ERROR' | 'DRAFT' | (string & {})
  reasons: Reason[]
  deliveries: {
    channel: Open<Channel>
    /** deliveries with rank 0 are sent at once; the next rank is sent when all before it have failed */
    rank: number
  }[]
  paymentReference: string | null
  amounts: {
    /** An amount with at most two decimals. */
    netAmount: number
    /** An amount with at most two decimals. */
    vatAmount: number
    /** An amount with at most two decimals. */
    totalAmount: number
    /** An amount with at most two decimals. */
    paidAmount: number
    /** An amount with at most two decimals. */
    payableAmount: number
    /** ISO 4217 currency code. */
    currency: string
  }
  case: Record<string, unknown> | null
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export type FetchType = 'ALL' | 'FAILED' | 'NEW'

export type DistributionStatus = 'PENDING' | 'SENT' | 'DELIVERED' | 'FAILED' | 'NONE'

export type PaymentControlStatus = 'REQUESTED' | 'OPEN' | 'PAUSED' | 'DISPUTED' | 'PAYMENT_PLAN' | 'SUSPENDED' | 'CLOSED'

export interface DistributionRecord {
  invoiceNumber: InvoiceNumber
  /** Saatava extension */
  invoiceType: Open<InvoiceType>
  invoiceDate: string
  /** the invoice’s status */
  status: Open<InvoiceStatus>
  /** Saatava extension. NONE: Saatava did not send it */
  distributionStatus: Open<DistributionStatus>
  /** the channel of the delivery; NONE: Saatava does not send it */
  method: Open<DistributionMethod> | null
  sentAt: string | null
  deliveredAt: string | null
  /** REQUESTED until its case is opened, then the status of the case; null without payment control */
  paymentControlStatus: Open<PaymentControlStatus> | null
  caseId: number | null
  /** reason why it is not being sent, or could not be delivered */
  failureReason: string | null
  /** Saatava extension */
  updatedAt: string
}

export interface Distributions {
  metaData: {
    totalCount: number
    successfulCount: number
    failedCount: number
    filtersApplied: {
      invoiceNumber: InvoiceNumber | null
      fromInvDate: string | null
      toInvDate: string | null
      fetchType: Open<FetchType> | null
      defaultLast30Days: boolean
    }
  }
  distributions: DistributionRecord[]
}

export interface DistributionChanges {
  distributions: DistributionRecord[]
  /** Saatava extension, false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export interface PartnerDistributionRecord {
  clientIdentifier: number
  invoiceNumber: InvoiceNumber
  /** Saatava extension */
  invoiceType: Open<InvoiceType>
  invoiceDate: string
  /** the invoice’s status */
  status: Open<InvoiceStatus>
  /** Saatava extension. NONE: Saatava did not send it */
  distributionStatus: Open<DistributionStatus>
  /** the channel of the delivery; NONE: Saatava does not send it */
  method: Open<DistributionMethod> | null
  sentAt: string | null
  deliveredAt: string | null
  /** REQUESTED until its case is opened, then the status of the case; null without payment control */
  paymentControlStatus: Open<PaymentControlStatus> | null
  caseId: number | null
  /** reason why it is not being sent, or could not be delivered */
  failureReason: string | null
  /** Saatava extension */
  updatedAt: string
}

export interface PartnerDistributionChanges {
  distributions: PartnerDistributionRecord[]
  /** Saatava extension, false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export type WaitingFor = 'APPROVAL' | 'OBJECTION' | 'MANUAL' | 'DUPLICATE'

export interface ListedCase {
  /** null: an invoice that waits, without a case */
  caseId: number | null
  /** null: an invoice that waits, without a case */
  debtorId: string | null
  /** null: an invoice that waits, without a case */
  debtorName: string | null
  invoiceId: string
  invoiceNumber: InvoiceNumber
  paymentReference: string | null
  status: Open<CaseStatus> | null
  statusReason: string | null
  stage: Open<CaseStage> | null
  /** APPROVAL of legal steps, an OBJECTION of the debtor to be answered, an invoice that is MANUAL or DUPLICATE; null: nothing waits for the creditor */
  waitingFor: Open<WaitingFor> | null
  /** ISO 4217 currency code. */
  currency: string
  /** capital when the case was opened; of an invoice its total. An amount with at most two decimals. */
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
  closingReason: Open<ClosingReason> | null
  /** the last change of the case, or of what was paid on it */
  updatedAt: string
}

export interface Cases {
  cases: ListedCase[]
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export type ActionState = 'PENDING' | 'PERFORMED' | 'REFUSED'

export interface Refusal {
  code: string
  /** rule of a law pack, of the client’s contract, or of the life of a case */
  ruleId: string
  /** where the rule stands */
  source: string
  message: string
}

export interface Action {
  actionId: string
  /** null for an invoice that waited for approval */
  caseId: number | null
  invoiceNumber: InvoiceNumber | null
  code: Open<ActionCode>
  comment: string | null
  /** the value as sent */
  data: Record<string, unknown>
  state: Open<ActionState>
  submittedAt: string
  /** when it was performed or refused */
  performedAt: string | null
  effect?: Record<string, unknown>
  refusal?: Refusal
}

export interface ActionsTaken {
  /** only with Prefer: return=representation or Prefer: wait=SECONDS; in the order of the request */
  actions?: Action[]
}

export interface Actions {
  actions: Action[]
}

export interface PreviewedAction {
  code: Open<ActionCode>
  caseId: number | null
  invoiceNumber: InvoiceNumber | null
  outcome: 'performed' | 'refused' | (string & {})
  effect?: Record<string, unknown>
  refusal?: Refusal
}

export interface ActionPreview {
  actions: PreviewedAction[]
}

export interface CaseSummary {
  caseId: number
  status: Open<CaseStatus>
  statusReason: string | null
  stage: Open<CaseStage>
  createdAt: string
  closedAt: string | null
  closingReason: Open<ClosingReason> | null
  /** from the day it was opened to today, or to the day it was closed */
  activeDays: number
  creditor: string
  /** ISO 4217 currency code. */
  currency: string
  agency: string
}

export interface CaseBalance {
  /** An amount with at most two decimals. */
  capitalAmount: number
  /** interest until asOf, by the law; see interest. An amount with at most two decimals. */
  interestAmount: number
  /** creditorCostsAmount and feesAmount. An amount with at most two decimals. */
  costsAmount: number
  /** An amount with at most two decimals. */
  totalAmount: number
  /** earlier costs of the creditor. An amount with at most two decimals. */
  creditorCostsAmount: number
  /** fees that the agency charges the debtor. An amount with at most two decimals. */
  feesAmount: number
  /** An amount with at most two decimals. */
  originalCapitalAmount: number
  /** An amount with at most two decimals. */
  disputedAmount: number | null
  /** civil date in the creditor’s country: today, or the requested day */
  asOf: string
}

export type PaymentKind = 'BANK' | 'DIRECT'

export type ClaimComponent = 'INTEREST' | 'CAPITAL' | 'COSTS' | 'FEES'

export type RuleStatus = 'verified' | 'unverified'

export type MatchedBy = 'REFERENCE' | 'REFERENCE_IN_TEXT' | 'NUMBER_AND_AMOUNT' | 'PERSON' | 'CREDITOR'

export interface ClaimParts {
  /** An amount with at most two decimals. */
  capital: number
  /** An amount with at most two decimals. */
  interest: number
  /** An amount with at most two decimals. */
  costs: number
  /** An amount with at most two decimals. */
  fees: number
}

export interface CasePayment {
  paymentId: string
  /** id of the allocation, as in GET /settlements */
  allocationId: number
  /** DIRECT: the creditor received it */
  kind: Open<PaymentKind>
  /** part of the payment that pays this case. An amount with at most two decimals. */
  amount: number
  /** ISO 4217 currency code. */
  currency: string
  bookingDate: string
  /** last day of interest on the paid capital */
  paymentDate: string
  payerName: string | null
  /** reference as the payer wrote it */
  reference: string | null
  allocation: {
    /** An amount with at most two decimals. */
    capitalAmount: number
    /** An amount with at most two decimals. */
    interestAmount: number
    /** An amount with at most two decimals. */
    costsAmount: number
  }
  /** the rule of the allocation, and the claim before and after */
  explanation: {
    order: Open<ClaimComponent>[]
    /** true: the contract sets the order */
    agreed: boolean
    rule: string
    validFrom: string
    source: string
    status: Open<RuleStatus>
    /** how the case was found */
    matchedBy: Open<MatchedBy>
    onDate: string
    before: ClaimParts
    paid: ClaimParts
    after: ClaimParts
  }
  reversedAt: string | null
  settlementId: number | null
}

export type CaseEventKind = 'OPENED' | 'TAKEN_OVER' | 'EARLIER_LETTER' | 'EARLIER_PAYMENT' | 'HANDED_BACK' | 'RELEASED' | 'STATUS' | 'CLOSED' | 'REOPENED' | 'STEP_TAKEN' | 'TASK' | 'ACTION_PERFORMED' | 'ACTION_REFUSED' | 'APPROVAL_AWAITED' | 'LEGAL_ACT' | 'LAW_GAVE_NO_ANSWER' | 'LAW_FORBIDS_STEP' | 'DEBTOR_MARKED' | 'LETTER_CREATED' | 'LETTER_NOT_SENT' | 'LETTER_SENT' | 'LETTER_DELIVERED' | 'LETTER_UNDELIVERED' | 'LETTER_CANCELLED' | 'FEE_WAIVED' | 'FEES_TO_CLIENT' | 'FEES_TO_AGENCY' | 'FEES_DEDUCTED' | 'PLAN_ACCEPTED' | 'PLAN_BROKEN' | 'PLAN_CANCELLED' | 'PLAN_COMPLETED' | 'PLAN_INTEREST' | 'WAIVED' | 'CREDITED' | 'EXPIRED' | 'PAYMENT' | 'DIRECT_PAYMENT' | 'PAYMENT_REVERSED' | 'PAYMENT_UNALLOCATED' | 'SETTLED'

export interface CaseEvent {
  eventId: string
  at: string
  /** new kinds come without notice */
  kind: Open<CaseEventKind>
  data: Record<string, unknown>
  /** address of the letter that the event names, as PDF */
  document?: string
}

export interface TimelineEntry {
  date: string
  /** a step, a kind of event, INVOICE, DUE or PAYMENT */
  kind: string
  /** for people */
  text: string
  /** true: planned; it happens if nothing changes before */
  planned: boolean
}

export type NextAction = 'REMINDER' | 'DEMAND' | 'OFFER_LEGAL' | 'SURVEILLANCE' | 'WRITE_OFF' | 'OVERDUE' | 'RESUME' | 'PLAN_CHECK' | 'CREDITOR_APPROVAL'

export interface NextStep {
  /** a step of the policy, OVERDUE, RESUME, PLAN_CHECK, or CREDITOR_APPROVAL: legal steps wait for APPROVE */
  action: Open<NextAction>
  /** date of the step; for CREDITOR_APPROVAL, the next reminder to the creditor */
  date: string
}

export interface CaseCost {
  date: string
  /** CREDITOR_COSTS, or the step that was charged */
  kind: string
  /** below zero: taken back. An amount with at most two decimals. */
  amount: number
  rule: string | null
  /** where the rule stands */
  source: string | null
  status: Open<RuleStatus> | null
  description: string
}

export interface Citation {
  rule: string
  /** first day of this version of the rule */
  validFrom: string
  source: string
  status: Open<RuleStatus>
  /** true: no rule is valid on the day, so the last known rule is used */
  carriedOn?: boolean
}

export interface InterestPeriod {
  from: string
  to: string
  days: number
  /** An amount with at most two decimals. */
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
  /** where the rule stands */
  source: string | null
  /** status of the rules of the rate */
  status: Open<RuleStatus>
  /** all rules of the interest: rate, first day, count of days, rounding */
  rules: Citation[]
  note?: string
}

export type MovementKind = 'CASE_OPENED' | 'CAPITAL_CREDITED' | 'INTEREST_ACCRUED' | 'FEE_CHARGED' | 'FEE_WAIVED' | 'PAYMENT_RECEIVED' | 'PAYMENT_ALLOCATED' | 'DIRECT_PAYMENT' | 'ALLOCATION_REVERSED' | 'PAYMENT_REVERSED' | 'PAYMENT_RETURNED' | 'RETURN_ORDERED' | 'RETURN_CAME_BACK' | 'RETURN_UNDONE' | 'WAIVED' | 'WITHDRAWN' | 'WRITTEN_OFF' | 'COMMISSION' | 'SETTLED' | 'DEDUCTED' | 'SETTLEMENT_PAID' | 'SETTLEMENT_RETURNED' | 'PAYOUT_REFUSED' | 'PAYOUT_RESUMED' | 'RECEIVED_AT_BANK' | 'SET_ASIDE' | 'FUNDS_MOVED' | 'FUNDS_ATTRIBUTED' | 'BROUGHT_FORWARD' | 'OPENING_CORRECTED' | 'BEFORE' | 'INTEREST_RUNNING'

export interface CaseMovement {
  date: string
  kind: Open<MovementKind>
  description: string
  /** An amount with at most two decimals. */
  capitalAmount: number
  /** An amount with at most two decimals. */
  interestAmount: number
  /** An amount with at most two decimals. */
  costsAmount: number
  rule: string | null
  /** where the rule stands */
  source: string | null
  /** source of the posting, such as payment:0190…; null: not posted */
  basis: string | null
  /** transaction of the journal; null: not posted */
  transactionId: string | null
}

export interface Limitation {
  /** from this day on it is not collected any more; letters and payments put it off */
  expiresOn: string
  rule: string
  /** first day of this version of the rule */
  validFrom: string
  source: string
  status: Open<RuleStatus>
  /** true: no rule is valid on the day, so the last known rule is used */
  carriedOn?: boolean
}

export type PlanState = 'OFFERED' | 'ACTIVE' | 'COMPLETED' | 'BROKEN' | 'CANCELLED'

export interface Instalment {
  number: number
  dueDate: string
  /** An amount with at most two decimals. */
  amount: number
  /** An amount with at most two decimals. */
  paidAmount: number
}

export interface PaymentPlan {
  planId: string
  /** OFFERED until the first payment, then ACTIVE */
  state: Open<PlanState>
  /** An amount with at most two decimals. */
  feeAmount: number
  rule: string | null
  createdAt: string
  instalments: Instalment[]
}

export interface Case {
  summary: CaseSummary
  balance: CaseBalance
  /** payments in order; a reversed payment shows the date */
  payments: CasePayment[]
  events: CaseEvent[]
  timeline: TimelineEntry[]
  next: NextStep | null
  /** charged amount; its unpaid part is in balance */
  costs: CaseCost[]
  /** all accrued interest, paid interest included; for a closed case, as last posted */
  interest: InterestPeriod[]
  /** the claim as a statement of all its changes; each column adds up to balance */
  movements: CaseMovement[]
  limitation: Limitation | null
  allowedActions: Open<ActionCode>[]
  paymentPlan: PaymentPlan | null
  debtor: Record<string, unknown>
  invoice: Record<string, unknown>
}

export interface CaseResponse {
  case: Case
}

export type LetterKind = 'REMINDER' | 'DEMAND' | 'PLAN_OFFER' | 'PLAN_BROKEN' | 'DUE_DATE_CHANGED' | 'OBJECTION_RECEIVED' | 'PAID' | 'PAYEE_CHANGED'

export interface LetterDelivery {
  channel: Open<Channel>
  state: Open<DeliveryState>
  sentAt: string | null
  deliveredAt: string | null
  failureReason: string | null
}

export interface Letter {
  letterId: string
  kind: Open<LetterKind>
  /** the date on the letter */
  date: string
  /** channel of the letter; of several, the one with the furthest state */
  channel: Open<Channel> | null
  /** state of that delivery */
  state: Open<DeliveryState> | null
  /** amount to pay; for an offered plan its first instalment, and 0 if nothing is to be paid. An amount with at most two decimals. */
  amount: number
  /** ISO 4217 currency code. */
  currency: string
  dueDate: string
  createdAt: string
  /** address of the PDF */
  document: string
  /** all planned deliveries, in order */
  deliveries: LetterDelivery[]
}

export interface Letters {
  letters: Letter[]
}

export type QuestionState = 'OPEN' | 'ANSWERED' | 'WITHDRAWN'

export interface QuestionPayment {
  /** An amount with at most two decimals. */
  amount: number
  /** ISO 4217 currency code. */
  currency: string
  paymentDate: string
  payerName: string | null
  /** the payer’s text or reference */
  text: string | null
}

export interface Question {
  questionId: string
  state: Open<QuestionState>
  /** the case that it is about; null: it is about money */
  caseId: number | null
  /** money that no case could be found for, and that may be for one of yours; null: it is about a case */
  payment: QuestionPayment | null
  /** empty: the debtor was erased */
  question: string
  askedAt: string
  answer: string | null
  answeredAt: string | null
  /** when the agency needed no answer any more */
  withdrawnAt: string | null
}

export interface Questions {
  questions: Question[]
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface QuestionAnswered {
  questionId: string
  state: Open<QuestionState>
  /** the case that it is about; null: it is about money */
  caseId: number | null
  /** money that no case could be found for, and that may be for one of yours; null: it is about a case */
  payment: QuestionPayment | null
  /** empty: the debtor was erased */
  question: string
  askedAt: string
  answer: string | null
  answeredAt: string | null
  /** when the agency needed no answer any more */
  withdrawnAt: string | null
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export type DebtorKind = 'PERSON' | 'BUSINESS'

export interface DebtorAddress {
  street?: string
  street2?: string
  street3?: string
  postalCode?: string
  postalDistrict?: string
  countryCode: string
}

export interface DebtorContact {
  /** null: there is none, or it is protected */
  address: DebtorAddress | null
  email: string | null
  phone: string | null
  electronicDemands: {
    basis: Open<ElectronicBasis>
    since: string
  } | null
}

export type DebtorMark = 'DECEASED' | 'BANKRUPT' | 'DEBT_RESTRUCTURING' | 'GUARDIAN' | 'PROTECTED_ADDRESS'

export interface ListedDebtor {
  debtorId: string
  kind: Open<DebtorKind>
  /** empty: the debtor was erased */
  name: string
  /** masked after the date of birth */
  nationalId: string | null
  businessCode: string | null
  customerNumbers: string[]
  contact: DebtorContact
  marks: Open<DebtorMark>[]
  openCases: number
  createdAt: string
  /** the last change of its contact data, ids or marks */
  updatedAt: string
}

export interface Debtors {
  debtors: ListedDebtor[]
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface DebtorBalance {
  /** ISO 4217 currency code. */
  currency: string
  /** sum of all open cases today, interest and costs included. An amount with at most two decimals. */
  openAmount: number
  openCases: number
}

export interface DebtorCase {
  caseId: number
  invoiceNumber: InvoiceNumber
  status: Open<CaseStatus>
  statusReason: string | null
  stage: Open<CaseStage>
  /** ISO 4217 currency code. */
  currency: string
  /** An amount with at most two decimals. */
  openAmount: number
  dueDate: string
  createdAt: string
  closedAt: string | null
  closingReason: Open<ClosingReason> | null
}

export interface DebtorLetter {
  letterId: string
  caseId: number
  kind: Open<LetterKind>
  createdAt: string
  /** address of the PDF */
  document: string
}

export type ContactField = 'ADDRESS' | 'EMAIL' | 'PHONE'

export type ContactSource = 'INVOICE' | 'ACTION' | 'REQUEST'

export interface ContactChange {
  field: Open<ContactField>
  /** null: it had none from then on, or the address is protected */
  value: Record<string, unknown> | null
  /** an invoice, an action on a case, or a request about the debtor */
  source: Open<ContactSource>
  changedBy: string
  changedAt: string
}

export interface Guardian {
  name: string
  address?: DebtorAddress
  email?: string
}

export interface DebtorMarkEntry {
  mark: Open<DebtorMark>
  /** the day from which it holds */
  fromDay: string
  /** how it is known */
  source: string
  rule: string
  /** the act that the mark rests on */
  lawSource: string
  guardian: Guardian | null
  setBy: string
  setAt: string
  liftedBy: string | null
  /** null: the mark stands */
  liftedAt: string | null
}

export interface Debtor {
  debtorId: string
  kind: Open<DebtorKind>
  /** empty: the debtor was erased */
  name: string
  /** masked after the date of birth */
  nationalId: string | null
  businessCode: string | null
  customerNumbers: string[]
  contact: DebtorContact
  marks: Open<DebtorMark>[]
  openCases: number
  createdAt: string
  /** the last change of its contact data, ids or marks */
  updatedAt: string
  balances: DebtorBalance[]
  /** the newest 1000 */
  cases: DebtorCase[]
  /** the newest 1000 */
  letters: DebtorLetter[]
  /** the newest 1000 changes */
  contactHistory: ContactChange[]
  /** all marks that it has had, the newest first */
  markHistory: DebtorMarkEntry[]
}

export interface Event {
  /** it never changes */
  eventId: string
  /** by the clock of the service */
  at: string
  /** type of the event, such as invoice.delivery.sent; see the schema KnownEvent */
  type: string
  /** subject of the event, such as invoice:0190… */
  subject: string
  data: Record<string, unknown>
}

export interface EventPage {
  events: Event[]
  /** false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export interface PartnerEvent {
  clientIdentifier: number
  /** it never changes */
  eventId: string
  /** by the clock of the service */
  at: string
  /** type of the event, such as invoice.delivery.sent; see the schema KnownEvent */
  type: string
  /** subject of the event, such as invoice:0190… */
  subject: string
  data: Record<string, unknown>
}

export interface PartnerEventPage {
  events: PartnerEvent[]
  /** false: there are no newer items yet; the Link works in any case */
  hasMore: boolean
}

export type WebhookState = 'ACTIVE' | 'PAUSED' | 'DISABLED'

export type WebhookDisableReason = 'GONE' | 'RECEIVER_ASKED' | 'NO_SUCCESS'

export interface Webhook {
  webhookId: string
  url: string
  description: string | null
  /** null: all */
  types: string[] | null
  mode: Open<WebhookMode>
  signatures: Open<WebhookSignatures>
  /** whpk_… with V1_V1A; also at /.well-known/saatava/webhooks/{webhookId} */
  publicKey: string | null
  contactEmail: string | null
  state: Open<WebhookState>
  /** GONE: the receiver answered 410; RECEIVER_ASKED: it answered webhook-delivery: disable; NO_SUCCESS: nothing arrived for five days */
  disabledReason: Open<WebhookDisableReason> | null
  /** its place in the feed: GET /events with it gives the events that it has not handed over */
  cursor: string
  /** the last number that an event got here; there are no holes */
  sequence: number
  /** events of the feed after its place */
  eventsAhead: number
  /** deliveries that wait or are under way, counted up to 1000 */
  pending: number
  /** deliveries that have failed for good, counted up to 1000 */
  failed: number
  /** attempts that have failed since the last success */
  failures: number
  /** the first failure since the last success */
  failingSince: string | null
  lastSuccessAt: string | null
  lastFailureAt: string | null
  /** nothing is sent before */
  heldUntil: string | null
  /** after a rotation: until then the previous secret signs too */
  previousSecretUntil: string | null
  createdAt: string
  updatedAt: string
}

export interface Webhooks {
  webhooks: Webhook[]
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface WebhookCreated {
  webhookId: string
  url: string
  description: string | null
  /** null: all */
  types: string[] | null
  mode: Open<WebhookMode>
  signatures: Open<WebhookSignatures>
  /** whpk_… with V1_V1A; also at /.well-known/saatava/webhooks/{webhookId} */
  publicKey: string | null
  contactEmail: string | null
  state: Open<WebhookState>
  /** GONE: the receiver answered 410; RECEIVER_ASKED: it answered webhook-delivery: disable; NO_SUCCESS: nothing arrived for five days */
  disabledReason: Open<WebhookDisableReason> | null
  /** its place in the feed: GET /events with it gives the events that it has not handed over */
  cursor: string
  /** the last number that an event got here; there are no holes */
  sequence: number
  /** events of the feed after its place */
  eventsAhead: number
  /** deliveries that wait or are under way, counted up to 1000 */
  pending: number
  /** deliveries that have failed for good, counted up to 1000 */
  failed: number
  /** attempts that have failed since the last success */
  failures: number
  /** the first failure since the last success */
  failingSince: string | null
  lastSuccessAt: string | null
  lastFailureAt: string | null
  /** nothing is sent before */
  heldUntil: string | null
  /** after a rotation: until then the previous secret signs too */
  previousSecretUntil: string | null
  createdAt: string
  updatedAt: string
  /** whsec_…: keep it where only your receiver reads it */
  secret: string
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface WebhookShown {
  webhookId: string
  url: string
  description: string | null
  /** null: all */
  types: string[] | null
  mode: Open<WebhookMode>
  signatures: Open<WebhookSignatures>
  /** whpk_… with V1_V1A; also at /.well-known/saatava/webhooks/{webhookId} */
  publicKey: string | null
  contactEmail: string | null
  state: Open<WebhookState>
  /** GONE: the receiver answered 410; RECEIVER_ASKED: it answered webhook-delivery: disable; NO_SUCCESS: nothing arrived for five days */
  disabledReason: Open<WebhookDisableReason> | null
  /** its place in the feed: GET /events with it gives the events that it has not handed over */
  cursor: string
  /** the last number that an event got here; there are no holes */
  sequence: number
  /** events of the feed after its place */
  eventsAhead: number
  /** deliveries that wait or are under way, counted up to 1000 */
  pending: number
  /** deliveries that have failed for good, counted up to 1000 */
  failed: number
  /** attempts that have failed since the last success */
  failures: number
  /** the first failure since the last success */
  failingSince: string | null
  lastSuccessAt: string | null
  lastFailureAt: string | null
  /** nothing is sent before */
  heldUntil: string | null
  /** after a rotation: until then the previous secret signs too */
  previousSecretUntil: string | null
  createdAt: string
  updatedAt: string
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface WebhookDeleted {
  webhookId: string
}

export interface WebhookSecret {
  webhookId: string
  /** whsec_…: keep it where only your receiver reads it */
  secret: string
  /** whpk_… with V1_V1A; also at /.well-known/saatava/webhooks/{webhookId} */
  publicKey: string | null
  /** after a rotation: until then the previous secret signs too */
  previousSecretUntil: string | null
}

export type WebhookError = 'URL_INVALID' | 'SCHEME_NOT_ALLOWED' | 'CREDENTIALS_IN_URL' | 'PORT_NOT_ALLOWED' | 'ADDRESS_NOT_PUBLIC' | 'DNS_FAILED' | 'TOO_MANY_REDIRECTS' | 'TOO_LARGE' | 'CONTENT_ENCODED' | 'TIMEOUT' | 'HTTP_STATUS' | 'CONNECTION_FAILED' | 'REDIRECTED' | 'GONE' | 'EVENT_TOO_LARGE'

export interface WebhookTested {
  /** the receiver answered with 2xx */
  isDelivered: boolean
  /** status of the answer; null: none came */
  status: number | null
  /** milliseconds that the request took */
  ms: number
  error: Open<WebhookError> | null
  /** the failure, in words */
  detail: string | null
  /** the body of the request */
  sent: Record<string, unknown>
}

export interface WebhookAttempt {
  /** when it ended */
  at: string
  /** milliseconds that it took */
  ms: number
  /** status of the answer; null: none came */
  status: number | null
  error: Open<WebhookError> | null
  /** the first 1024 bytes of the answer as text; null: none came, or the receiver is in an inner network */
  answer: string | null
}

export interface WebhookDelivery {
  deliveryId: string
  /** the header webhook-id: the id of the event, of a batch that of its last event */
  messageId: string
  /** null: a batch */
  type: string | null
  /** the number of its first event */
  sequence: number
  /** how many events it holds */
  events: number
  state: Open<WebhookDeliveryState>
  /** attempts since it was made, or since it was sent again */
  attempts: number
  nextAttemptAt: string | null
  /** the last 20 attempts, the oldest first */
  tries: WebhookAttempt[]
  createdAt: string
  endedAt: string | null
}

export interface WebhookDeliveries {
  deliveries: WebhookDelivery[]
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface WebhookDeliveryShown {
  deliveryId: string
  /** the header webhook-id: the id of the event, of a batch that of its last event */
  messageId: string
  /** null: a batch */
  type: string | null
  /** the number of its first event */
  sequence: number
  /** how many events it holds */
  events: number
  state: Open<WebhookDeliveryState>
  /** attempts since it was made, or since it was sent again */
  attempts: number
  nextAttemptAt: string | null
  /** the last 20 attempts, the oldest first */
  tries: WebhookAttempt[]
  createdAt: string
  endedAt: string | null
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface WebhookResent {
  /** so many are sent again */
  deliveries: number
  /** true: send the request again for the rest */
  hasMore: boolean
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface Payment {
  caseId: number
  /** number of the invoice; a text, as published */
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
  /** Saatava extension: part of the payment that is allocated to this invoice. An amount with at most two decimals. */
  amount: number
  /** Saatava extension. ISO 4217 currency code. */
  currency: string
  /** Saatava extension: type in the bank’s format; DIRECT if the creditor received it */
  paymentType: string
  /** Saatava extension: the paid parts; their sum is the amount */
  allocation: {
    /** capital of the invoice. An amount with at most two decimals. */
    capitalAmount: number
    /** late interest. An amount with at most two decimals. */
    interestAmount: number
    /** the creditor’s costs and the agency’s fees. An amount with at most two decimals. */
    costsAmount: number
  }
  /** Saatava extension: null until it is settled */
  settlementId: number | null
}

export type Payments = Payment[]

export interface SettlementBreakdown {
  /** FEES: the creditor’s costs; below zero: the part that the agency keeps */
  type: 'CAPITAL' | 'INTEREST' | 'FEES' | (string & {})
  /** below zero: taken off. An amount with at most two decimals. */
  amount: number
}

export interface SettlementAllocation {
  allocationId: number
  /** the sum of its breakdown; below zero where a settled payment was taken back. An amount with at most two decimals. */
  allocatedTotalAmount: number
  /** a date as a date-time: 2026-02-25T00:00:00Z */
  allocationDate: string
  /** ISO 4217 currency code. */
  currency: string
  caseId: number
  /** number of the invoice; a text, as published */
  originalInvoiceNumber: string
  /** reference that the payer gave, else the invoice’s; "" without both */
  originalPaymentReference: string
  breakdown: SettlementBreakdown[]
}

export interface SettlementDeduction {
  /** fees of the agency on a case that the client withdrew */
  type: 'WITHDRAWN_CASE_FEES' | (string & {})
  /** above zero. An amount with at most two decimals. */
  amount: number
  caseId: number
  /** number of the invoice; a text as in allocations */
  originalInvoiceNumber: string
}

export interface Settlement {
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
  /** the sum of its allocations. An amount with at most two decimals. */
  settlementAmount: number
  /** ISO 4217 currency code. */
  currency: string
  /** time of the first fetch; null the first time */
  apiFetchDate: string | null
  allocations: SettlementAllocation[]
  /** Saatava extension: debts of the client to the agency, deducted from the payout; not a part of settlementAmount */
  deductions: SettlementDeduction[]
  /** Saatava extension: the payout, settlementAmount less the deductions; never below zero. An amount with at most two decimals. */
  paidAmount: number
}

export interface Settlements {
  /** time of this answer */
  createdAt: string
  settlements: Settlement[]
}

export interface SettlementResponse {
  settlement: Settlement
}

export interface SettlementsAcknowledged {
  settlementIds: number[]
}

export interface Accepted {
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export type DocumentStatus = 'Approved' | 'Draft' | 'Invalidated'

export type SyncStatus = 0 | 1 | 2 | 3

export interface LedgerStatus {
  /** your ledgerIdentifier */
  sourceIdentifier: string
  documentDate: string
  documentName: string
  /** state of the voucher in the accounting system; null until synced */
  documentStatus: Open<DocumentStatus> | null
  /** when the accounting system confirmed it; null until then */
  syncDate: string | null
  /** 0 Pending and 1 Successfully synced are published; Saatava extensions: 2 Failed, 3 Dropped */
  status: Open<SyncStatus>
  /** status in words; after a failure, the answer of the system and the advice */
  description: string
}

export interface LedgerStatuses {
  ledgers: LedgerStatus[]
}

export interface AccountingPaymentStatus {
  sourceIdentifier: string
  /** a text, as published */
  invoiceNumber: string | null
  paymentDate: string
  /** when the accounting system confirmed it; null until then */
  syncDate: string | null
  /** 0 Pending and 1 Successfully synced are published; Saatava extensions: 2 Failed, 3 Dropped */
  status: Open<SyncStatus>
  /** status in words; after a failure, the answer of the system and the advice */
  description: string
}

export interface AccountingPaymentStatuses {
  payments: AccountingPaymentStatus[]
}

export interface AccountingInvoiceStatus {
  sourceIdentifier: string
  /** a text, as in the status of payments */
  invoiceNumber: string | null
  invoiceDate: string
  /** when the accounting system confirmed it; null until then */
  syncDate: string | null
  /** 0 Pending and 1 Successfully synced are published; Saatava extensions: 2 Failed, 3 Dropped */
  status: Open<SyncStatus>
  /** status in words; after a failure, the answer of the system and the advice */
  description: string
}

export interface AccountingInvoiceStatuses {
  invoices: AccountingInvoiceStatus[]
}

export interface DocumentQueued {
  message: string
  sourceIdentifier: string
  /** 0 Pending and 1 Successfully synced are published; Saatava extensions: 2 Failed, 3 Dropped */
  status: Open<SyncStatus>
  description: string
}

export interface DocumentDropped {
  message: string
  sourceIdentifier: string
  /** 0 Pending and 1 Successfully synced are published; Saatava extensions: 2 Failed, 3 Dropped */
  status: Open<SyncStatus>
  description: string
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export type ConnectionState = 'active' | 'stopped'

export interface AccountingConnection {
  system: Open<AccountingSystem>
  companyIdentifier: string
  simulator: boolean
  isDefault: boolean
  mappings: Record<string, unknown>
  settings: Record<string, unknown>
  state: Open<ConnectionState>
  reason: string | null
  failures: number
  nextAttemptAt: string | null
  createdAt: string
  updatedAt: string
  /** Only present when there is a warning. */
  warnings?: Warning[]
}

export interface AccountingConnections {
  connections: AccountingConnection[]
}

export interface ConnectionTestResult {
  ok: boolean
  system: Open<AccountingSystem>
  companyIdentifier: string
  message: string
  /** facts of the system; `missing` lists the reasons why it would refuse our vouchers, each with code, pointer and message */
  details: Record<string, unknown>
}

export type AccountingDocumentKind = 'ledger' | 'payment' | 'invoice'

export interface ReconciliationLine {
  kind: Open<AccountingDocumentKind>
  sourceIdentifier: string | null
  remoteId: string | null
  date: string | null
  message: string
}

export interface BalanceDifference {
  kind: string
  sourceIdentifier: string | null
  /** its part of the difference. An amount with at most two decimals. */
  amount: number
  message: string
}

export interface AccountBalance {
  /** a clearing account: the one in the settings, and those of earlier payments */
  account: string
  /** ISO 4217 currency code. */
  currency: string
  /** the sum that our payments and settlements booked on it: as read back from the system, else as submitted. An amount with at most two decimals. */
  inAccounting: number
  /** allocated and unsettled capital of invoices that Saatava booked. An amount with at most two decimals. */
  openAllocations: number
  /** inAccounting less openAllocations; 0 where the books agree. An amount with at most two decimals. */
  difference: number
  /** documents that explain the difference, at most 100 */
  differences: BalanceDifference[]
}

export interface Reconciliation {
  system: Open<AccountingSystem>
  companyIdentifier: string
  fromDate: string
  toDate: string
  matched: number
  missing: ReconciliationLine[]
  doubled: ReconciliationLine[]
  different: ReconciliationLine[]
  balances: AccountBalance[]
}

export interface FinvoiceCredentialsResponse {
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

export type ApprovalState = 'WAITING' | 'APPROVED' | 'REFUSED' | 'OUTDATED' | 'EXPIRED'

export type GatedAct = 'policy.publish' | 'contract.publish' | 'law.confirm' | 'agency.account' | 'client.accounts' | 'payment.return' | 'payment-file.release' | 'cases.release' | 'contract.end' | 'bulk.start' | 'user.role'

export interface Approval {
  approvalId: string
  state: Open<ApprovalState>
  /** the act that waits */
  action: Open<GatedAct>
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

/** The operations by method and path, each with what it takes and what it answers. */
export interface Operations {
  /** Create a new client */
  'POST /client': {
    path: {}
    query: {}
    body: NewClient
    answer: ClientCreated
  }
  /** Validate access token */
  'GET /validate': {
    path: {}
    query: {}
    body: {}
    answer: TokenValid
  }
  /** Renew access token */
  'GET /renew': {
    path: {}
    query: {}
    body: {}
    answer: TokenRenewed
  }
  /** Renew access token (POST) */
  'POST /renew': {
    path: {}
    query: {}
    body: {}
    answer: TokenRenewed
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
    answer: Clients
  }
  /** Retrieve a client */
  'GET /clients/{clientIdentifier}': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: {}
    answer: Client
  }
  /** Correct a client */
  'PATCH /clients/{clientIdentifier}': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: ClientPatch
    answer: Client | ApprovalAwaited
  }
  /** List the tokens of a client */
  'GET /clients/{clientIdentifier}/tokens': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: {}
    answer: ClientTokens
  }
  /** Issue a token for a client */
  'POST /clients/{clientIdentifier}/tokens': {
    path: {
      /** the client’s number */
      clientIdentifier: number
    }
    query: {}
    body: NewToken
    answer: TokenIssued
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
  /** Client settings */
  'GET /client/settings': {
    path: {}
    query: {}
    body: {}
    answer: ClientSettings
  }
  /** Change client settings */
  'PUT /client/settings': {
    path: {}
    query: {}
    body: ClientSettingsInput
    answer: ClientSettings | ApprovalAwaited
  }
  /** The client’s logo */
  'GET /client/settings/logo': {
    path: {}
    query: {}
    body: {}
    answer: Response
  }
  /** Show the clock */
  'GET /sandbox/clock': {
    path: {}
    query: {}
    body: {}
    answer: SandboxClock
  }
  /** Move the clock forward */
  'POST /sandbox/clock': {
    path: {}
    query: {}
    body: ClockMove
    answer: SandboxClock
  }
  /** Pay an invoice */
  'POST /sandbox/payment': {
    path: {}
    query: {}
    body: SandboxPayment
    answer: SandboxPaid
  }
  /** Create an invoice */
  'POST /invoice': {
    path: {}
    query: {}
    body: SalesInvoiceRequest
    answer: InvoiceAccepted
  }
  /** Create many invoices */
  'POST /invoices/batch': {
    path: {}
    query: {}
    body: SalesInvoiceRequest
    answer: BatchOutcome
  }
  /** One invoice */
  'GET /invoice/{number}': {
    path: {
      /** number of the invoice */
      number: number
    }
    query: {
      /** where several types share the number; default: the original */
      type?: InvoiceType | undefined
    }
    body: {}
    answer: Invoice
  }
  /** The document of an invoice */
  'GET /invoice/{number}/document': {
    path: {
      /** number of the invoice */
      number: number
    }
    query: {
      /** where several types share the number; default: the original */
      type?: InvoiceType | undefined
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
      status?: InvoiceStatus | undefined
      /** true: it is INVOICED, INTERMEDIATED or CREDITED; false: it has not left yet */
      finished?: boolean | undefined
      type?: InvoiceType | undefined
      /** only invoices whose due date is before this day */
      dueBefore?: string | undefined
      /** only invoices whose due date is after this day */
      dueAfter?: string | undefined
      /** the reference of the invoice, in any spelling */
      paymentReference?: string | undefined
      /** debtorId of the case */
      debtor?: string | undefined
      /** stage of its case */
      caseStage?: CaseStage | undefined
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
    answer: Invoices
  }
  /** Preview an invoice (dry run) */
  'POST /invoice/preview': {
    path: {}
    query: {}
    body: SalesInvoiceRequest
    answer: InvoicePreview
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
      fetchType?: FetchType | undefined
      /** Saatava extension: default 1000 */
      limit?: number | undefined
      /** Saatava extension: cursor from the Link header of the previous page */
      cursor?: string | undefined
    }
    body: {}
    answer: Distributions
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
    answer: DistributionChanges
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
    answer: PartnerDistributionChanges
  }
  /** The cases */
  'GET /cases': {
    path: {}
    query: {
      status?: CaseStatus | undefined
      /** true: it is not closed; false: it is closed */
      open?: boolean | undefined
      stage?: CaseStage | undefined
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
    answer: Cases
  }
  /** Create an invoice action */
  'POST /invoice/action': {
    path: {}
    query: {}
    body: InvoiceActionBatch
    answer: ActionsTaken
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
    answer: Actions
  }
  /** One action and its outcome */
  'GET /invoice/action/{actionId}': {
    path: {
      /** id from the answer or the event of the action */
      actionId: string
    }
    query: {}
    body: {}
    answer: Action
  }
  /** Preview actions (dry run) */
  'POST /invoice/action/preview': {
    path: {}
    query: {}
    body: InvoiceActionBatch
    answer: ActionPreview
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
    answer: CaseResponse
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
    answer: Letters
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
  /** Questions of the agency */
  'GET /questions': {
    path: {}
    query: {
      /** only questions in this state */
      state?: QuestionState | undefined
      /** rows of a page; default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: Questions
  }
  /** Answer a question of the agency */
  'POST /questions/{questionId}/answer': {
    path: {
      /** id from the list of questions or from an event */
      questionId: string
    }
    query: {}
    body: QuestionAnswer
    answer: QuestionAnswered
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
      mark?: DebtorMark | undefined
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
    answer: Debtors
  }
  /** One debtor */
  'GET /debtors/{debtorId}': {
    path: {
      /** id from the list of debtors or from a case */
      debtorId: string
    }
    query: {}
    body: {}
    answer: Debtor
  }
  /** Correct the contact data of a debtor */
  'PATCH /debtors/{debtorId}': {
    path: {
      /** id from the list of debtors or from a case */
      debtorId: string
    }
    query: {}
    body: DebtorPatch
    answer: Debtor
  }
  /** Set a mark of a debtor */
  'PUT /debtors/{debtorId}/marks/{mark}': {
    path: {
      debtorId: string
      mark: DebtorMark
    }
    query: {}
    body: DebtorMarkInput
    answer: Debtor
  }
  /** Lift a mark of a debtor */
  'DELETE /debtors/{debtorId}/marks/{mark}': {
    path: {
      debtorId: string
      mark: DebtorMark
    }
    query: {}
    body: {}
    answer: Debtor
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
    answer: EventPage
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
    answer: PartnerEventPage
  }
  /** Webhook endpoints */
  'GET /webhooks': {
    path: {}
    query: {}
    body: {}
    answer: Webhooks
  }
  /** Set up a webhook endpoint */
  'POST /webhooks': {
    path: {}
    query: {}
    body: NewWebhook
    answer: WebhookCreated
  }
  /** Retrieve a webhook endpoint */
  'GET /webhooks/{webhookId}': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: {}
    answer: WebhookShown
  }
  /** Change a webhook endpoint */
  'PUT /webhooks/{webhookId}': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: WebhookChange
    answer: WebhookShown
  }
  /** Delete a webhook endpoint */
  'DELETE /webhooks/{webhookId}': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: {}
    answer: WebhookDeleted
  }
  /** Rotate the secret of a webhook endpoint */
  'POST /webhooks/{webhookId}/rotate': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: {}
    answer: WebhookSecret
  }
  /** Reveal the secret of a webhook endpoint */
  'GET /webhooks/{webhookId}/secret': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: {}
    answer: WebhookSecret
  }
  /** Test a webhook endpoint */
  'POST /webhooks/{webhookId}/test': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: WebhookTest
    answer: WebhookTested
  }
  /** Pause a webhook endpoint */
  'POST /webhooks/{webhookId}/pause': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: {}
    answer: WebhookShown
  }
  /** Resume a webhook endpoint */
  'POST /webhooks/{webhookId}/resume': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: WebhookResume
    answer: WebhookShown
  }
  /** Replay events to a webhook endpoint */
  'POST /webhooks/{webhookId}/replay': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: WebhookReplay
    answer: WebhookShown
  }
  /** Deliveries of a webhook endpoint */
  'GET /webhooks/{webhookId}/deliveries': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {
      /** only deliveries in this state */
      state?: WebhookDeliveryState | undefined
      /** only events whose type begins with this; a batch of an ordered endpoint has no type */
      type?: string | undefined
      /** only the deliveries that hold this event */
      eventId?: string | undefined
      /** only deliveries made at or after this instant */
      createdSince?: string | undefined
      /** only deliveries made before this instant */
      createdBefore?: string | undefined
      /** rows of a page; default 1000 */
      limit?: number | undefined
      /** from the Link header of the page before */
      cursor?: string | undefined
    }
    body: {}
    answer: WebhookDeliveries
  }
  /** Send a webhook again */
  'POST /webhooks/{webhookId}/deliveries/{deliveryId}/resend': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
      /** id from the list of deliveries */
      deliveryId: string
    }
    query: {}
    body: {}
    answer: WebhookDeliveryShown
  }
  /** Send all webhooks again that match */
  'POST /webhooks/{webhookId}/deliveries/resend': {
    path: {
      /** id of the webhook endpoint */
      webhookId: string
    }
    query: {}
    body: WebhookResend
    answer: WebhookResent
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
    answer: Payments
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
    answer: Settlements
  }
  /** One settlement */
  'GET /settlements/{settlementId}': {
    path: {
      settlementId: number
    }
    query: {}
    body: {}
    answer: SettlementResponse
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
    body: SettlementAcknowledgement
    answer: SettlementsAcknowledged
  }
  /** Submit ledger documents */
  'POST /accounting/ledger': {
    path: {}
    query: {}
    body: LedgerSubmission
    answer: Accepted
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
    answer: LedgerStatuses | undefined
  }
  /** Submit payments */
  'POST /accounting/payment': {
    path: {}
    query: {}
    body: AccountingPaymentSubmission
    answer: Accepted
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
    answer: AccountingPaymentStatuses | undefined
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
    answer: AccountingInvoiceStatuses | undefined
  }
  /** Retry a failed ledger */
  'POST /accounting/ledger/{identifier}/retry': {
    path: {
      /** sourceIdentifier of the list */
      identifier: string
    }
    query: {}
    body: {}
    answer: DocumentQueued
  }
  /** Retry a failed payment */
  'POST /accounting/payment/{identifier}/retry': {
    path: {
      /** sourceIdentifier of the list */
      identifier: string
    }
    query: {}
    body: {}
    answer: DocumentQueued
  }
  /** Retry a failed invoice */
  'POST /accounting/invoice/{identifier}/retry': {
    path: {
      /** sourceIdentifier of the list */
      identifier: string
    }
    query: {}
    body: {}
    answer: DocumentQueued
  }
  /** Drop a failed ledger */
  'POST /accounting/ledger/{identifier}/drop': {
    path: {
      /** sourceIdentifier of the list */
      identifier: string
    }
    query: {}
    body: {}
    answer: DocumentDropped
  }
  /** Drop a failed payment */
  'POST /accounting/payment/{identifier}/drop': {
    path: {
      /** sourceIdentifier of the list */
      identifier: string
    }
    query: {}
    body: {}
    answer: DocumentDropped
  }
  /** Drop a failed invoice */
  'POST /accounting/invoice/{identifier}/drop': {
    path: {
      /** sourceIdentifier of the list */
      identifier: string
    }
    query: {}
    body: {}
    answer: DocumentDropped
  }
  /** Connect an accounting system */
  'PUT /accounting/connection': {
    path: {}
    query: {}
    body: AccountingConnectionInput
    answer: AccountingConnection
  }
  /** Accounting connections */
  'GET /accounting/connection': {
    path: {}
    query: {}
    body: {}
    answer: AccountingConnections
  }
  /** Test a connection */
  'POST /accounting/connection/test': {
    path: {}
    query: {
      /** default: the default connection */
      companyIdentifier?: string | undefined
    }
    body: {}
    answer: ConnectionTestResult
  }
  /** Consent to a connection */
  'POST /accounting/connection/consent': {
    path: {}
    query: {}
    body: ConsentInput
    answer: ConnectionTestResult
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
    answer: Reconciliation
  }
  /** Finvoice credentials */
  'GET /operations/finvoice-credentials': {
    path: {}
    query: {}
    body: {}
    answer: FinvoiceCredentialsResponse
  }
  /** Retrieve an approval */
  'GET /approvals/{approvalId}': {
    path: {
      /** from the answer 202 */
      approvalId: string
    }
    query: {}
    body: {}
    answer: Approval
  }
}
