/** The words of a letter, the same in every language. */
import type { LetterKind } from '@saatava/einvoice/model/document.ts'

/** Facts that the first sentence of a letter may name, already formatted. */
interface LeadFacts {
  creditor: string
  collector: string
  invoice: string
  /** The amount to pay now: of a plan its first instalment. */
  total: string
  payBy: string
  /** PLAN_OFFER: how many instalments. */
  count: string
  /** PLAN_BROKEN: the instalment that was not paid, and when it was due. */
  missed: string
  missedOn: string
  /** DUE_DATE_CHANGED: the due date before. */
  former: string
  /** OBJECTION_RECEIVED: on which day. */
  receivedOn: string
}

export interface LetterWords {
  titles: Record<LetterKind, string>
  facts: {
    date: string
    caseNumber: string
    invoice: string
    invoiceDate: string
    invoiceDueDate: string
    payBy: string
    payable: string
  }
  lead: Record<LetterKind, (facts: LeadFacts) => string>
  alreadyPaid: string
  creditor: string
  /** The former creditor of a receivable that the creditor has bought. */
  originalCreditor: string
  collector: string
  contact: { phone: string; hours: string; email: string; web: string }
  claim: {
    title: string
    amount: string
    capital: string
    interest: string
    costs: string
    fees: string
    /** The part of the fees that was paid before. */
    feesPaid: string
    total: string
  }
  /** The ground of the claim. */
  ground: (facts: { invoice: string; date: string; dueDate: string; total: string }) => string
  /** The subject of the invoice. */
  concerns: (subject: string) => string
  /** The part of the fees that this letter adds; where they are not itemised. */
  ofThisLetter: (fee: string) => string
  /** Behind the day of a fee: it is for this very letter. */
  thisLetter: string
  interestPeriod: (facts: { from: string; to: string; rate: string; capital: string }) => string
  interestRunsOn: string
  noInterest: string
  interestRight: string
  objection: (facts: { contact: string; payBy: string }) => string
  /** Consequences in letters that ask for the whole claim. */
  consequence: Record<'REMINDER' | 'DEMAND' | 'PLAN_BROKEN' | 'DUE_DATE_CHANGED', (facts: { payBy: string }) => string>
  /** Finland, consumers: voluntary collection stops when they ask for it (perintälaki 4 c §). */
  stopCollection: string
  /** Norway: the warning that comes before a demand (inkassoloven § 9). */
  notice: (facts: { payBy: string; creditor: string }) => string
  /** Consumers: instalments can be agreed. */
  planPossible: string
  debtAdvice: (adviser: string) => string
  plan: {
    title: string
    number: string
    dueDate: string
    amount: string
    accept: (facts: { first: string; payBy: string }) => string
    /** The fee is in the instalments; the law in brackets, with a space before them, or nothing. */
    fee: (facts: { fee: string; law: string }) => string
    free: string
    samePayment: string
    broken: string
    interest: string
  }
  objectionReceived: {
    whole: string
    part: (amount: string) => string
    undisputed: (amount: string) => string
    more: (contact: string) => string
    answer: string
  }
  paidUp: string
  /** The authority to which one may complain, where the law wants it named. */
  board: (name: string) => string
}
