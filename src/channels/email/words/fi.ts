import type { Words } from '../words.ts'

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
    kind: { REMINDER: 'Maksumuistutus', DEMAND: 'Maksuvaatimus' },
    file: { REMINDER: 'maksumuistutus', DEMAND: 'maksuvaatimus' },
    lead: {
      REMINDER:
        'Laskua {number} ({seller}) ei tietojemme mukaan ole maksettu. Maksa {total} viimeistään {dueDate}. Maksumuistutus on tämän viestin liitteenä.',
      DEMAND:
        '{collector} perii velkojan {seller} saatavaa laskusta {number}. Maksa {total} viimeistään {dueDate} tai ilmoita, miksi saatava ei mielestäsi ole oikea. Maksuvaatimus on tämän viestin liitteenä.',
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
