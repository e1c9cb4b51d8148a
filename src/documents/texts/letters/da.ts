import type { LetterWords } from './words.ts'

export const danishLetter: LetterWords = {
  titles: { REMINDER: 'Betalingspåmindelse', DEMAND: 'Påkravsskrivelse' },
  facts: {
    date: 'Dato',
    caseNumber: 'Sagsnummer',
    invoice: 'Faktura',
    invoiceDate: 'Fakturadato',
    invoiceDueDate: 'Forfaldt',
    payBy: 'Betales senest',
    payable: 'At betale',
  },
  lead: {
    REMINDER: ({ total, payBy }) =>
      `Ifølge vores oplysninger er fakturaen nedenfor ikke betalt. Vi beder Dem betale ${total} senest ${payBy}.`,
    DEMAND: ({ creditor, collector, total, payBy }) =>
      `${collector} inddriver kravet nedenfor for ${creditor}. Vi beder Dem betale ${total} senest ${payBy}, eller meddele os, hvorfor De ikke er enig i kravet.`,
  },
  alreadyPaid: 'Er beløbet allerede betalt, bedes De se bort fra dette brev.',
  creditor: 'Kreditor',
  collector: 'Inkassator',
  claim: {
    title: 'Kravet',
    amount: 'Beløb',
    capital: 'Hovedstol',
    interest: 'Morarente',
    costs: 'Kreditors omkostninger',
    fees: 'Inkassoomkostninger',
    total: 'At betale',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Ubetalt af faktura ${invoice} af ${date}, ${total}, forfald ${dueDate}`,
  concerns: (subject) => `Vedrører: ${subject}`,
  ofThisLetter: (fee) => `heraf for dette brev ${fee}`,
  interestPeriod: ({ from, to, rate, capital }) => `${rate} om året af ${capital}, ${from} – ${to}`,
  interestRunsOn: 'Morarente løber af den ubetalte hovedstol, indtil den er betalt.',
  noInterest: 'Der kræves ikke morarente i dette brev.',
  interestRight: 'De har ret til at få nærmere oplyst, hvordan renten er beregnet.',
  objection: ({ contact, payBy }) =>
    `De har ret til at gøre indsigelse mod kravet, dets grundlag eller størrelse. Gør det senest ${payBy} med begrundelse til: ${contact}. Det, De bestrider, inddrives ikke yderligere, før sagen er undersøgt.`,
  consequence: {
    REMINDER: ({ payBy }) =>
      `Betales kravet ikke senest ${payBy}, kan inddrivelsen fortsætte med en påkravsskrivelse, hvilket kan medføre omkostninger inden for lovens grænser.`,
    DEMAND: ({ payBy }) =>
      `Betales kravet senest ${payBy}, kommer der ikke flere omkostninger til. Betales det hverken eller bestrides inden da, kan kreditor gå rettens vej, hvilket kan medføre yderligere omkostninger.`,
  },
  board: (name) => `Kommer vi ikke til enighed, kan De indbringe sagen for ${name}.`,
}
