/** Letters of payment control as documents, for tests: a Finnish one, and those of other countries with their accounts. */
import { finnishBarcode } from '../core/barcode/finnish.ts'
import type { InvoiceDocument, Language, LetterSection, PaymentInstructions } from '../invoices/document.ts'
import { exampleBuyer, exampleDocument, exampleEpcQr } from './example.testing.ts'

export interface ExampleLetter {
  kind?: LetterSection['kind']
  language?: Language
  countryCode?: 'FI' | 'SE' | 'NO' | 'DK'
  debtorType?: LetterSection['debtorType']
  letter?: Partial<LetterSection>
}

const HOMES = {
  FI: { currency: 'EUR', postalCode: '00100', postalDistrict: 'HELSINKI' },
  SE: { currency: 'SEK', postalCode: '111 22', postalDistrict: 'STOCKHOLM' },
  NO: { currency: 'NOK', postalCode: '0150', postalDistrict: 'OSLO' },
  DK: { currency: 'DKK', postalCode: '1050', postalDistrict: 'KØBENHAVN' },
}

export function exampleLetter(given: ExampleLetter = {}): InvoiceDocument {
  const { kind = 'REMINDER', language = 'fi', countryCode = 'FI', debtorType = 'CONSUMER' } = given
  const { currency, ...place } = HOMES[countryCode]
  const claim = { capital: 169_235n, interest: 2_115n, costs: 1_000n, fees: 2_900n, total: 175_250n }
  const debtor = {
    entityType: debtorType,
    name: debtorType === 'CONSUMER' ? 'Maija Meikäläinen' : exampleBuyer.name,
    customerAccountId: '10045',
    address: { street: 'Esimerkkitie 12 B 3', ...place, countryCode },
  }
  const letter: LetterSection = {
    kind,
    countryCode,
    debtorType,
    caseNumber: '5000001',
    invoice: {
      number: '2026000042',
      date: '2026-01-31',
      dueDate: '2026-02-14',
      total: 169_235n,
      subject: 'Asiantuntijatyö, Käsikirja',
    },
    claim,
    fee: kind === 'DEMAND' ? 2_400n : 500n,
    interest: [{ from: '2026-02-15', to: '2026-04-02', percentage: 9.5, capital: 169_235n }],
    collector: {
      name: 'Saatava',
      businessId: '3323553-5',
      address: { street: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI', countryCode: 'FI' },
      email: 'collection@example.com',
      phone: '+358 44 765 4321',
    },
    ...given.letter,
  }
  const { total } = letter.claim
  return exampleDocument({
    type: 'REMINDER',
    language,
    currency,
    date: '2026-04-02',
    dueDate: '2026-04-16',
    buyer: debtor,
    recipient: debtor,
    rows: [],
    vatLines: [],
    totals: { net: total, vat: 0n, total, paid: 0n },
    payment: paymentOf(countryCode, total),
    letter,
  })
}

function paymentOf(country: keyof typeof HOMES, payable: bigint): PaymentInstructions {
  switch (country) {
    case 'FI': {
      const iban = 'FI2112345600000785'
      const reference = { kind: 'FI' as const, value: '20260000422', printed: '2 02600 00422' }
      const barcode = finnishBarcode({ iban, payable, reference, dueDate: '2026-04-16' })
      const codes = { ...(barcode === undefined ? {} : { barcode }), epcQr: exampleEpcQr(payable) }
      return { accounts: [{ iban, bic: 'NDEAFIHH' }], reference, payable, ...codes }
    }
    case 'SE':
      return {
        accounts: [{ bankgiro: '54029681' }],
        reference: { kind: 'SE_OCR', value: '1230', printed: '1230' },
        payable,
      }
    case 'NO':
      return {
        accounts: [{ iban: 'NO9386011117947' }],
        reference: { kind: 'NO_KID', value: '12345674', printed: '12345674' },
        payable,
      }
    case 'DK':
      return {
        accounts: [{ iban: 'DK5000400440116243' }],
        reference: { kind: 'DK_FIK', value: '123456789012347', printed: '+71<123456789012347+12345678<' },
        payable,
      }
    default:
      return country satisfies never
  }
}
