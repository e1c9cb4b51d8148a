import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { fikPaidTo, fikPayeeOf } from '@saatava/core/references/dk-fik.ts'
import { agreementFault } from '@saatava/core/references/agreement.ts'
import { readReference } from '@saatava/core/references/read-reference.ts'
import type { Reference } from '@saatava/core/references/reference.ts'
import type { SettingsInForce } from '../../settings/client-settings.ts'
import type { InvoiceAmounts } from '../amounts.ts'
import type { DocumentRow, InvoiceDocument, PaymentInstructions, Supply } from '@saatava/einvoice/model/document.ts'
import { paymentInstructions } from '@saatava/einvoice/model/payment-instructions.ts'
import type { RequestRow } from '../schemas.ts'
import type { Candidate, Original } from './candidate.ts'
import { agreementOf, ownReferences } from './own-reference.ts'
import { buyerOf, deliveryOf, languageOf, recipientOf, sellerOf } from './parties.ts'
import { type Desk, type PayTo, payToOf } from './pay-to.ts'
import { rowNumbers } from './row-numbers.ts'
import { taxCurrencyOf } from './tax-currency.ts'

export interface Surroundings {
  desk: Desk
  /** The invoice that a credit note credits, or that a reminder reminds of. */
  original: Original | undefined
  /** Instead of the one that was sent or would be made. */
  reference?: Reference | undefined
}

/**
 * The document that an invoice makes with its client's settings, and whom it asks to be paid; what is missing in it the
 * checks find.
 */
export function buildDocument(
  candidate: Candidate,
  amounts: InvoiceAmounts,
  inForce: SettingsInForce,
  about: Surroundings,
): { document: InvoiceDocument; payTo: PayTo; replacedReference?: ReplacedReference | undefined } {
  const { settings, profile } = inForce
  const { original } = about
  const { invoice, processing } = candidate.request
  const { header, parties, references = {}, terms = {} } = invoice
  const { taxRegistered } = settings.channels.einvoice
  const seller = { ...sellerOf(parties, profile), ...(taxRegistered ? { taxRegistered } : {}) }
  const buyer = buyerOf(parties, profile)
  const codes = [header.languageCode, parties.invoiceRecipientParty?.languageCode, parties.buyerParty.languageCode]
  const text = (value: string | number | undefined) => (value === undefined ? undefined : String(value))
  const delivery = deliveryOf(parties, buyer, profile)
  const { factoring } = terms
  const language = languageOf(codes, settings.language)
  const payTo = payToOf(candidate, inForce, language, about)
  const settled = about.reference ?? remindedOf(candidate, original)
  const { reference, replaced: replacedReference } =
    settled === undefined ? referenceOf(candidate, inForce, payTo) : { reference: settled }
  const document: InvoiceDocument = {
    number: String(candidate.number),
    type: candidate.type,
    date: candidate.date,
    dueDate: candidate.dueDate,
    currency: candidate.currency,
    language,
    seller,
    buyer,
    recipient: recipientOf(parties, buyer, profile),
    references: omitUndefined({
      sales: text(references.sales),
      buyer: text(references.buyer),
      agreement: text(references.agreement),
      orderNumber: text(references.orderNumber),
      orderDate: references.orderDate,
      creditedInvoiceNumber: text(references.creditedInvoiceNumber),
      creditedInvoiceDate: candidate.type === 'CREDIT_NOTE' ? original?.date : undefined,
      invoiceCopyUrl: references.invoiceCopyUrl,
    }),
    rows: rowsOf(invoice.rows ?? [], amounts),
    vatLines: amounts.vatLines,
    totals: { net: amounts.net, vat: amounts.vat, total: amounts.total, paid: amounts.paid },
    payment: paymentOf(candidate, amounts, { payTo, reference, sellerName: seller.name }),
    terms: omitUndefined({
      netDays: terms.paymentTerms?.netDays,
      text: terms.paymentTerms?.text,
      cashDiscount: terms.paymentTerms?.cashDiscount,
      interestPercentage: interestOf(candidate),
    }),
    showProductCode: processing?.showProductCodeEnabled === true,
    ...omitUndefined({
      description: header.description,
      additionalInformation: header.additionalInformation,
      delivery,
      supply: supplyOf(invoice.delivery),
      taxCurrency: taxCurrencyOf(candidate, amounts, seller),
      factoring:
        (candidate.type === 'FACTORING' || factoring?.enabled === true) && factoring?.financierName !== undefined
          ? { financierName: factoring.financierName, ...omitUndefined({ agreementNumber: factoring.agreementNumber }) }
          : undefined,
    }),
  }
  return { document, payTo, replacedReference }
}

/** A reminder of an invoice under payment control bears that invoice's reference: its case is paid by it. */
function remindedOf({ type }: Candidate, original: Original | undefined): Reference | undefined {
  return type === 'REMINDER' && original?.payment?.payee !== undefined ? original.payment.reference : undefined
}

