/** The words of an e-invoice, by the invoice's language. */
import type { InvoiceType, Language, VatCategory } from './model/document.ts'

type ByLanguage<T> = Record<Language, T>

export const TYPE_NAMES: ByLanguage<Record<InvoiceType, string>> = {
  fi: {
    INVOICE: 'Lasku',
    CREDIT_NOTE: 'Hyvityslasku',
    REMINDER: 'Maksumuistutus',
    AUTO_PAYMENT_INVOICE: 'Suoramaksulasku',
    COLLECTION: 'Perintälasku',
    FACTORING: 'Factoringlasku',
  },
  sv: {
    INVOICE: 'Faktura',
    CREDIT_NOTE: 'Kreditfaktura',
    REMINDER: 'Betalningspåminnelse',
    AUTO_PAYMENT_INVOICE: 'Direktbetalningsfaktura',
    COLLECTION: 'Inkassofaktura',
    FACTORING: 'Factoringfaktura',
  },
  en: {
    INVOICE: 'Invoice',
    CREDIT_NOTE: 'Credit note',
    REMINDER: 'Payment reminder',
    AUTO_PAYMENT_INVOICE: 'Direct payment invoice',
    COLLECTION: 'Collection invoice',
    FACTORING: 'Factoring invoice',
  },
  no: {
    INVOICE: 'Faktura',
    CREDIT_NOTE: 'Kreditnota',
    REMINDER: 'Betalingspåminnelse',
    AUTO_PAYMENT_INVOICE: 'Avtalegirofaktura',
    COLLECTION: 'Inkassofaktura',
    FACTORING: 'Factoringfaktura',
  },
  da: {
    INVOICE: 'Faktura',
    CREDIT_NOTE: 'Kreditnota',
    REMINDER: 'Betalingspåmindelse',
    AUTO_PAYMENT_INVOICE: 'Betalingsservicefaktura',
    COLLECTION: 'Inkassofaktura',
    FACTORING: 'Factoringfaktura',
  },
}

/** Why there is no VAT. The words of reverse charge are those that the VAT directive 2006/112/EC, art. 226 (11a), asks for. */
export const EXEMPTIONS: ByLanguage<Partial<Record<VatCategory, string>>> = {
  fi: {
    E: 'Arvonlisäveroton myynti',
    AE: 'Käännetty verovelvollisuus',
    O: 'Arvonlisäveron soveltamisalan ulkopuolella',
    G: 'Vienti EU:n ulkopuolelle',
    K: 'Yhteisömyynti',
  },
  sv: {
    E: 'Momsfri försäljning',
    AE: 'Omvänd betalningsskyldighet',
    O: 'Utanför momsens tillämpningsområde',
    G: 'Export utanför EU',
    K: 'Gemenskapsintern försäljning',
  },
  en: {
    E: 'Exempt from VAT',
    AE: 'Reverse charge',
    O: 'Not subject to VAT',
    G: 'Export outside the EU',
    K: 'Intra-community supply',
  },
  no: {
    E: 'Unntatt fra merverdiavgift',
    AE: 'Omvendt avgiftsplikt',
    O: 'Utenfor merverdiavgiftsområdet',
    G: 'Utførsel',
    K: 'Salg til annet EU-land',
  },
  da: {
    E: 'Momsfri levering',
    AE: 'Omvendt betalingspligt',
    O: 'Uden for momslovens anvendelsesområde',
    G: 'Eksport ud af EU',
    K: 'EU-leverance',
  },
}

/** The codes for the same (CEF VATEX list); plain exemption has as many as there are grounds, and none that fits all. */
export const EXEMPTION_CODES: Partial<Record<VatCategory, string>> = {
  AE: 'VATEX-EU-AE',
  O: 'VATEX-EU-O',
  G: 'VATEX-EU-G',
  K: 'VATEX-EU-IC',
}

export interface Words {
  netDays(days: number): string
  cashDiscount(percent: string, days: number): string
  interest(percent: string): string
  interestByLaw: string
  assigned(financier: string): string
  rounding: string
  discount: string
  unit: string
  copy: string
  paymentReference: string
}

export const WORDS: ByLanguage<Words> = {
  fi: {
    netDays: (days) => `${days} pv netto`,
    cashDiscount: (percent, days) => `${days} pv -${percent} %`,
    interest: (percent) => `Viivästyskorko ${percent} %`,
    interestByLaw: 'Viivästyskorko korkolain mukaan',
    assigned: (financier) => `Saatava on siirretty: maksu vapauttaa vain, kun maksetaan saajalle ${financier}.`,
    rounding: 'Pyöristys',
    discount: 'Alennus',
    unit: 'Yksikkö',
    copy: 'Laskun kuva',
    paymentReference: 'Maksun viite',
  },
  sv: {
    netDays: (days) => `${days} dagar netto`,
    cashDiscount: (percent, days) => `${days} dagar -${percent} %`,
    interest: (percent) => `Dröjsmålsränta ${percent} %`,
    interestByLaw: 'Dröjsmålsränta enligt räntelagen',
    assigned: (financier) => `Fordran är överlåten: betalning befriar endast när den görs till ${financier}.`,
    rounding: 'Avrundning',
    discount: 'Rabatt',
    unit: 'Enhet',
    copy: 'Fakturabild',
    paymentReference: 'Betalningsreferens',
  },
  en: {
    netDays: (days) => `${days} days net`,
    cashDiscount: (percent, days) => `${days} days -${percent} %`,
    interest: (percent) => `Late payment interest ${percent} %`,
    interestByLaw: 'Late payment interest by law',
    assigned: (financier) => `The receivable is assigned: only payment to ${financier} discharges the debt.`,
    rounding: 'Rounding',
    discount: 'Discount',
    unit: 'Unit',
    copy: 'Image of the invoice',
    paymentReference: 'Payment reference',
  },
  no: {
    netDays: (days) => `${days} dager netto`,
    cashDiscount: (percent, days) => `${days} dager -${percent} %`,
    interest: (percent) => `Forsinkelsesrente ${percent} %`,
    interestByLaw: 'Forsinkelsesrente etter loven',
    assigned: (financier) => `Kravet er overdratt: bare betaling til ${financier} fritar skyldneren.`,
    rounding: 'Avrunding',
    discount: 'Rabatt',
    unit: 'Enhet',
    copy: 'Fakturabilde',
    paymentReference: 'Betalingsreferanse',
  },
  da: {
    netDays: (days) => `${days} dage netto`,
    cashDiscount: (percent, days) => `${days} dage -${percent} %`,
    interest: (percent) => `Morarente ${percent} %`,
    interestByLaw: 'Morarente efter renteloven',
    assigned: (financier) => `Fordringen er overdraget: kun betaling til ${financier} frigør skyldneren.`,
    rounding: 'Afrunding',
    discount: 'Rabat',
    unit: 'Enhed',
    copy: 'Fakturabillede',
    paymentReference: 'Betalingsreference',
  },
}
