import type { LetterWords } from './words.ts'

export const finnishLetter: LetterWords = {
  titles: { REMINDER: 'Maksumuistutus', DEMAND: 'Maksuvaatimus' },
  facts: {
    date: 'Päiväys',
    caseNumber: 'Asianumero',
    invoice: 'Lasku',
    invoiceDate: 'Laskun päivä',
    invoiceDueDate: 'Erääntynyt',
    payBy: 'Maksettava viimeistään',
    payable: 'Maksettava',
  },
  lead: {
    REMINDER: ({ total, payBy }) =>
      `Tietojemme mukaan alla mainittu lasku on maksamatta. Pyydämme maksamaan ${total} viimeistään ${payBy}.`,
    DEMAND: ({ creditor, collector, total, payBy }) =>
      `${collector} perii alla eriteltyä saatavaa velkojan ${creditor} puolesta. Pyydämme maksamaan ${total} viimeistään ${payBy} tai ilmoittamaan, miksi katsotte, ettei saatava ole oikea.`,
  },
  alreadyPaid: 'Jos olette jo maksaneet, kirje on aiheeton.',
  creditor: 'Velkoja',
  collector: 'Perinnän hoitaja',
  claim: {
    title: 'Saatavan erittely',
    amount: 'Määrä',
    capital: 'Pääoma',
    interest: 'Viivästyskorko',
    costs: 'Velkojan kulut',
    fees: 'Perintäkulut',
    total: 'Maksettava yhteensä',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Maksamatta laskusta ${invoice}, päivätty ${date}, ${total}, eräpäivä ${dueDate}`,
  concerns: (subject) => `Laskun aihe: ${subject}`,
  ofThisLetter: (fee) => `josta tästä kirjeestä ${fee}`,
  interestPeriod: ({ from, to, rate, capital }) => `${rate} vuodessa, pääoma ${capital}, ${from} – ${to}`,
  interestRunsOn: 'Viivästyskorkoa kertyy maksamattomalle pääomalle maksupäivään saakka.',
  noInterest: 'Tässä kirjeessä ei vaadita viivästyskorkoa.',
  interestRight: 'Teillä on oikeus saada yksityiskohtainen tieto siitä, miten korko on laskettu.',
  objection: ({ contact, payBy }) =>
    `Teillä on oikeus kiistää saatava, sen peruste tai määrä. Ilmoittakaa siitä perusteluineen viimeistään ${payBy}: ${contact}. Kiistettyä osaa ei peritä enempää, ennen kuin asia on selvitetty.`,
  consequence: {
    REMINDER: ({ payBy }) =>
      `Ellei saatavaa makseta viimeistään ${payBy}, perintää voidaan jatkaa maksuvaatimuksella, josta voi aiheutua lain sallimia lisäkuluja.`,
    DEMAND: ({ payBy }) =>
      `Ellei saatavaa makseta eikä kiistetä viimeistään ${payBy}, velkoja voi viedä asian tuomioistuimeen. Oikeudellisesta perinnästä voi aiheutua lisäkuluja.`,
  },
  board: (name) => `Ellei asiassa päästä sopuun, voitte saattaa sen ratkaistavaksi: ${name}.`,
}
