import type { LetterWords } from './letter-words.ts'

export const norwegianLetter: LetterWords = {
  titles: {
    REMINDER: 'Betalingspåminnelse',
    DEMAND: 'Betalingsoppfordring',
    PLAN_OFFER: 'Tilbud om betalingsavtale',
    PLAN_BROKEN: 'Betalingsavtalen er opphørt',
    DUE_DATE_CHANGED: 'Ny forfallsdato',
    OBJECTION_RECEIVED: 'Vi har mottatt innsigelsen Deres',
    PAID: 'Kravet er betalt',
    PAYEE_CHANGED: 'Inkassoforetaket er byttet',
  },
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
    PLAN_OFFER: ({ creditor, count }) =>
      `Vi tilbyr Dem en avtale om å betale kravet fra ${creditor} nedenfor i ${count} avdrag. Inndrivingen hviler så lenge avtalen holdes.`,
    PLAN_BROKEN: ({ creditor, missed, missedOn, total, payBy }) =>
      `Av avdraget som forfalt ${missedOn}, er ${missed} ikke betalt, og betalingsavtalen om kravet fra ${creditor} er opphørt. Hele kravet er forfalt. Vi ber Dem betale ${total} innen ${payBy}.`,
    DUE_DATE_CHANGED: ({ creditor, former, payBy }) =>
      `${creditor} gir Dem lengre tid til å betale fakturaen nedenfor: ny forfallsdato er ${payBy}, den tidligere var ${former}.`,
    OBJECTION_RECEIVED: ({ creditor, invoice, receivedOn }) =>
      `Den ${receivedOn} mottok vi innsigelsen Deres mot kravet fra ${creditor} etter faktura ${invoice}.`,
    PAID: ({ creditor, invoice }) =>
      `Kravet fra ${creditor} etter faktura ${invoice} er betalt, og saken er avsluttet. Det er ikke mer å betale.`,
    PAYEE_CHANGED: ({ creditor, collector, total, payBy }) =>
      `${collector} inndriver nå kravet fra ${creditor} nedenfor. Vi ber Dem betale ${total} innen ${payBy}, bare til kontoen i dette brevet.`,
  },
  alreadyPaid: 'Er beløpet allerede betalt, kan De se bort fra dette brevet.',
  creditor: 'Fordringshaver',
  originalCreditor: 'Opprinnelig fordringshaver',
  collector: 'Inkassator',
  contact: { phone: 'Telefon', hours: 'Åpent', email: 'E-post', web: 'Nettsted' },
  claim: {
    title: 'Kravet',
    amount: 'Beløp',
    capital: 'Hovedkrav',
    interest: 'Forsinkelsesrente',
    costs: 'Fordringshaverens kostnader',
    fees: 'Inndrivingskostnader',
    feesPaid: 'Betalt av kostnadene',
    total: 'Å betale',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Ubetalt av faktura ${invoice} av ${date}, ${total}, forfall ${dueDate}`,
  concerns: (subject) => `Gjelder: ${subject}`,
  ofThisLetter: (fee) => `herav for dette brevet ${fee}`,
  thisLetter: 'dette brevet',
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
    PLAN_BROKEN: () => 'Inndrivingen fortsetter, noe som kan medføre kostnader innenfor lovens grenser.',
    DUE_DATE_CHANGED: ({ payBy }) =>
      `Blir kravet ikke betalt innen ${payBy}, fortsetter inndrivingen, noe som kan medføre kostnader innenfor lovens grenser.`,
  },
  stopCollection:
    'De har rett til å be om at den frivillige inndrivingen stanses og at kravet i stedet går til rettslig inndriving (perintälaki 513/1999 § 4 c). Skriv til inkassatoren; deretter kan det ikke kreves kostnader for videre frivillig inndriving.',
  notice: ({ payBy, creditor }) =>
    `Dette brevet er også inkassovarsel etter inkassoloven § 9: blir kravet fra ${creditor} ikke betalt innen ${payBy}, blir det sendt til inkasso, noe som kan medføre kostnader for Dem.`,
  planPossible: 'Kan De ikke betale alt på én gang, ta snart kontakt med inkassatoren: en betalingsavtale kan inngås.',
  debtAdvice: (adviser) => `Gratis rådgivning: ${adviser}.`,
  plan: {
    title: 'Betalingsavtale',
    number: 'Nr.',
    dueDate: 'Forfall',
    amount: 'Beløp',
    accept: ({ first, payBy }) =>
      `De godtar avtalen ved å betale det første avdraget, ${first}, innen ${payBy}. Ellers faller tilbudet bort, og inndrivingen fortsetter.`,
    fee: ({ fee, law }) =>
      `Salæret for avtalen, ${fee}${law}, er med i avdragene. Det kreves bare hvis De godtar avtalen, og er høyst dette.`,
    free: 'Avtalen koster Dem ingenting.',
    samePayment: 'Betal hvert avdrag med samme referanse til samme konto.',
    broken: 'Blir et avdrag ikke betalt i tide, opphører avtalen og hele kravet forfaller.',
    interest:
      'Forsinkelsesrente løper av ubetalt hovedkrav mens avtalen holdes; påløpt rente kommer som et siste avdrag.',
  },
  objectionReceived: {
    whole: 'Hele kravet er bestridt. Vi inndriver det ikke før saken er vurdert.',
    part: (amount) => `Bestridt er ${amount}. Vi inndriver det ikke før saken er vurdert.`,
    undisputed: (amount) => `Ubestridt er ${amount}. Det skal betales slik de tidligere brevene våre sier.`,
    more: (contact) => `Vil De legge til grunner eller dokumenter, send dem til: ${contact}.`,
    answer: 'De hører fra oss når fordringshaveren har svart.',
  },
  paidUp: 'De trenger ikke gjøre noe. Har De betalt for mye, tar vi kontakt.',
  board: (name) => `Kommer vi ikke til enighet, kan De kreve saken behandlet av ${name}.`,
}
