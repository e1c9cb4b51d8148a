import type { LetterWords } from './letter-words.ts'

export const danishLetter: LetterWords = {
  titles: {
    REMINDER: 'Betalingspåmindelse',
    DEMAND: 'Påkravsskrivelse',
    PLAN_OFFER: 'Tilbud om afdragsordning',
    PLAN_BROKEN: 'Afdragsordningen er ophørt',
    DUE_DATE_CHANGED: 'Ny forfaldsdato',
    OBJECTION_RECEIVED: 'Vi har modtaget Deres indsigelse',
    PAID: 'Kravet er betalt',
    PAYEE_CHANGED: 'Inkassofirmaet er skiftet',
  },
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
    PLAN_OFFER: ({ creditor, count }) =>
      `Vi tilbyder Dem en ordning, hvor kravet fra ${creditor} nedenfor betales i ${count} afdrag. Inddrivelsen hviler, så længe ordningen overholdes.`,
    PLAN_BROKEN: ({ creditor, missed, missedOn, total, payBy }) =>
      `Af afdraget, der forfaldt ${missedOn}, er ${missed} ikke betalt, og afdragsordningen om kravet fra ${creditor} er ophørt. Hele kravet er forfaldet. Vi beder Dem betale ${total} senest ${payBy}.`,
    DUE_DATE_CHANGED: ({ creditor, former, payBy }) =>
      `${creditor} giver Dem længere tid til at betale fakturaen nedenfor: den nye forfaldsdato er ${payBy}, den tidligere var ${former}.`,
    OBJECTION_RECEIVED: ({ creditor, invoice, receivedOn }) =>
      `Den ${receivedOn} modtog vi Deres indsigelse mod kravet fra ${creditor} efter faktura ${invoice}.`,
    PAID: ({ creditor, invoice }) =>
      `Kravet fra ${creditor} efter faktura ${invoice} er betalt, og sagen er afsluttet. Der er ikke mere at betale.`,
    PAYEE_CHANGED: ({ creditor, collector, total, payBy }) =>
      `${collector} inddriver nu kravet fra ${creditor} nedenfor. Vi beder Dem betale ${total} senest ${payBy}, kun til kontoen i dette brev.`,
  },
  alreadyPaid: 'Er beløbet allerede betalt, bedes De se bort fra dette brev.',
  creditor: 'Kreditor',
  originalCreditor: 'Oprindelig kreditor',
  collector: 'Inkassator',
  contact: { phone: 'Telefon', hours: 'Åbent', email: 'E-mail', web: 'Web' },
  claim: {
    title: 'Kravet',
    amount: 'Beløb',
    capital: 'Hovedstol',
    interest: 'Morarente',
    costs: 'Kreditors omkostninger',
    fees: 'Inkassoomkostninger',
    feesPaid: 'Betalt af omkostningerne',
    total: 'At betale',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Ubetalt af faktura ${invoice} af ${date}, ${total}, forfald ${dueDate}`,
  concerns: (subject) => `Vedrører: ${subject}`,
  ofThisLetter: (fee) => `heraf for dette brev ${fee}`,
  thisLetter: 'dette brev',
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
    PLAN_BROKEN: () => 'Inddrivelsen fortsætter, hvilket kan medføre omkostninger inden for lovens grænser.',
    DUE_DATE_CHANGED: ({ payBy }) =>
      `Betales kravet ikke senest ${payBy}, fortsætter inddrivelsen, hvilket kan medføre omkostninger inden for lovens grænser.`,
  },
  stopCollection:
    'De har ret til at bede om, at den frivillige inddrivelse standses, og at kravet i stedet går til retslig inddrivelse (perintälaki 513/1999 § 4 c). Skriv til inkassatoren; derefter kan der ikke kræves omkostninger ved fortsat frivillig inddrivelse.',
  notice: ({ payBy, creditor }) =>
    `Dette brev er også et inkassovarsel (inkassoloven § 9): betales kravet fra ${creditor} ikke senest ${payBy}, går det til inkasso, hvilket kan medføre omkostninger for Dem.`,
  planPossible: 'Kan De ikke betale det hele på én gang, så kontakt snart inkassatoren: en afdragsordning kan aftales.',
  debtAdvice: (adviser) => `Gratis rådgivning: ${adviser}.`,
  plan: {
    title: 'Afdragsordning',
    number: 'Nr.',
    dueDate: 'Forfald',
    amount: 'Beløb',
    accept: ({ first, payBy }) =>
      `De accepterer ordningen ved at betale det første afdrag, ${first}, senest ${payBy}. Ellers bortfalder tilbuddet, og inddrivelsen fortsætter.`,
    fee: ({ fee, law }) =>
      `Gebyret for ordningen, ${fee}${law}, er med i afdragene. Det opkræves kun, hvis De accepterer ordningen, og er højst dette.`,
    free: 'Ordningen koster Dem ikke noget.',
    samePayment: 'Betal hvert afdrag med samme reference til samme konto.',
    broken: 'Betales et afdrag ikke til tiden, ophører ordningen, og hele kravet forfalder.',
    interest:
      'Morarente løber af den ubetalte hovedstol, mens ordningen overholdes; den påløbne rente kommer som et sidste afdrag.',
  },
  objectionReceived: {
    whole: 'Hele kravet er bestridt. Vi inddriver det ikke, før sagen er undersøgt.',
    part: (amount) => `Bestridt er ${amount}. Vi inddriver det ikke, før sagen er undersøgt.`,
    undisputed: (amount) => `Ubestridt er ${amount}. Det skal betales, som vores tidligere breve siger.`,
    more: (contact) => `Vil De tilføje begrundelser eller dokumenter, så send dem til: ${contact}.`,
    answer: 'De hører fra os, når kreditor har svaret.',
  },
  paidUp: 'De behøver ikke gøre noget. Har De betalt for meget, kontakter vi Dem.',
  board: (name) => `Kommer vi ikke til enighed, kan De indbringe sagen for ${name}.`,
}
