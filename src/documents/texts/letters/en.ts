import type { LetterWords } from './words.ts'

export const englishLetter: LetterWords = {
  titles: { REMINDER: 'Payment reminder', DEMAND: 'Payment demand' },
  facts: {
    date: 'Date',
    caseNumber: 'Case number',
    invoice: 'Invoice',
    invoiceDate: 'Invoice date',
    invoiceDueDate: 'Was due',
    payBy: 'Pay by',
    payable: 'Amount due',
  },
  lead: {
    REMINDER: ({ total, payBy }) =>
      `According to our records the invoice below has not been paid. We ask you to pay ${total} by ${payBy}.`,
    DEMAND: ({ creditor, collector, total, payBy }) =>
      `${collector} collects the claim below on behalf of ${creditor}. We ask you to pay ${total} by ${payBy}, or to tell us why you do not agree.`,
  },
  alreadyPaid: 'If you have paid already, please disregard this letter.',
  creditor: 'Creditor',
  collector: 'Collector',
  claim: {
    title: 'Claim',
    amount: 'Amount',
    capital: 'Capital',
    interest: 'Late interest',
    costs: 'Creditor’s costs',
    fees: 'Collection fees',
    total: 'Total to pay',
  },
  ground: ({ invoice, date, dueDate, total }) => `Unpaid of invoice ${invoice} of ${date}, ${total}, due ${dueDate}`,
  concerns: (subject) => `For: ${subject}`,
  ofThisLetter: (fee) => `${fee} of this for this letter`,
  interestPeriod: ({ from, to, rate, capital }) => `${rate} a year on ${capital}, ${from} – ${to}`,
  interestRunsOn: 'Late interest runs on the unpaid capital until it has been paid.',
  noInterest: 'No late interest is claimed in this letter.',
  interestRight: 'You have the right to be told in detail how it has been computed.',
  objection: ({ contact, payBy }) =>
    `You have the right to object to the claim, its ground or its amount. Please do so by ${payBy}, with your reasons, to: ${contact}. What you object to is not collected further before it has been looked into.`,
  consequence: {
    REMINDER: ({ payBy }) =>
      `If the claim is not paid by ${payBy}, collection may go on with a payment demand, which may add costs within the limits of the law.`,
    DEMAND: ({ payBy }) =>
      `If the claim is neither paid nor objected to by ${payBy}, the creditor may take it to court. Legal recovery may add costs.`,
  },
  board: (name) => `If we do not come to an agreement, you may bring the matter before ${name}.`,
}
