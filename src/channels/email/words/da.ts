import type { Words } from './shape.ts'

export const DA: Words = {
  kind: { invoice: 'Faktura', creditNote: 'Kreditnota', reminder: 'Betalingspåmindelse', autoPayment: 'Faktura' },
  file: { invoice: 'faktura', creditNote: 'kreditnota', reminder: 'betalingspaamindelse', autoPayment: 'faktura' },
  subject: '{kind} {number} fra {seller}',
  greeting: 'Hej,',
  lead: {
    invoice: '{seller} har sendt dig faktura {number}. Fakturaen er vedhæftet som PDF-fil.',
    creditNote: '{seller} har sendt dig kreditnota {number}. Den er vedhæftet som PDF-fil.',
    reminder: 'Ifølge vores oplysninger er faktura {number} fra {seller} ikke betalt. Påmindelsen er vedhæftet.',
    autoPayment: '{seller} har sendt dig faktura {number}. Fakturaen er vedhæftet som PDF-fil.',
  },
  labels: {
    toPay: 'At betale',
    credited: 'Krediteres',
    total: 'I alt',
    paid: 'Betalt',
    date: 'Dato',
    dueDate: 'Forfaldsdato',
    reference: 'Betalingsreference',
    message: 'Meddelelse',
    creditedInvoice: 'Krediteret faktura',
    orderNumber: 'Ordrenummer',
    buyerReference: 'Deres reference',
    receiver: 'Betalingsmodtager',
    creditor: 'Kreditor',
  },
  notes: {
    nothingToPay: 'Dette er en kreditnota: du skal ikke betale noget.',
    paidAlready: 'Fakturaen er allerede betalt: du skal ikke betale noget.',
    automatic: 'Har du aftalt automatisk betaling, trækkes beløbet fra din konto på forfaldsdatoen.',
    reminder: 'Har du allerede betalt fakturaen, kan du se bort fra denne besked.',
    factoring: 'Fordringen er overdraget til {financier}. Kun betaling til kontoen ovenfor frigør dig for gælden.',
    attachment: 'Alle oplysninger findes i den vedhæftede fil {file}.',
    questions: 'Spørgsmål om fakturaen: {contact}.',
  },
  letter: {
    file: {
      REMINDER: 'betalingspaamindelse',
      DEMAND: 'paakravsskrivelse',
      PLAN_OFFER: 'tilbud-om-afdragsordning',
      PLAN_BROKEN: 'afdragsordningen-er-ophoert',
      PAYEE_CHANGED: 'nyt-inkassofirma',
      DUE_DATE_CHANGED: 'ny-forfaldsdato',
      OBJECTION_RECEIVED: 'indsigelse-modtaget',
      PAID: 'kravet-er-betalt',
    },
    lead: {
      REMINDER:
        'Ifølge vores oplysninger er faktura {number} fra {seller} ikke betalt. Betal {total} senest {dueDate}. Påmindelsen er vedhæftet.',
      DEMAND:
        '{collector} inddriver kravet fra {seller} efter faktura {number}. Betal {total} senest {dueDate}, eller fortæl os, hvorfor du ikke er enig. Påkravet er vedhæftet.',
      PLAN_OFFER:
        'Vi tilbyder dig en ordning, hvor kravet fra {seller} efter faktura {number} betales i afdrag. Du accepterer den ved at betale det første, {total}, senest {dueDate}. Ordningen er vedhæftet.',
      PLAN_BROKEN:
        'Et afdrag blev ikke betalt til tiden, og afdragsordningen om kravet fra {seller} efter faktura {number} er ophørt. Betal {total} senest {dueDate}. Brevet er vedhæftet.',
      PAYEE_CHANGED:
        '{seller} har givet kravet efter faktura {number} til et andet inkassofirma. Betal {total} senest {dueDate} til kontoen i det vedhæftede brev.',
      DUE_DATE_CHANGED:
        '{seller} giver dig længere tid til at betale faktura {number}: den nye forfaldsdato er {dueDate}. Brevet er vedhæftet.',
      OBJECTION_RECEIVED:
        'Vi har modtaget din indsigelse mod kravet fra {seller} efter faktura {number}. Bekræftelsen er vedhæftet.',
      PAID: 'Kravet fra {seller} efter faktura {number} er betalt. Der er ikke mere at betale. Bekræftelsen er vedhæftet.',
    },
    labels: {
      caseNumber: 'Sagsnummer',
      wasDue: 'Forfaldt',
      payBy: 'Betales senest',
      capital: 'Hovedstol',
      interest: 'Morarente',
      costs: 'Kreditors omkostninger',
      fees: 'Inkassoomkostninger',
      collector: 'Inkassator',
    },
    notes: {
      paid: 'Har du allerede betalt, kan du se bort fra denne besked.',
      objection: 'Du har ret til at gøre indsigelse mod kravet, dets grundlag eller størrelse: {contact}.',
    },
  },
}
