/**
 * An invoice as a document: everything that a PDF, a Finvoice, a UBL file, an email or a voucher is made of, checked and
 * complete. Amounts are minor units; a credit note's are positive and say how much is credited: who writes a format in
 * which credit notes are negative turns them round. Equal documents always give the same bytes.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { Reference } from '@saatava/core/references/reference.ts'

export const INVOICE_TYPES = [
  'INVOICE',
  'CREDIT_NOTE',
  'REMINDER',
  'AUTO_PAYMENT_INVOICE',
  'COLLECTION',
  'FACTORING',
] as const
export type InvoiceType = (typeof INVOICE_TYPES)[number]

export const LANGUAGES = ['fi', 'sv', 'en', 'no', 'da'] as const
export type Language = (typeof LANGUAGES)[number]

export interface Address {
  street?: string
  street2?: string
  street3?: string
  postalCode?: string
  postalDistrict?: string
  /** ISO 3166-1 alpha-2 */
  countryCode: string
  countryName?: string
}

export interface Party {
  name: string
  businessId?: string
  /** With its country prefix, "FI01120389". */
  vatCode?: string
  address?: Address
  contactName?: string
  email?: string
  phone?: string
  website?: string
  /** A seller's registration that its country wants stated on invoices (SE: F-tax, NO: Foretaksregisteret). */
  taxRegistered?: boolean
}

export interface Receiver extends Party {
  entityType: 'BUSINESS' | 'CONSUMER' | 'PUBLIC'
  customerAccountId?: string
  /** Where an e-invoice goes: OVT, IBAN, or "scheme:value" of a Peppol participant. */
  electronicInvoiceAccount?: string
  /** The operator's or bank's id: OVT or BIC. */
  electronicRoutingAddress?: string
  glnNumber?: string
}

/** UNCL5305: standard, zero, exempt, reverse charge, outside scope, export, intra-community supply. */
export const VAT_CATEGORIES = ['S', 'Z', 'E', 'AE', 'O', 'G', 'K'] as const
export type VatCategory = (typeof VAT_CATEGORIES)[number]

export interface VatLine {
  /** Percent, for example 25.5. */
  percentage: number
  category: VatCategory
  net: bigint
  vat: bigint
}

/** When something was supplied: on a day, in a period, or both; civil dates. */
export interface Supply {
  date?: CivilDate
  from?: CivilDate
  to?: CivilDate
}

export interface DocumentRow {
  rowNumber: number
  productCode?: string
  name: string
  description?: string
  /** Decimal text, for example "2" or "0.5"; absent on rows of text alone. */
  quantity?: string
  unit?: string
  /** Major units without VAT, decimal text of up to 6 decimals. */
  unitPrice?: string
  /** Percent. */
  discountPercentage?: number
  vatPercentage: number
  vatCategory: VatCategory
  net: bigint
  vat: bigint
  total: bigint
  definitions: { name: string; value: string }[]
  supply?: Supply
  accounting?: { accountNumber?: string; costCenter?: string; projectNumber?: string }
}

export interface PaymentAccount {
  iban?: string
  bic?: string
  bankgiro?: string
  plusgiro?: string
}

/** The agency, which receives the payments of its clients' debtors on accounts of client funds. */
export interface Payee {
  /** Holder of the account as the bank knows it, or "Saatava, client funds" in the document's language. */
  name: string
  businessId?: string
}

export interface PaymentInstructions {
  /** Where to pay, the one to be used first. */
  accounts: PaymentAccount[]
  /** Under payment control, whose accounts these are; absent: the seller's, or the financier's. */
  payee?: Payee
  /** The seller's own print-out does not name these accounts: one of our pages with them follows it. */
  ownPage?: true
  reference?: Reference
  /** The amount to pay: the total less the part that has been paid already; 0 on a credit note. */
  payable: bigint
  /** The 54 digits of the Finnish bank bar code, where there is one. */
  barcode?: string
  /** The text of an EPC QR code, where the invoice is in EUR and has an IBAN. */
  epcQr?: string
}

/** Letters that a step of a policy sends, and letters that an event sends where the policy says so. */
const STEP_LETTERS = ['REMINDER', 'DEMAND'] as const
export const EVENT_LETTERS = [
  'PLAN_OFFER',
  'PLAN_BROKEN',
  'DUE_DATE_CHANGED',
  'OBJECTION_RECEIVED',
  'PAID',
  'PAYEE_CHANGED',
] as const
export const LETTER_KINDS = [...STEP_LETTERS, ...EVENT_LETTERS] as const
export type EventLetter = (typeof EVENT_LETTERS)[number]
export type LetterKind = (typeof LETTER_KINDS)[number]

