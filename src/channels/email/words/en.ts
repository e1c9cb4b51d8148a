import type { Words } from './shape.ts'

export const EN: Words = {
  kind: { invoice: 'Invoice', creditNote: 'Credit note', reminder: 'Payment reminder', autoPayment: 'Invoice' },
  file: { invoice: 'invoice', creditNote: 'credit-note', reminder: 'payment-reminder', autoPayment: 'invoice' },
  subject: '{kind} {number} from {seller}',
  greeting: 'Hello,',
  lead: {
    invoice: '{seller} has sent you invoice {number}. It is attached as a PDF file.',
    creditNote: '{seller} has sent you credit note {number}. It is attached as a PDF file.',
    reminder: 'According to our records, invoice {number} from {seller} has not been paid. The reminder is attached.',
    autoPayment: '{seller} has sent you invoice {number}. It is attached as a PDF file.',
  },
  labels: {
    toPay: 'Amount due',
    credited: 'Credited',
    total: 'Total',
    paid: 'Paid',
    date: 'Date',
    dueDate: 'Due date',
    reference: 'Payment reference',
    message: 'Payment message',
    creditedInvoice: 'Credited invoice',
    orderNumber: 'Order number',
    buyerReference: 'Your reference',
    receiver: 'Payee',
    creditor: 'Creditor',
  },
  notes: {
    nothingToPay: 'This is a credit note: there is nothing to pay.',
    paidAlready: 'The invoice has been paid already: there is nothing to pay.',
    automatic: 'If you have agreed to automatic payment, the amount is taken from your account on the due date.',
    reminder: 'If you have already paid the invoice, please disregard this message.',
    factoring: 'The receivable has been assigned to {financier}. Only payment to the account above settles the debt.',
    attachment: 'All details are in the attachment {file}.',
    questions: 'Questions about the invoice: {contact}.',
  },
  letter: {
    file: {
      REMINDER: 'payment-reminder',
      DEMAND: 'payment-demand',
      PLAN_OFFER: 'payment-plan-offer',
      PLAN_BROKEN: 'payment-plan-ended',
      PAYEE_CHANGED: 'new-agency',
      DUE_DATE_CHANGED: 'new-due-date',
      OBJECTION_RECEIVED: 'objection-received',
      PAID: 'claim-paid',
    },
    lead: {
      REMINDER:
        'According to our records, invoice {number} from {seller} has not been paid. Please pay {total} by {dueDate}. The reminder is attached.',
      DEMAND:
        '{collector} collects the claim of {seller} for invoice {number}. Please pay {total} by {dueDate}, or tell us why you do not agree. The demand is attached.',
      PLAN_OFFER:
        'We offer you a plan to pay the claim of {seller} for invoice {number} in instalments. You accept it by paying the first, {total}, by {dueDate}. The plan is attached.',
      PLAN_BROKEN:
        'An instalment was not paid in time, and the payment plan on the claim of {seller} for invoice {number} has ended. Please pay {total} by {dueDate}. The letter is attached.',
      PAYEE_CHANGED:
        '{seller} has given the claim for invoice {number} to another agency. Please pay {total} by {dueDate}, to the account in the attached letter.',
      DUE_DATE_CHANGED:
        '{seller} gives you more time to pay invoice {number}: the new due date is {dueDate}. The letter is attached.',
      OBJECTION_RECEIVED:
        'We have received your objection to the claim of {seller} for invoice {number}. The letter that confirms it is attached.',
      PAID: 'The claim of {seller} for invoice {number} has been paid. Nothing is left to pay. The letter that confirms it is attached.',
    },
    labels: {
      caseNumber: 'Case number',
      wasDue: 'Was due',
      payBy: 'Pay by',
      capital: 'Capital',
      interest: 'Late interest',
      costs: 'Creditor’s costs',
      fees: 'Collection fees',
      collector: 'Collector',
    },
    notes: {
      paid: 'If you have already paid, please disregard this message.',
      objection: 'You have the right to object to the claim, its ground or its amount: {contact}.',
    },
  },
}
