import type { Words } from './shape.ts'

export const SV: Words = {
  kind: { invoice: 'Faktura', creditNote: 'Kreditfaktura', reminder: 'Betalningspåminnelse', autoPayment: 'Faktura' },
  file: { invoice: 'faktura', creditNote: 'kreditfaktura', reminder: 'betalningspaminnelse', autoPayment: 'faktura' },
  subject: '{kind} {number}, {seller}',
  greeting: 'Hej,',
  lead: {
    invoice: '{seller} har skickat faktura {number} till dig. Fakturan är bifogad som PDF-fil.',
    creditNote: '{seller} har skickat kreditfaktura {number} till dig. Den är bifogad som PDF-fil.',
    reminder: 'Enligt våra uppgifter är faktura {number} från {seller} inte betald. Påminnelsen är bifogad.',
    autoPayment: '{seller} har skickat faktura {number} till dig. Fakturan är bifogad som PDF-fil.',
  },
  labels: {
    toPay: 'Att betala',
    credited: 'Krediteras',
    total: 'Totalt',
    paid: 'Betalt',
    date: 'Fakturadatum',
    dueDate: 'Förfallodag',
    reference: 'Referensnummer',
    message: 'Meddelande',
    creditedInvoice: 'Krediterad faktura',
    orderNumber: 'Ordernummer',
    buyerReference: 'Er referens',
    receiver: 'Betalningsmottagare',
    creditor: 'Borgenär',
  },
  notes: {
    nothingToPay: 'Detta är en kreditfaktura: du behöver inte betala något.',
    paidAlready: 'Fakturan är redan betald: du behöver inte betala något.',
    automatic: 'Har du avtalat om automatisk betalning dras beloppet från ditt konto på förfallodagen.',
    reminder: 'Har du redan betalat fakturan kan du bortse från detta meddelande.',
    factoring: 'Fordran är överlåten till {financier}. Endast betalning till kontot ovan befriar dig från skulden.',
    attachment: 'Alla uppgifter finns i bilagan {file}.',
    questions: 'Frågor om fakturan: {contact}.',
  },
  letter: {
    file: {
      REMINDER: 'betalningspaminnelse',
      DEMAND: 'inkassokrav',
      PLAN_OFFER: 'erbjudande-om-amorteringsplan',
      PLAN_BROKEN: 'amorteringsplanen-har-upphort',
      PAYEE_CHANGED: 'nytt-inkassoombud',
      DUE_DATE_CHANGED: 'ny-forfallodag',
      OBJECTION_RECEIVED: 'invandning-mottagen',
      PAID: 'fordran-betald',
    },
    lead: {
      REMINDER:
        'Enligt våra uppgifter är faktura {number} från {seller} inte betald. Betala {total} senast {dueDate}. Påminnelsen är bifogad.',
      DEMAND:
        '{collector} driver in en fordran av {seller} enligt faktura {number}. Betala {total} senast {dueDate}, eller meddela om du har någon invändning. Kravet är bifogat.',
      PLAN_OFFER:
        'Vi erbjuder dig en plan för att betala kravet från {seller} enligt faktura {number} i delar. Du godtar den genom att betala den första, {total}, senast {dueDate}. Planen är bifogad.',
      PLAN_BROKEN:
        'En del betalades inte i tid och amorteringsplanen för kravet från {seller} enligt faktura {number} har upphört. Betala {total} senast {dueDate}. Brevet är bifogat.',
      PAYEE_CHANGED:
        '{seller} har lämnat kravet enligt faktura {number} till ett annat inkassoombud. Betala {total} senast {dueDate} till kontot i det bifogade brevet.',
      DUE_DATE_CHANGED:
        '{seller} ger dig mer tid att betala faktura {number}: den nya förfallodagen är {dueDate}. Brevet är bifogat.',
      OBJECTION_RECEIVED:
        'Vi har tagit emot din invändning mot kravet från {seller} enligt faktura {number}. Bekräftelsen är bifogad.',
      PAID: 'Kravet från {seller} enligt faktura {number} är betalt. Det finns inget kvar att betala. Bekräftelsen är bifogad.',
    },
    labels: {
      caseNumber: 'Ärendenummer',
      wasDue: 'Förföll',
      payBy: 'Betalas senast',
      capital: 'Kapital',
      interest: 'Dröjsmålsränta',
      costs: 'Borgenärens kostnader',
      fees: 'Inkassokostnader',
      collector: 'Inkassoombud',
    },
    notes: {
      paid: 'Har du redan betalat kan du bortse från detta meddelande.',
      objection: 'Du har rätt att bestrida fordran, dess grund eller belopp: {contact}.',
    },
  },
}
