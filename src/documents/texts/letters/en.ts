import type { LetterWords } from './letter-words.ts'

export const englishLetter: LetterWords = {
  titles: {
    REMINDER: 'Payment reminder',
    DEMAND: 'Payment demand',
    PLAN_OFFER: 'Offer of a payment plan',
    PLAN_BROKEN: 'Your payment plan has ended',
    DUE_DATE_CHANGED: 'New due date',
    OBJECTION_RECEIVED: 'We have received your objection',
    PAID: 'Your claim is paid',
    PAYEE_CHANGED: 'The agency has changed',
  },
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
    PLAN_OFFER: ({ creditor, count }) =>
      `We offer you a plan to pay the claim of ${creditor} below in ${count} instalments. Collection rests while the plan is kept.`,
    PLAN_BROKEN: ({ creditor, missed, missedOn, total, payBy }) =>
      `The instalment due on ${missedOn} was not paid in full: ${missed} is missing. The payment plan on the claim of ${creditor} has ended. The whole claim is due. We ask you to pay ${total} by ${payBy}.`,
    DUE_DATE_CHANGED: ({ creditor, former, payBy }) =>
      `${creditor} gives you more time to pay the invoice below: its due date in collection is now ${payBy}, and was ${former}.`,
    OBJECTION_RECEIVED: ({ creditor, invoice, receivedOn }) =>
      `On ${receivedOn} we received your objection to the claim of ${creditor} on invoice ${invoice}.`,
    PAID: ({ creditor, invoice }) =>
      `The claim of ${creditor} on invoice ${invoice} has been paid and our case is closed. Nothing is left to pay.`,
    PAYEE_CHANGED: ({ creditor, collector, total, payBy }) =>
      `${collector} now collects the claim of ${creditor} below. Please pay ${total} by ${payBy}, to the account in this letter only.`,
  },
  alreadyPaid: 'If you have paid already, please disregard this letter.',
  creditor: 'Creditor',
  originalCreditor: 'Original creditor',
  collector: 'Collector',
  contact: { phone: 'Telephone', hours: 'Open', email: 'Email', web: 'Web' },
  claim: {
    title: 'Claim',
    amount: 'Amount',
    capital: 'Capital',
    interest: 'Late interest',
    costs: 'Creditor’s costs',
    fees: 'Collection fees',
    feesPaid: 'Paid of the fees',
    total: 'Total to pay',
  },
  ground: ({ invoice, date, dueDate, total }) => `Unpaid of invoice ${invoice} of ${date}, ${total}, due ${dueDate}`,
  concerns: (subject) => `For: ${subject}`,
  ofThisLetter: (fee) => `${fee} of this for this letter`,
  thisLetter: 'this letter',
  interestPeriod: ({ from, to, rate, capital }) => `${rate} a year on ${capital}, ${from} – ${to}`,
  interestRunsOn: 'Late interest runs on the unpaid capital until it has been paid.',
  noInterest: 'No late interest is claimed in this letter.',
  interestRight: 'You have the right to detailed information about how it has been computed.',
  objection: ({ contact, payBy }) =>
    `You have the right to object to the claim, its ground or its amount. Please do so by ${payBy}, with your reasons, to: ${contact}. We do not collect the disputed part before the matter has been examined.`,
  consequence: {
    REMINDER: ({ payBy }) =>
      `If the claim is not paid by ${payBy}, collection may go on with a payment demand, which may add costs within the limits of the law.`,
    DEMAND: ({ payBy }) =>
      `If the claim is neither paid nor objected to by ${payBy}, the creditor may take it to court. Legal recovery may add costs.`,
    PLAN_BROKEN: () => 'Collection goes on, which may add costs within the limits of the law.',
    DUE_DATE_CHANGED: ({ payBy }) =>
      `If the claim is not paid by ${payBy}, collection goes on, which may add costs within the limits of the law.`,
  },
  stopCollection:
    'You have the right to ask us to stop voluntary collection and to have the claim taken to court instead (Debt Collection Act 513/1999, § 4 c). Write to the collector; no costs of further voluntary collection may then be claimed from you.',
  notice: ({ payBy, creditor }) =>
    `This letter is also a notice of collection (inkassovarsel, inkassoloven § 9). If ${creditor} is not paid by ${payBy}, the claim goes to collection. You may have to pay the costs.`,
  planPossible: 'If you cannot pay everything at once, contact the collector soon: a payment plan can be agreed.',
  debtAdvice: (adviser) => `Free advice about debts: ${adviser}.`,
  plan: {
    title: 'Payment plan',
    number: 'No.',
    dueDate: 'Due date',
    amount: 'Amount',
    accept: ({ first, payBy }) =>
      `You accept the plan by paying the first instalment, ${first}, by ${payBy}. If you do not, the offer lapses and collection goes on.`,
    fee: ({ fee, law }) =>
      `The fee of the plan, ${fee}${law}, is in the instalments. It is charged only if you accept, and is at most this.`,
    free: 'The plan costs you nothing.',
    samePayment: 'Pay every instalment with the same reference to the same account.',
    broken: 'If an instalment is not paid in time, the plan ends and the whole claim is due.',
    interest:
      'Late interest runs on the unpaid capital while the plan is kept; what has run comes as a last instalment.',
  },
  objectionReceived: {
    whole: 'The whole claim is in dispute. We do not collect it before the matter has been examined.',
    part: (amount) => `In dispute is ${amount}. We do not collect it before the matter has been examined.`,
    undisputed: (amount) => `You do not dispute ${amount}. It is due as our earlier letters say.`,
    more: (contact) => `If you wish to add reasons or documents, send them to: ${contact}.`,
    answer: 'You will hear from us when the creditor has answered.',
  },
  paidUp: 'You need not do anything. If you have paid more than was owed, we will contact you.',
  board: (name) => `If we do not come to an agreement, you may bring the matter before ${name}.`,
}