/** A creditor reminds in its own name, though through the agency; everything else is the agency's. */
export function isOfCollector(kind: LetterKind): boolean {
  return kind !== 'REMINDER'
}

/** The party that collects, and its telephone hours. */
export interface Collector extends Party {
  hours?: string
}

export interface PlanInstalment {
  number: number
  dueDate: CivilDate
  amount: bigint
}

/** A letter of payment control about an invoice: what it claims, of which invoice, and who collects it. */
export interface LetterSection {
  kind: LetterKind
  /** Country whose law it follows: the creditor's. */
  countryCode: string
  debtorType: 'CONSUMER' | 'BUSINESS'
  caseNumber: string
  /** The invoice that has not been paid, and what it was for; dates civil. */
  invoice: { number: string; date: CivilDate; dueDate: CivilDate; total: bigint; subject?: string }
  claim: { capital: bigint; interest: bigint; costs: bigint; fees: bigint; total: bigint }
  /**
   * The part of the collection fees that this very letter adds; of an offered plan, the part that it adds when it is
   * accepted.
   */
  fee: bigint
  /** All fees that were charged and not taken back, this letter's last; absent on letters from before they were itemised. */
  feesCharged?: ChargedFee[]
  /** How late interest was computed, in order of days; none: none has run, or none was agreed. Both days are counted. */
  interest: { from: CivilDate; to: CivilDate; percentage: number; capital: bigint }[]
  collector: Collector
  /** Norway: it warns of collection, as the law wants before a demand. */
  notice?: true
  /** PLAN_OFFER: the instalments, with the plan's fee in them, and the rule that allows the fee. */
  plan?: { instalments: PlanInstalment[]; ruleId?: string; source?: string }
  /** PLAN_BROKEN: what was not paid in time; its amount is what was missing of it. */
  missed?: PlanInstalment
  /** DUE_DATE_CHANGED: the due date before. */
  formerDueDate?: CivilDate
  /** OBJECTION_RECEIVED: on which day, and what of the claim is denied; absent: all of it. */
  objection?: { date: CivilDate; amount?: bigint }
}

export interface InvoiceDocument {
  number: string
  type: InvoiceType
  /** Civil dates, YYYY-MM-DD. */
  date: CivilDate
  dueDate: CivilDate
  /** ISO 4217 */
  currency: string
  language: Language
  description?: string
  additionalInformation?: string
  references: {
    sales?: string
    buyer?: string
    agreement?: string
    orderNumber?: string
    orderDate?: CivilDate
    creditedInvoiceNumber?: string
    creditedInvoiceDate?: CivilDate
    invoiceCopyUrl?: string
  }
  seller: Party
  buyer: Receiver
  /** The receiver: the buyer, or somebody who takes its invoices. */
  recipient: Receiver
  delivery?: Party
  supply?: Supply
  rows: DocumentRow[]
  vatLines: VatLine[]
  /** The total is net and VAT, and by what it was rounded to whole coins. */
  totals: { net: bigint; vat: bigint; total: bigint; paid: bigint }
  /** The VAT in the seller's national currency, where the invoice is in another; the rate is decimal text. */
  taxCurrency?: { code: string; exchangeRate: string; vat: bigint }
  payment: PaymentInstructions
  terms: {
    netDays?: number
    text?: string
    cashDiscount?: { percentage: number; days: number }
    /** Percent a year, where one is agreed; absent: by law. */
    interestPercentage?: number
  }
  /** The financier that has bought the receivable; payment frees the debtor only when made to it. */
  factoring?: { financierName: string; agreementNumber?: string }
  /** The letter of a REMINDER that payment control sends: date and due date of the document are the letter's. */
  letter?: LetterSection
  showProductCode: boolean
  logo?: { mediaType: 'image/png' | 'image/jpeg'; bytes: Uint8Array }
}

/** A fee that was charged on a case and not taken back, as a letter itemises it. */
export interface ChargedFee {
  /** The step that was charged: REMINDER, DEMAND, PLAN … */
  step: string
  /** Civil date. */
  date: CivilDate
  /** Minor units. */
  amount: bigint
}
