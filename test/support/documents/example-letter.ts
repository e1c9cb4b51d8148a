/** Letters of payment control as documents, for tests: a Finnish one, and those of other countries with their accounts. */
import { finnishBarcode } from '@saatava/core/barcode/finnish.ts'
import { addDays } from '@saatava/core/dates.ts'
import type {
  InvoiceDocument,
  Language,
  LetterKind,
  LetterSection,
  PaymentInstructions,
} from '@saatava/einvoice/model/document.ts'
import { exampleBuyer, exampleDocument, exampleEpcQr } from './example.ts'

export interface ExampleLetter {
  kind?: LetterKind
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
  const claim = {
    capital: 169_235n,
    interest: 2_115n,
    costs: 1_000n,
    fees: kind === 'REMINDER' ? 500n : 2_900n,
    total: 0n,
  }
  claim.total = claim.capital + claim.interest + claim.costs + claim.fees
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
    fee: FEES[kind] ?? 0n,
    feesCharged: kind === 'REMINDER' ? [REMINDED] : [REMINDED, DEMANDED],
    interest: [{ from: '2026-02-15', to: '2026-04-02', percentage: 9.5, capital: 169_235n }],
    collector: {
      name: 'Saatava',
      businessId: '3323553-5',
      address: { street: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI', countryCode: 'FI' },
      email: 'collection@example.com',
      phone: '+358 44 765 4321',
      hours: '9–15',
      website: 'www.example.com/maksut',
    },
    ...ofEvent(kind),
    ...given.letter,
  }
  const { total } = letter.claim
  const payable = PAYABLE[kind] ?? total
  return exampleDocument({
    type: 'REMINDER',
    language,
    currency,
    date: '2026-04-02',
    dueDate: DUE,
    buyer: debtor,
    recipient: debtor,
    rows: [],
    vatLines: [],
    totals: { net: total, vat: 0n, total, paid: 0n },
    payment: paymentOf(countryCode, payable),
    letter,
  })
}

const DUE = '2026-04-16'
const REMINDED = { step: 'REMINDER', date: '2026-03-05', amount: 500n }
const DEMANDED = { step: 'DEMAND', date: '2026-04-02', amount: 2_400n }
/** The letter's own fee; of an offer the plan's fee. */
const FEES: Partial<Record<LetterKind, bigint>> = { REMINDER: 500n, DEMAND: 2_400n, PLAN_OFFER: 5_000n }
const INSTALMENTS = Array.from({ length: 12 }, (_, i) => ({
  number: i + 1,
  dueDate: addDays(DUE, 30 * i),
  // 1 752.50 and the fee of 50.00.
  amount: i < 11 ? 15_020n : 15_030n,
}))
const PAYABLE: Partial<Record<LetterKind, bigint>> = { PLAN_OFFER: 15_020n, OBJECTION_RECEIVED: 0n, PAID: 0n }

function ofEvent(kind: LetterKind): Partial<LetterSection> {
  switch (kind) {
    case 'PLAN_OFFER':
      return { plan: { instalments: INSTALMENTS, ruleId: 'FI.CONSUMER.PLAN_FEE' } }
    case 'PLAN_BROKEN':
      return { missed: { number: 2, dueDate: '2026-03-20', amount: 10_010n } }
    case 'DUE_DATE_CHANGED':
      return { formerDueDate: '2026-02-14' }
    case 'OBJECTION_RECEIVED':
      return { objection: { date: '2026-04-01', amount: 69_235n } }
    case 'PAID':
      return { claim: { capital: 0n, interest: 0n, costs: 0n, fees: 0n, total: 0n }, interest: [] }
    case 'PAYEE_CHANGED':
    case 'REMINDER':
    case 'DEMAND':
      return {}
    default:
      return kind satisfies never
  }
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
