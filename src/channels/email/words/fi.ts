import type { Words } from './shape.ts'

export const FI: Words = {
  kind: { invoice: 'Lasku', creditNote: 'Hyvityslasku', reminder: 'Maksumuistutus', autoPayment: 'Lasku' },
  file: { invoice: 'lasku', creditNote: 'hyvityslasku', reminder: 'maksumuistutus', autoPayment: 'lasku' },
  subject: '{kind} {number}, {seller}',
  greeting: 'Hei,',
  lead: {
    invoice: '{seller} on lähettänyt sinulle laskun {number}. Lasku on tämän viestin liitteenä PDF-tiedostona.',
    creditNote: '{seller} on lähettänyt sinulle hyvityslaskun {number}. Se on tämän viestin liitteenä PDF-tiedostona.',
    reminder:
      'Laskua {number} ({seller}) ei tietojemme mukaan ole maksettu. Maksumuistutus on tämän viestin liitteenä.',
    autoPayment: '{seller} on lähettänyt sinulle laskun {number}. Lasku on tämän viestin liitteenä PDF-tiedostona.',
  },
  labels: {
    toPay: 'Maksettava',
    credited: 'Hyvitetään',
    total: 'Yhteensä',
    paid: 'Maksettu',
    date: 'Päiväys',
    dueDate: 'Eräpäivä',
    reference: 'Viitenumero',
    message: 'Viesti maksuun',
    creditedInvoice: 'Hyvitettävä lasku',
    orderNumber: 'Tilausnumero',
    buyerReference: 'Viitteenne',
    receiver: 'Saaja',
    creditor: 'Velkoja',
  },
  notes: {
    nothingToPay: 'Tämä on hyvityslasku: sinun ei tarvitse maksaa mitään.',
    paidAlready: 'Lasku on jo maksettu: sinun ei tarvitse maksaa mitään.',
    automatic: 'Jos olet sopinut automaattisesta maksamisesta, summa veloitetaan tililtäsi eräpäivänä.',
    reminder: 'Jos olet jo maksanut laskun, tämä viesti on aiheeton.',
    factoring:
      'Saatava on siirretty: {financier}. Maksu vapauttaa velasta vain, kun se maksetaan yllä olevalle tilille.',
    attachment: 'Tarkat tiedot ovat liitteessä {file}.',
    questions: 'Laskua koskevissa kysymyksissä ota yhteyttä: {contact}.',
  },
  letter: {
    file: {
      REMINDER: 'maksumuistutus',
      DEMAND: 'maksuvaatimus',
      PLAN_OFFER: 'maksusuunnitelman-tarjous',
      PLAN_BROKEN: 'maksusuunnitelma-paattynyt',
      PAYEE_CHANGED: 'uusi-perintatoimisto',
      DUE_DATE_CHANGED: 'uusi-erapaiva',
      OBJECTION_RECEIVED: 'huomautus-saatu',
      PAID: 'saatava-maksettu',
    },
    lead: {
      REMINDER:
        'Laskua {number} ({seller}) ei tietojemme mukaan ole maksettu. Maksa {total} viimeistään {dueDate}. Maksumuistutus on tämän viestin liitteenä.',
      DEMAND:
        '{collector} perii velkojan {seller} saatavaa laskusta {number}. Maksa {total} viimeistään {dueDate} tai ilmoita, miksi saatava ei mielestäsi ole oikea. Maksuvaatimus on tämän viestin liitteenä.',
      PLAN_OFFER:
        'Tarjoamme sinulle maksusuunnitelmaa velkojan {seller} saatavasta laskusta {number}. Hyväksyt sen maksamalla ensimmäisen erän, {total}, viimeistään {dueDate}. Suunnitelma on tämän viestin liitteenä.',
      PLAN_BROKEN:
        'Maksuerää ei maksettu ajoissa, ja velkojan {seller} laskun {number} maksusuunnitelma on päättynyt. Maksa {total} viimeistään {dueDate}. Kirje on tämän viestin liitteenä.',
      PAYEE_CHANGED:
        'Velkoja {seller} on siirtänyt laskua {number} koskevan saatavan toiselle perintätoimistolle. Maksa {total} viimeistään {dueDate} liitteenä olevassa kirjeessä mainitulle tilille.',
      DUE_DATE_CHANGED:
        'Velkoja {seller} antaa lisää aikaa laskun {number} maksamiseen: uusi eräpäivä on {dueDate}. Kirje on tämän viestin liitteenä.',
      OBJECTION_RECEIVED:
        'Olemme saaneet huomautuksesi velkojan {seller} saatavasta laskusta {number}. Vahvistus on tämän viestin liitteenä.',
      PAID: 'Velkojan {seller} saatava laskusta {number} on maksettu. Maksettavaa ei ole. Vahvistus on tämän viestin liitteenä.',
    },
    labels: {
      caseNumber: 'Asianumero',
      wasDue: 'Erääntynyt',
      payBy: 'Maksettava viimeistään',
      capital: 'Pääoma',
      interest: 'Viivästyskorko',
      costs: 'Velkojan kulut',
      fees: 'Perintäkulut',
      collector: 'Perinnän hoitaja',
    },
    notes: {
      paid: 'Jos olet jo maksanut, tämä viesti on aiheeton.',
      objection: 'Sinulla on oikeus kiistää saatava, sen peruste tai määrä: {contact}.',
    },
  },
}
