/**
 * The catalogue of tasks. A kind has its causes in the list of migrations/0001_schema.sql ("The rows that need a person"),
 * which opens and closes its tasks, and one entry here, for people. A test holds the two together.
 */

export interface TaskKind {
  /** The problem, in a few words. */
  title: string
  /** The form of the subject. */
  subject: string
  /** The side that handles it. */
  worker: 'agency' | 'creditor'
  /** How its cause ends, in a sentence with the command or the request. */
  ends: string
  /** Given where the cause is no state that ends: a person closes the task. */
  byPerson?: true
}

const CASE = 'case:<caseId>'
const INVOICE = 'invoice:<invoiceId>'
const ENTRY = 'entry:<entryId>'
const QUESTION = 'question:<questionId>'

export const TASK_KINDS = {
  OBJECTION: {
    title: 'A debtor has objected',
    ...{ subject: CASE, worker: 'agency' },
    ends: 'The objection is resolved: the action RESUME, or "saatava case objection" with WITHOUT_RELEVANT_GROUND.',
  },
  CASE_SUSPENDED: {
    title: 'A case cannot go on',
    ...{ subject: CASE, worker: 'agency' },
    ends: 'The case goes on: the action ADDRESS or EMAIL gives its letters a way to the debtor, RESUME tries again.',
  },
  DEBTOR_MARKED: {
    title: 'A mark of the debtor stops a case',
    ...{ subject: CASE, worker: 'agency' },
    ends: 'A person deals with the estate, the restructuring or the guardian; the case is closed, or "saatava debtor unmark" lets it go on.',
  },
  LAW_RULE_MISSING: {
    title: 'The law gives no answer for a case',
    ...{ subject: CASE, worker: 'agency' },
    ends: 'The rule is confirmed with "saatava law confirm", and the action RESUME lets the case go on.',
  },
  PLAN_BROKEN: {
    title: 'A debtor has broken a payment plan',
    ...{ subject: CASE, worker: 'agency', byPerson: true },
    ends: 'The case is paid, held up or given a new plan; or a person has decided that it goes on as it is.',
  },
  APPROVAL_AWAITED: {
    title: 'Legal steps wait for the creditor’s approval',
    ...{ subject: CASE, worker: 'creditor' },
    ends: 'The creditor sends the action APPROVE or WITHDRAW.',
  },
  LEGAL_STEPS: {
    title: 'Legal steps are to begin',
    ...{ subject: CASE, worker: 'agency' },
    ends: 'The first act of the court or the authority is recorded with "saatava case record".',
  },
  AMOUNTS_DIFFER: {
    title: 'A creditor states other amounts than the books',
    ...{ subject: CASE, worker: 'agency', byPerson: true },
    ends: 'A person has compared the amounts with the creditor’s.',
  },
  FEE_OF_UNSENT_LETTER: {
    title: 'A fee was paid for a letter that was not sent',
    ...{ subject: CASE, worker: 'agency', byPerson: true },
    ends: 'A person has decided about the fee.',
  },
  INVOICE_MANUAL: {
    title: 'An invoice waits for approval',
    ...{ subject: INVOICE, worker: 'creditor' },
    ends: 'The creditor sends the action APPROVE, or the invoice again with other content.',
  },
  INVOICE_DUPLICATE: {
    title: 'An invoice looks like another',
    ...{ subject: INVOICE, worker: 'creditor' },
    ends: 'The creditor sends the action APPROVE, or the invoice again with other content.',
  },
  INVOICE_ERROR: {
    title: 'An invoice cannot be sent',
    ...{ subject: INVOICE, worker: 'creditor' },
    ends: 'The creditor sends the invoice again with other content; one that no channel could deliver goes out again with "saatava delivery retry".',
  },
  DELIVERY_UNKNOWN: {
    title: 'Nobody knows whether a delivery has arrived',
    ...{ subject: 'delivery:<deliveryId>', worker: 'agency' },
    ends: 'A person records its outcome with "saatava delivery resolve", or the channel reports it.',
  },
  DELIVERY_FAILED: {
    title: 'A document has not reached its receiver',
    ...{ subject: `${INVOICE} or letter:<letterId>`, worker: 'agency', byPerson: true },
    ends: 'It goes out again with "saatava delivery retry"; or a person has decided that it does not.',
  },
  BANK_FILE_FAILED: {
    title: 'A bank file could not be read as a whole',
    ...{ subject: 'bank-file:<fileId>', worker: 'agency', byPerson: true },
    ends: 'A person has asked the bank to send it again, and taken it with "saatava bank-file take".',
  },
  PAYMENT_UNMATCHED: {
    title: 'Money waits for a case',
    ...{ subject: `${ENTRY} or payment:<paymentId>`, worker: 'agency' },
    ends: 'It is allocated, returned or dismissed: "saatava payment allocate", "return" or "dismiss".',
  },
  PAYMENT_DOUBTFUL: {
    title: 'A movement of the bank is doubtful',
    ...{ subject: ENTRY, worker: 'agency' },
    ends: 'A person decides with "saatava payment decide" whether it is the same as another, or allocates, returns or dismisses it.',
  },
  PAYMENT_TAKEN_BACK: {
    title: 'The bank took a payment back',
    ...{ subject: ENTRY, worker: 'agency' },
    ends: 'A person names the payment with "saatava payment reverse".',
  },
  MONEY_TAKEN_OFF: {
    title: 'Money left client funds, and nobody here ordered it',
    ...{ subject: ENTRY, worker: 'agency' },
    ends: 'It is cleared with the bank, and dismissed with "saatava payment dismiss".',
  },
  REFUND: {
    title: 'Money is to go back to its payer',
    ...{ subject: 'payment:<paymentId>', worker: 'agency' },
    ends: 'It goes back with "saatava payment return", or to another case with "saatava payment allocate".',
  },
  DOCUMENT_FAILED: {
    title: 'The accounting system refused a document',
    ...{ subject: '<kind>:<identifier>', worker: 'agency' },
    ends: 'It is sent again with "saatava sync retry", replaced by its sender, or dropped with "saatava sync drop".',
  },
  CONNECTION_STOPPED: {
    title: 'A connection to an accounting system has stopped',
    ...{ subject: 'connection:<companyIdentifier>', worker: 'agency' },
    ends: 'It is set again with "saatava connection set".',
  },
  PAYOUT_DOUBTFUL: {
    title: 'The bank contradicts itself about a payout',
    ...{ subject: 'payout:<endToEndId>', worker: 'agency' },
    ends: 'The bank was asked, and its answer is recorded with "saatava settlement mark-paid" or "mark-refused".',
  },
  SECOND_PERSON: {
    title: 'An act waits for a second person',
    ...{ subject: 'approval:<approvalId>', worker: 'agency' },
    ends: 'A second person decides it with "saatava approval approve" or "refuse", or its time is over.',
  },
  QUESTION_ASKED: {
    title: 'The agency has a question',
    ...{ subject: QUESTION, worker: 'creditor' },
    ends: 'The creditor answers it with POST /questions/{questionId}/answer or in the console, or the agency withdraws it.',
  },
  QUESTION_ANSWERED: {
    title: 'A creditor has answered',
    ...{ subject: QUESTION, worker: 'agency' },
    ends: 'A person has read the answer, and says so on the page of the question.',
  },
  PAYOUT_FAILED: {
    title: 'The bank did not pay a payout, or it came back',
    ...{ subject: 'payout:<endToEndId>', worker: 'agency' },
    ends: 'It is paid again with "saatava settlement pay-again", once the client’s account is right.',
  },
  PAYOUT_UNCONFIRMED: {
    title: 'The bank has not confirmed a payout',
    ...{ subject: 'payout:<endToEndId>', worker: 'agency' },
    ends: 'A statement of the bank shows it, or the answer of the bank is recorded with "saatava settlement mark-paid" or "mark-refused".',
  },
  RETURN_UNCONFIRMED: {
    title: 'The bank has not confirmed a return to a payer',
    ...{ subject: 'return:<returnId>', worker: 'agency' },
    ends: 'A statement of the bank shows it, or the answer of the bank is recorded with "saatava payment end-return".',
  },
  WEBHOOK_DISABLED: {
    title: 'A webhook endpoint was disabled',
    ...{ subject: 'webhook:<webhookId>', worker: 'agency' },
    ends: 'Its owner mends the receiver and enables the endpoint with POST /webhooks/{webhookId}/resume, or deletes it.',
  },
  WORK_FAILING: {
    title: 'Background work on a row fails again and again',
    ...{ subject: 'the row, such as case:<caseId>', worker: 'agency' },
    ends: 'The log names the error. When its cause is mended, the next try succeeds, and the task closes some hours later.',
  },
  SETTLEMENT_BLOCKED: {
    title: 'A client cannot be settled',
    ...{ subject: 'client:<clientId>', worker: 'agency' },
    ends: 'The client’s account in its settings or the agency’s account is corrected, and the next run settles it.',
  },
  LAW_RULE_ENDING: {
    title: 'A rule of law ends, and no other follows it',
    ...{ subject: 'law:<ruleId>', worker: 'agency' },
    ends: 'The rule that follows it is confirmed with "saatava law confirm".',
  },
  FUNDS_DIFFER: {
    title: 'Client funds differ from what the bank says',
    ...{ subject: 'account:<IBAN>', worker: 'agency' },
    ends: 'The difference is explained ("saatava funds check", "saatava funds attribute"), and the next statement agrees with the books.',
  },
  STATEMENT_INCOMPLETE: {
    title: 'A bank statement is missing or incomplete',
    ...{ subject: 'account:<account>', worker: 'agency', byPerson: true },
    ends: 'A person has asked the bank for it, and taken it with "saatava bank-file take".',
  },
} as const satisfies Record<string, TaskKind>

export type TaskKindName = keyof typeof TASK_KINDS

export const TASK_KIND_NAMES = Object.keys(TASK_KINDS) as TaskKindName[]

export function kindOf(name: TaskKindName): TaskKind {
  return TASK_KINDS[name]
}
