import type { LetterWords } from './words.ts'

export const norwegianLetter: LetterWords = {
  titles: { REMINDER: 'Betalingspåminnelse', DEMAND: 'Betalingsoppfordring' },
  facts: {
    date: 'Dato',
    caseNumber: 'Saksnummer',
    invoice: 'Faktura',
    invoiceDate: 'Fakturadato',
    invoiceDueDate: 'Forfalt',
    payBy: 'Betales innen',
    payable: 'Å betale',
  },
  lead: {
    REMINDER: ({ total, payBy }) =>
      `Etter våre opplysninger er fakturaen nedenfor ikke betalt. Vi ber om betaling av ${total} innen ${payBy}.`,
    DEMAND: ({ creditor, collector, total, payBy }) =>
      `${collector} inndriver kravet nedenfor på vegne av ${creditor}. Vi oppfordrer Dem til å betale ${total} innen ${payBy}, eller å komme med innsigelser mot kravet.`,
  },
  alreadyPaid: 'Er beløpet allerede betalt, kan De se bort fra dette brevet.',
  creditor: 'Fordringshaver',
  collector: 'Inkassator',
  claim: {
    title: 'Kravet',
    amount: 'Beløp',
    capital: 'Hovedkrav',
    interest: 'Forsinkelsesrente',
    costs: 'Fordringshaverens kostnader',
    fees: 'Inndrivingskostnader',
    total: 'Å betale',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Ubetalt av faktura ${invoice} av ${date}, ${total}, forfall ${dueDate}`,
  concerns: (subject) => `Gjelder: ${subject}`,
  ofThisLetter: (fee) => `herav for dette brevet ${fee}`,
  interestPeriod: ({ from, to, rate, capital }) => `${rate} per år av ${capital}, ${from} – ${to}`,
  interestRunsOn: 'Forsinkelsesrente løper av ubetalt hovedkrav til det er betalt.',
  noInterest: 'Det kreves ikke forsinkelsesrente i dette brevet.',
  interestRight: 'De har rett til å få opplyst nærmere hvordan renten er beregnet.',
  objection: ({ contact, payBy }) =>
    `De har rett til å komme med innsigelser mot kravet, grunnlaget eller beløpet. Gjør det innen ${payBy} og oppgi begrunnelsen til: ${contact}. Det De bestrider, inndrives ikke videre før saken er vurdert.`,
  consequence: {
    REMINDER: ({ payBy }) =>
      `Blir kravet ikke betalt innen ${payBy}, kan inndrivingen fortsette med inkasso, som kan medføre kostnader innenfor lovens grenser.`,
    DEMAND: ({ payBy }) =>
      `Blir kravet verken betalt eller bestridt innen ${payBy}, kan det føre til rettslig inndriving og ytterligere kostnader.`,
  },
  board: (name) => `Kommer vi ikke til enighet, kan De kreve saken behandlet av ${name}.`,
}
