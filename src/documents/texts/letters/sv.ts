import type { LetterWords } from './words.ts'

export const swedishLetter: LetterWords = {
  titles: { REMINDER: 'Betalningspåminnelse', DEMAND: 'Inkassokrav' },
  facts: {
    date: 'Datum',
    caseNumber: 'Ärendenummer',
    invoice: 'Faktura',
    invoiceDate: 'Fakturadatum',
    invoiceDueDate: 'Förföll',
    payBy: 'Betalas senast',
    payable: 'Att betala',
  },
  lead: {
    REMINDER: ({ total, payBy }) =>
      `Enligt våra uppgifter är fakturan nedan inte betald. Vi ber er betala ${total} senast ${payBy}.`,
    DEMAND: ({ creditor, collector, total, payBy }) =>
      `${collector} driver in fordran nedan på uppdrag av ${creditor}. Vi ber er betala ${total} senast ${payBy}, eller meddela oss om ni har någon invändning.`,
  },
  alreadyPaid: 'Har ni redan betalat kan ni bortse från detta brev.',
  creditor: 'Borgenär',
  collector: 'Inkassoombud',
  claim: {
    title: 'Fordran',
    amount: 'Belopp',
    capital: 'Kapital',
    interest: 'Dröjsmålsränta',
    costs: 'Borgenärens kostnader',
    fees: 'Inkassokostnader',
    total: 'Att betala',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Obetalt av faktura ${invoice} den ${date}, ${total}, förfallodag ${dueDate}`,
  concerns: (subject) => `Avser: ${subject}`,
  ofThisLetter: (fee) => `varav för detta brev ${fee}`,
  interestPeriod: ({ from, to, rate, capital }) => `${rate} per år på kapitalet ${capital}, ${from} – ${to}`,
  interestRunsOn: 'Dröjsmålsränta löper på obetalt kapital tills det har betalats.',
  noInterest: 'Ingen dröjsmålsränta krävs i detta brev.',
  interestRight: 'Ni har rätt att få en närmare redogörelse för hur räntan har beräknats.',
  objection: ({ contact, payBy }) =>
    `Ni har rätt att bestrida fordran, dess grund eller belopp. Gör det senast ${payBy} och ange skälen: ${contact}. Det som bestrids drivs inte in förrän saken har utretts.`,
  consequence: {
    REMINDER: ({ payBy }) =>
      `Betalas fordran inte senast ${payBy} kan indrivningen fortsätta med ett krav, vilket kan medföra kostnader inom lagens gränser.`,
    DEMAND: ({ payBy }) =>
      `Om fordran varken betalas eller bestrids senast ${payBy} kan borgenären inleda rättsliga åtgärder. De kan medföra ytterligare kostnader.`,
  },
  board: (name) => `Kommer vi inte överens kan ni vända er till ${name}.`,
}