// With the reference rate and payment control on, the client's own interest rule applies, not the percentage [published].
function interestOf({ request }: Candidate): number | undefined {
  const interest = request.invoice.terms?.interest
  if (interest === undefined || interest.type === 'NONE') return undefined
  if (interest.type === 'REFERENCE_RATE' && request.processing?.paymentControlEnabled === true) return undefined
  return interest.percentage
}

function supplyOf(delivery: RequestRow['delivery']): Supply | undefined {
  const supply: Supply = omitUndefined({ date: delivery?.date, from: delivery?.period?.from, to: delivery?.period?.to })
  return Object.keys(supply).length === 0 ? undefined : supply
}

function rowsOf(rows: RequestRow[], amounts: InvoiceAmounts): DocumentRow[] {
  const numbers = rowNumbers(rows)
  return rows.flatMap((row, i): DocumentRow[] => {
    const figures = amounts.rows[i]
    if (figures === undefined) return []
    const { quantity, unitPrice, vatPercentage, vatCategory, net, vat, total } = figures
    const { accounting } = row
    return [
      {
        rowNumber: numbers[i] ?? i + 1,
        name: row.name ?? row.description ?? '',
        vatPercentage,
        vatCategory,
        net,
        vat,
        total,
        definitions: row.definitions ?? [],
        ...omitUndefined({
          productCode: row.productCode === undefined ? undefined : String(row.productCode),
          description: row.name === undefined ? undefined : row.description,
          quantity,
          unit: row.unit,
          unitPrice,
          discountPercentage: row.discountPercentage === 0 ? undefined : row.discountPercentage,
          supply: supplyOf(row.delivery),
          accounting:
            accounting === undefined
              ? undefined
              : omitUndefined({
                  accountNumber: accounting.accountNumber === undefined ? undefined : String(accounting.accountNumber),
                  costCenter: accounting.costCenter,
                  projectNumber: accounting.projectNumber,
                }),
        }),
      },
    ]
  })
}

function paymentOf(
  { type, currency, dueDate }: Candidate,
  amounts: InvoiceAmounts,
  { payTo, reference, sellerName }: { payTo: PayTo; reference: Reference | undefined; sellerName: string },
): PaymentInstructions {
  const left = amounts.total - amounts.paid
  const payable = type === 'CREDIT_NOTE' || left < 0n ? 0n : left
  const order = { payable, currency, dueDate, reference, name: sellerName }
  switch (payTo.whose) {
    case 'AGENCY': {
      const { accounts, payee, refer } = payTo.paidTo
      return paymentInstructions({ ...order, accounts, payee, name: payee.name, reference: refer(reference) })
    }
    case 'CREDITED':
      return paymentInstructions({ ...order, ...payTo.payment })
    case 'FINANCIER':
      return paymentInstructions({ ...order, accounts: payTo.accounts, name: payTo.name || sellerName })
    case 'SELLER':
      return paymentInstructions({ ...order, accounts: payTo.accounts })
    case 'NOBODY':
      return paymentInstructions({ ...order, accounts: [] })
    default:
      return payTo satisfies never
  }
}

/** A reference that was sent and is not printed, and why. */
export interface ReplacedReference {
  sent: string
  /** Why the agency's bank would refuse it; absent where another open case bears it. */
  notAgreed?: string
}

/**
 * The reference sent with the invoice; without one, made of the client's prefix and the invoice's number. Under payment
 * control one that the agency's bank would refuse is replaced.
 */
function referenceOf(
  candidate: Pick<Candidate, 'request' | 'number'>,
  inForce: Pick<SettingsInForce, 'settings' | 'profile'>,
  payTo: PayTo,
): { reference: Reference | undefined; replaced?: ReplacedReference } {
  const sent = candidate.request.invoice.references?.payment
  if (sent === undefined) return { reference: ownReferences(candidate, inForce, payTo)[0] }
  const read = sentReference(String(sent), inForce, payTo)
  const notAgreed = agreementFault(read, agreementOf(payTo))
  const [own] = notAgreed === undefined ? [] : ownReferences(candidate, inForce, payTo)
  if (notAgreed === undefined || own === undefined) return { reference: read }
  return { reference: own, replaced: { sent: String(sent), notAgreed } }
}

function sentReference(
  sent: string,
  { settings: { references }, profile }: Pick<SettingsInForce, 'settings' | 'profile'>,
  payTo: PayTo,
): Reference {
  // The client's agreement counts on its own accounts; the agency's agreement is compared with the reference afterwards.
  const { reference, fault } = readReference(sent, profile.countryCode, payTo.whose === 'AGENCY' ? {} : references)
  // One whose check digit is wrong was let through on purpose; nothing may be computed from it.
  if (fault !== undefined) return { kind: 'FREE', value: sent, printed: sent }
  const whole = reference.kind !== 'DK_FIK' || fikPayeeOf(reference) !== undefined
  return whole ? reference : fikPaidTo(reference, references.fikCreditor ?? undefined)
}
