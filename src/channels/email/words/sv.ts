import type { Words } from '../words.ts'

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
}
