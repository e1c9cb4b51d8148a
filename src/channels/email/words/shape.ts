/** The words of a mail, the same in every language. */
import type { LetterKind } from '@saatava/einvoice/model/document.ts'

/** The subject of the mail: collection and factoring invoices are invoices to their receivers. */
export type MailKind = 'invoice' | 'creditNote' | 'reminder' | 'autoPayment'

export interface Words {
  /** Heading of the document: "Invoice". */
  kind: Record<MailKind, string>
  /** Name of the attached file, without number and ending; ASCII. */
  file: Record<MailKind, string>
  subject: string
  greeting: string
  lead: Record<MailKind, string>
  labels: {
    toPay: string
    credited: string
    total: string
    paid: string
    date: string
    dueDate: string
    reference: string
    message: string
    creditedInvoice: string
    orderNumber: string
    buyerReference: string
    receiver: string
    creditor: string
  }
  notes: {
    nothingToPay: string
    paidAlready: string
    automatic: string
    reminder: string
    factoring: string
    attachment: string
    questions: string
  }
  /** Texts of letters of payment control. */
  letter: {
    file: Record<LetterKind, string>
    lead: Record<LetterKind, string>
    labels: {
      caseNumber: string
      wasDue: string
      payBy: string
      capital: string
      interest: string
      costs: string
      fees: string
      collector: string
    }
    notes: { paid: string; objection: string }
  }
}
