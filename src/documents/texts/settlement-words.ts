/** The words of the statement of a settlement, one table a language. */
import type { Language } from '@saatava/einvoice/model/document.ts'

export interface SettlementWords {
  title: string
  client: string
  date: string
  reference: string
  account: string
  columns: {
    invoice: string
    reference: string
    date: string
    capital: string
    interest: string
    fees: string
    sum: string
  }
  total: string
  /** A debt of the client that was taken off. */
  deducted: (invoiceNumber: string) => string
  paid: string
}

const WORDS: Record<Language, SettlementWords> = {
  en: {
    ...{ title: 'Settlement', client: 'Creditor', date: 'Date', reference: 'Payment reference', account: 'Account' },
    columns: {
      ...{ invoice: 'Invoice', reference: 'Reference', date: 'Date', capital: 'Principal', interest: 'Interest' },
      ...{ fees: 'Costs', sum: 'Sum' },
    },
    ...{ total: 'Total', paid: 'Paid to you' },
    deducted: (invoice) => `Deducted: fees of the withdrawn invoice ${invoice}`,
  },
  fi: {
    ...{ title: 'Tilitys', client: 'Velkoja', date: 'Päivä', reference: 'Maksun viite', account: 'Tili' },
    columns: {
      ...{ invoice: 'Lasku', reference: 'Viite', date: 'Päivä', capital: 'Pääoma', interest: 'Korko' },
      ...{ fees: 'Kulut', sum: 'Summa' },
    },
    ...{ total: 'Yhteensä', paid: 'Maksetaan sinulle' },
    deducted: (invoice) => `Vähennys: perutun laskun ${invoice} kulut`,
  },
  sv: {
    ...{ title: 'Redovisning', client: 'Borgenär', date: 'Datum', reference: 'Betalningsreferens', account: 'Konto' },
    columns: {
      ...{ invoice: 'Faktura', reference: 'Referens', date: 'Datum', capital: 'Kapital', interest: 'Ränta' },
      ...{ fees: 'Kostnader', sum: 'Summa' },
    },
    ...{ total: 'Totalt', paid: 'Betalas till dig' },
    deducted: (invoice) => `Avdrag: avgifter för den återkallade fakturan ${invoice}`,
  },
  no: {
    ...{ title: 'Oppgjør', client: 'Kreditor', date: 'Dato', reference: 'Betalingsreferanse', account: 'Konto' },
    columns: {
      ...{ invoice: 'Faktura', reference: 'Referanse', date: 'Dato', capital: 'Hovedstol', interest: 'Renter' },
      ...{ fees: 'Omkostninger', sum: 'Sum' },
    },
    ...{ total: 'Totalt', paid: 'Betales til deg' },
    deducted: (invoice) => `Fradrag: gebyrer for den tilbakekalte fakturaen ${invoice}`,
  },
  da: {
    ...{ title: 'Afregning', client: 'Kreditor', date: 'Dato', reference: 'Betalingsreference', account: 'Konto' },
    columns: {
      ...{ invoice: 'Faktura', reference: 'Reference', date: 'Dato', capital: 'Hovedstol', interest: 'Renter' },
      ...{ fees: 'Omkostninger', sum: 'Sum' },
    },
    ...{ total: 'I alt', paid: 'Betales til dig' },
    deducted: (invoice) => `Fradrag: gebyrer for den tilbagekaldte faktura ${invoice}`,
  },
}

export function settlementWordsOf(language: Language): SettlementWords {
  return WORDS[language]
}
