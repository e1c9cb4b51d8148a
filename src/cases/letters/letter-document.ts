import { epcQrText } from '../../core/barcode/epc-qr.ts'
import { finnishBarcode } from '../../core/barcode/finnish.ts'
import { addDays } from '../../core/dates.ts'
import { given } from '../../core/given.ts'
import { isIban } from '../../core/identifiers.ts'
import {
  type InvoiceDocument,
  LANGUAGES,
  type LetterSection,
  type Party,
  type PaymentInstructions,
  type Receiver,
} from '../../invoices/document.ts'
import { type Claim, totalOf } from '../claim.ts'
import type { LetterRequest } from './letter-request.ts'

/** The letter about an invoice: its parties and accounts, with what is claimed now. @param collector the agency */
export function letterDocument(request: LetterRequest, invoice: InvoiceDocument, collector: Party): InvoiceDocument {
  const { case: of, date, payWithinDays } = request
  const claim = undisputed(request)
  const total = totalOf(claim)
  const dueDate = addDays(date, payWithinDays)
  const debtor = debtorOf(request, invoice)
  return {
    ...withoutText(invoice),
    type: 'REMINDER',
    date,
    dueDate,
    currency: of.currency,
    language: LANGUAGES.find((language) => language === of.debtor.language) ?? invoice.language,
    buyer: debtor,
    recipient: debtor,
    rows: [],
    vatLines: [],
    totals: { net: total, vat: 0n, total, paid: 0n },
    payment: paymentOf(invoice, of.currency, total, dueDate),
    terms: given({ interestPercentage: of.interestPercentage ?? undefined }),
    letter: sectionOf({ ...request, claim }, invoice, total, collector),
  }
}

/** What the debtor denies is not claimed while it is looked into. */
function undisputed({ claim, case: { disputed } }: LetterRequest): Claim {
  const left = claim.capital - (disputed ?? 0n)
  return { ...claim, capital: left > 0n ? left : 0n }
}

/** What the seller wrote about the delivery belongs to the invoice. */
function withoutText(invoice: InvoiceDocument): InvoiceDocument {
  const { description: _description, additionalInformation: _information, delivery: _delivery, ...rest } = invoice
  return rest
}

/** The debtor as the case knows it now: actions may have changed how it is reached. */
function debtorOf({ case: { debtor, debtorType } }: LetterRequest, { buyer }: InvoiceDocument): Receiver {
  return {
    name: debtor.name,
    entityType: debtorType === 'CONSUMER' ? 'CONSUMER' : buyer.entityType === 'PUBLIC' ? 'PUBLIC' : 'BUSINESS',
    ...given({
      address: debtor.address,
      businessId: debtor.businessId,
      customerAccountId: debtor.customerAccountId,
      email: debtor.email,
      phone: debtor.phone,
    }),
  }
}

/** The invoice's accounts and reference; bar code and QR code with the new sum and day. */
function paymentOf(
  { payment, factoring, seller }: InvoiceDocument,
  currency: string,
  payable: bigint,
  dueDate: string,
): PaymentInstructions {
  const { accounts, reference } = payment
  const account = accounts.find(({ iban }) => iban !== undefined && isIban(iban))
  const { iban = '', bic } = account ?? {}
  const euros = currency === 'EUR' && payable > 0n && account !== undefined
  const name = factoring?.financierName ?? seller.name
  return {
    accounts,
    payable,
    ...given({
      reference,
      barcode: euros && reference !== undefined ? finnishBarcode({ iban, payable, reference, dueDate }) : undefined,
      epcQr: euros ? epcQrText({ name, iban, payable, ...given({ bic, reference }) }) : undefined,
    }),
  }
}

function sectionOf(
  { case: of, kind, claim, fee, interest }: LetterRequest,
  invoice: InvoiceDocument,
  total: bigint,
  collector: Party,
): LetterSection {
  const { capital, interest: accrued, costs, fees } = claim
  return {
    kind,
    countryCode: of.country,
    debtorType: of.debtorType,
    caseNumber: String(of.caseId),
    invoice: {
      number: invoice.number,
      date: of.invoiceDate,
      dueDate: of.dueDate,
      total: invoice.totals.total,
      ...given({ subject: subjectOf(invoice) }),
    },
    claim: { capital, interest: accrued, costs, fees, total },
    interest: explained(interest),
    fee,
    collector,
  }
}

const SUBJECT_CHARACTERS_MAX = 120

/** What the claim rests on, as the law wants it said: what was sold. */
function subjectOf({ description, rows }: InvoiceDocument): string | undefined {
  const text =
    description ??
    rows
      .map(({ name }) => name.trim())
      .filter(Boolean)
      .join(', ')
  if (text === '') return undefined
  return text.length <= SUBJECT_CHARACTERS_MAX ? text : `${text.slice(0, SUBJECT_CHARACTERS_MAX - 1).trimEnd()}…`
}

/** Days of one rate and one capital stand together. */
function explained(interest: LetterRequest['interest']): LetterSection['interest'] {
  const list: LetterSection['interest'] = []
  for (const { from, to, rate: percentage, capital } of interest?.periods ?? []) {
    const last = list.at(-1)
    if (last?.percentage === percentage && last.capital === capital) last.to = to
    else list.push({ from, to, percentage, capital })
  }
  return list
}
