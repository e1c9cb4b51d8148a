import type { LetterWords } from './letter-words.ts'

export const swedishLetter: LetterWords = {
  titles: {
    REMINDER: 'Betalningspåminnelse',
    DEMAND: 'Inkassokrav',
    PLAN_OFFER: 'Erbjudande om amorteringsplan',
    PLAN_BROKEN: 'Amorteringsplanen har upphört',
    DUE_DATE_CHANGED: 'Ny förfallodag',
    OBJECTION_RECEIVED: 'Vi har tagit emot er invändning',
    PAID: 'Fordran är betald',
    PAYEE_CHANGED: 'Inkassoombudet har bytts',
  },
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
    PLAN_OFFER: ({ creditor, count }) =>
      `Vi erbjuder er en plan för att betala kravet från ${creditor} nedan i ${count} delar. Indrivningen vilar så länge planen hålls.`,
    PLAN_BROKEN: ({ creditor, missed, missedOn, total, payBy }) =>
      `Av den del som förföll ${missedOn} är ${missed} obetalt, och amorteringsplanen för kravet från ${creditor} har upphört. Hela fordran har förfallit. Vi ber er betala ${total} senast ${payBy}.`,
    DUE_DATE_CHANGED: ({ creditor, former, payBy }) =>
      `${creditor} ger er mer tid att betala fakturan nedan: den nya förfallodagen är ${payBy}, den tidigare var ${former}.`,
    OBJECTION_RECEIVED: ({ creditor, invoice, receivedOn }) =>
      `Den ${receivedOn} tog vi emot er invändning mot kravet från ${creditor} enligt faktura ${invoice}.`,
    PAID: ({ creditor, invoice }) =>
      `Kravet från ${creditor} enligt faktura ${invoice} är betalt och ärendet är avslutat. Det finns inget kvar att betala.`,
    PAYEE_CHANGED: ({ creditor, collector, total, payBy }) =>
      `${collector} driver nu in kravet från ${creditor} nedan. Vi ber er betala ${total} senast ${payBy}, endast till kontot i detta brev.`,
  },
  alreadyPaid: 'Har ni redan betalat kan ni bortse från detta brev.',
  creditor: 'Borgenär',
  originalCreditor: 'Ursprunglig borgenär',
  collector: 'Inkassoombud',
  contact: { phone: 'Telefon', hours: 'Öppet', email: 'E-post', web: 'Webb' },
  claim: {
    title: 'Fordran',
    amount: 'Belopp',
    capital: 'Kapital',
    interest: 'Dröjsmålsränta',
    costs: 'Borgenärens kostnader',
    fees: 'Inkassokostnader',
    feesPaid: 'Betalt av kostnaderna',
    total: 'Att betala',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Obetalt av faktura ${invoice} den ${date}, ${total}, förfallodag ${dueDate}`,
  concerns: (subject) => `Avser: ${subject}`,
  ofThisLetter: (fee) => `varav för detta brev ${fee}`,
  thisLetter: 'detta brev',
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
    PLAN_BROKEN: () => 'Indrivningen fortsätter, vilket kan medföra kostnader inom lagens gränser.',
    DUE_DATE_CHANGED: ({ payBy }) =>
      `Betalas fordran inte senast ${payBy} fortsätter indrivningen, vilket kan medföra kostnader inom lagens gränser.`,
  },
  stopCollection:
    'Ni har rätt att begära att den frivilliga indrivningen avbryts och att fordran i stället överförs till rättslig indrivning (indrivningslagen 513/1999, 4 c §). Skriv till inkassoombudet; kostnader för fortsatt frivillig indrivning får då inte krävas av er.',
  notice: ({ payBy, creditor }) =>
    `Detta brev är också ett inkassovarsel (inkassoloven § 9): betalas ${creditor} inte senast ${payBy} går fordran till inkasso, vilket kan medföra kostnader för er.`,
  planPossible: 'Kan ni inte betala allt på en gång, kontakta inkassoombudet snart: en betalningsplan kan avtalas.',
  debtAdvice: (adviser) => `Kostnadsfri rådgivning: ${adviser}.`,
  plan: {
    title: 'Amorteringsplan',
    number: 'Nr',
    dueDate: 'Förfallodag',
    amount: 'Belopp',
    accept: ({ first, payBy }) =>
      `Ni godtar planen genom att betala den första delen, ${first}, senast ${payBy}. Annars upphör erbjudandet och indrivningen fortsätter.`,
    fee: ({ fee, law }) =>
      `Kostnaden för planen, ${fee}${law}, ingår i delarna. Den tas ut bara om ni godtar planen och är högst denna.`,
    free: 'Planen kostar er ingenting.',
    samePayment: 'Betala varje del med samma referens till samma konto.',
    broken: 'Betalas en del inte i tid upphör planen och hela fordran förfaller.',
    interest:
      'Dröjsmålsränta löper på obetalt kapital medan planen hålls; den upplupna räntan kommer som en sista del.',
  },
  objectionReceived: {
    whole: 'Hela fordran är bestridd. Vi driver inte in den förrän saken har utretts.',
    part: (amount) => `Bestritt är ${amount}. Vi driver inte in det förrän saken har utretts.`,
    undisputed: (amount) => `Obestritt är ${amount}. Det ska betalas enligt våra tidigare brev.`,
    more: (contact) => `Vill ni lägga till skäl eller handlingar, skicka dem till: ${contact}.`,
    answer: 'Ni hör från oss när borgenären har svarat.',
  },
  paidUp: 'Ni behöver inte göra något. Har ni betalat för mycket kontaktar vi er.',
  board: (name) => `Kommer vi inte överens kan ni vända er till ${name}.`,
}
