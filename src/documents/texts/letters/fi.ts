import type { LetterWords } from './letter-words.ts'

export const finnishLetter: LetterWords = {
  titles: {
    REMINDER: 'Maksumuistutus',
    DEMAND: 'Maksuvaatimus',
    PLAN_OFFER: 'Tarjous maksusuunnitelmasta',
    PLAN_BROKEN: 'Maksusuunnitelma on päättynyt',
    DUE_DATE_CHANGED: 'Uusi eräpäivä',
    OBJECTION_RECEIVED: 'Olemme saaneet huomautuksenne',
    PAID: 'Saatava on maksettu',
    PAYEE_CHANGED: 'Perintätoimisto on vaihtunut',
  },
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
    PLAN_OFFER: ({ creditor, count }) =>
      `Tarjoamme teille maksusuunnitelmaa, jolla velkojan ${creditor} saatava maksetaan ${count} erässä. Perintä lepää, kun suunnitelmaa noudatetaan.`,
    PLAN_BROKEN: ({ creditor, missed, missedOn, total, payBy }) =>
      `${missedOn} erääntyneestä maksuerästä on maksamatta ${missed}, ja velkojan ${creditor} saatavan maksusuunnitelma on päättynyt. Koko saatava on erääntynyt. Pyydämme maksamaan ${total} viimeistään ${payBy}.`,
    DUE_DATE_CHANGED: ({ creditor, former, payBy }) =>
      `Velkoja ${creditor} antaa alla mainitun laskun maksamiseen lisää aikaa: uusi eräpäivä on ${payBy}, aiempi oli ${former}.`,
    OBJECTION_RECEIVED: ({ creditor, invoice, receivedOn }) =>
      `Olemme saaneet ${receivedOn} huomautuksenne velkojan ${creditor} saatavasta laskusta ${invoice}.`,
    PAID: ({ creditor, invoice }) =>
      `Velkojan ${creditor} saatava laskusta ${invoice} on maksettu, ja asia on päätetty. Teillä ei ole tästä saatavasta maksettavaa.`,
    PAYEE_CHANGED: ({ creditor, collector, total, payBy }) =>
      `${collector} perii nyt velkojan ${creditor} alla eriteltyä saatavaa. Pyydämme maksamaan ${total} viimeistään ${payBy} vain tässä kirjeessä mainitulle tilille.`,
  },
  alreadyPaid: 'Jos olette jo maksaneet, kirje on aiheeton.',
  creditor: 'Velkoja',
  originalCreditor: 'Alkuperäinen velkoja',
  collector: 'Perinnän hoitaja',
  contact: { phone: 'Puhelin', hours: 'Palveluaika', email: 'Sähköposti', web: 'Verkossa' },
  claim: {
    title: 'Saatavan erittely',
    amount: 'Määrä',
    capital: 'Pääoma',
    interest: 'Viivästyskorko',
    costs: 'Velkojan kulut',
    fees: 'Perintäkulut',
    feesPaid: 'Kuluista maksettu',
    total: 'Maksettava yhteensä',
  },
  ground: ({ invoice, date, dueDate, total }) =>
    `Maksamatta laskusta ${invoice}, päivätty ${date}, ${total}, eräpäivä ${dueDate}`,
  concerns: (subject) => `Laskun aihe: ${subject}`,
  ofThisLetter: (fee) => `josta tästä kirjeestä ${fee}`,
  thisLetter: 'tämä kirje',
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
    PLAN_BROKEN: () => 'Perintä jatkuu, ja siitä voi aiheutua lain sallimia lisäkuluja.',
    DUE_DATE_CHANGED: ({ payBy }) =>
      `Ellei saatavaa makseta viimeistään ${payBy}, perintä jatkuu, ja siitä voi aiheutua lain sallimia lisäkuluja.`,
  },
  stopCollection:
    'Teillä on oikeus pyytää, että vapaaehtoinen perintä keskeytetään ja saatava siirretään oikeudelliseen perintään (perintälaki 4 c §). Pyyntö tehdään kirjallisesti perinnän hoitajalle, eikä vapaaehtoisen perinnän jatkamisesta saa sen jälkeen vaatia kuluja.',
  notice: ({ payBy, creditor }) =>
    `Tämä kirje on myös perinnän ennakkoilmoitus (inkassovarsel, inkassoloven § 9): ellei velkojalle ${creditor} makseta viimeistään ${payBy}, saatava siirtyy perintään, josta teille voi aiheutua kuluja.`,
  planPossible: 'Ellette voi maksaa kaikkea kerralla, ottakaa pian yhteyttä: maksusuunnitelmasta voidaan sopia.',
  debtAdvice: (adviser) => `Maksutonta neuvontaa: ${adviser}.`,
  plan: {
    title: 'Maksusuunnitelma',
    number: 'Erä',
    dueDate: 'Eräpäivä',
    amount: 'Määrä',
    accept: ({ first, payBy }) =>
      `Hyväksytte suunnitelman maksamalla ensimmäisen erän, ${first}, viimeistään ${payBy}. Muuten tarjous raukeaa ja perintä jatkuu.`,
    fee: ({ fee, law }) =>
      `Maksusuunnitelman kulu, ${fee}${law}, sisältyy eriin. Se veloitetaan vain, jos hyväksytte suunnitelman, ja on enintään tämä.`,
    free: 'Maksusuunnitelmasta ei peritä kulua.',
    samePayment: 'Maksakaa jokainen erä samalla viitenumerolla samalle tilille.',
    broken: 'Jos erää ei makseta ajoissa, suunnitelma päättyy ja koko saatava erääntyy.',
    interest:
      'Viivästyskorkoa kertyy maksamattomalle pääomalle suunnitelman aikana; kertynyt korko tulee viimeiseksi eräksi.',
  },
  objectionReceived: {
    whole: 'Koko saatava on kiistetty. Emme peri sitä, ennen kuin asia on selvitetty.',
    part: (amount) => `Saatavasta on kiistetty ${amount}. Emme peri sitä, ennen kuin asia on selvitetty.`,
    undisputed: (amount) => `Kiistämättä on ${amount}. Se on maksettava, kuten aiemmissa kirjeissämme sanotaan.`,
    more: (contact) => `Jos haluatte lisätä perusteluja tai asiakirjoja, lähettäkää ne: ${contact}.`,
    answer: 'Ilmoitamme teille, kun velkoja on vastannut.',
  },
  paidUp: 'Teidän ei tarvitse tehdä mitään. Jos olette maksaneet liikaa, otamme teihin yhteyttä.',
  board: (name) => `Ellei asiassa päästä sopuun, voitte saattaa sen ratkaistavaksi: ${name}.`,
}
