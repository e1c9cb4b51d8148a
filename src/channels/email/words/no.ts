import type { Words } from './shape.ts'

export const NO: Words = {
  kind: { invoice: 'Faktura', creditNote: 'Kreditnota', reminder: 'Betalingspåminnelse', autoPayment: 'Faktura' },
  file: { invoice: 'faktura', creditNote: 'kreditnota', reminder: 'betalingspaminnelse', autoPayment: 'faktura' },
  subject: '{kind} {number} fra {seller}',
  greeting: 'Hei,',
  lead: {
    invoice: '{seller} har sendt deg faktura {number}. Fakturaen er vedlagt som PDF-fil.',
    creditNote: '{seller} har sendt deg kreditnota {number}. Den er vedlagt som PDF-fil.',
    reminder: 'Ifølge våre opplysninger er faktura {number} fra {seller} ikke betalt. Påminnelsen er vedlagt.',
    autoPayment: '{seller} har sendt deg faktura {number}. Fakturaen er vedlagt som PDF-fil.',
  },
  labels: {
    toPay: 'Å betale',
    credited: 'Krediteres',
    total: 'Totalt',
    paid: 'Betalt',
    date: 'Dato',
    dueDate: 'Forfallsdato',
    reference: 'Betalingsreferanse',
    message: 'Melding',
    creditedInvoice: 'Kreditert faktura',
    orderNumber: 'Ordrenummer',
    buyerReference: 'Deres referanse',
    receiver: 'Betalingsmottaker',
    creditor: 'Fordringshaver',
  },
  notes: {
    nothingToPay: 'Dette er en kreditnota: du trenger ikke å betale noe.',
    paidAlready: 'Fakturaen er allerede betalt: du trenger ikke å betale noe.',
    automatic: 'Har du avtale om automatisk betaling, trekkes beløpet fra kontoen din på forfallsdatoen.',
    reminder: 'Har du allerede betalt fakturaen, kan du se bort fra denne meldingen.',
    factoring: 'Fordringen er overdratt til {financier}. Bare betaling til kontoen ovenfor fritar deg for gjelden.',
    attachment: 'Alle opplysninger finner du i vedlegget {file}.',
    questions: 'Spørsmål om fakturaen: {contact}.',
  },
  letter: {
    file: {
      REMINDER: 'betalingspaminnelse',
      DEMAND: 'betalingsoppfordring',
      PLAN_OFFER: 'tilbud-om-betalingsavtale',
      PLAN_BROKEN: 'betalingsavtalen-er-opphort',
      PAYEE_CHANGED: 'nytt-inkassoforetak',
      DUE_DATE_CHANGED: 'ny-forfallsdato',
      OBJECTION_RECEIVED: 'innsigelse-mottatt',
      PAID: 'kravet-er-betalt',
    },
    lead: {
      REMINDER:
        'Ifølge våre opplysninger er faktura {number} fra {seller} ikke betalt. Betal {total} innen {dueDate}. Påminnelsen er vedlagt.',
      DEMAND:
        '{collector} inndriver kravet til {seller} etter faktura {number}. Betal {total} innen {dueDate}, eller si fra hvis du har innsigelser. Betalingsoppfordringen er vedlagt.',
      PLAN_OFFER:
        'Vi tilbyr deg en avtale om å betale kravet fra {seller} etter faktura {number} i avdrag. Du godtar den ved å betale det første, {total}, innen {dueDate}. Avtalen er vedlagt.',
      PLAN_BROKEN:
        'Et avdrag ble ikke betalt i tide, og betalingsavtalen om kravet fra {seller} etter faktura {number} er opphørt. Betal {total} innen {dueDate}. Brevet er vedlagt.',
      PAYEE_CHANGED:
        '{seller} har gitt kravet etter faktura {number} til et annet inkassoforetak. Betal {total} innen {dueDate} til kontoen i det vedlagte brevet.',
      DUE_DATE_CHANGED:
        '{seller} gir deg lengre tid til å betale faktura {number}: ny forfallsdato er {dueDate}. Brevet er vedlagt.',
      OBJECTION_RECEIVED:
        'Vi har mottatt innsigelsen din mot kravet fra {seller} etter faktura {number}. Bekreftelsen er vedlagt.',
      PAID: 'Kravet fra {seller} etter faktura {number} er betalt. Det er ikke mer å betale. Bekreftelsen er vedlagt.',
    },
    labels: {
      caseNumber: 'Saksnummer',
      wasDue: 'Forfalt',
      payBy: 'Betales innen',
      capital: 'Hovedkrav',
      interest: 'Forsinkelsesrente',
      costs: 'Fordringshaverens kostnader',
      fees: 'Inndrivingskostnader',
      collector: 'Inkassator',
    },
    notes: {
      paid: 'Har du allerede betalt, kan du se bort fra denne meldingen.',
      objection: 'Du har rett til å komme med innsigelser mot kravet, grunnlaget eller beløpet: {contact}.',
    },
  },
}
