import { epcQrText } from '../../core/barcode/epc-qr.ts'
import { finnishBarcode } from '../../core/barcode/finnish.ts'
import { given } from '../../core/given.ts'
import { isIban } from '../../core/identifiers.ts'
import { isFault } from '../../core/references/fault.ts'
import { makeReference } from '../../core/references/make-reference.ts'
import { readReference } from '../../core/references/read-reference.ts'
import type { Reference } from '../../core/references/reference.ts'
import type { SettingsInForce } from '../../settings/client-settings.ts'
import type { InvoiceAmounts } from '../amounts.ts'
import type { DocumentRow, InvoiceDocument, PaymentAccount, PaymentInstructions } from '../document.ts'
import type { RequestRow } from '../schemas.ts'
import type { Candidate } from './input.ts'
import { buyerOf, deliveryOf, languageOf, recipientOf, sellerOf } from './parties.ts'

/** The document that an invoice makes with its client's settings; what is missing in it the checks find. */
export function buildDocument(
  candidate: Candidate,
  amounts: InvoiceAmounts,
  { settings, profile }: SettingsInForce,
  creditedDate: string | undefined,
): InvoiceDocument {
  const { invoice, processing } = candidate.request
  const { header, parties, references = {}, terms = {} } = invoice
  const { taxRegistered } = settings.channels.einvoice
  const seller = { ...sellerOf(parties, profile), ...(taxRegistered ? { taxRegistered } : {}) }
  const buyer = buyerOf(parties, profile)
  const codes = [header.languageCode, parties.invoiceRecipientParty?.languageCode, parties.buyerParty.languageCode]
  const text = (value: string | number | undefined) => (value === undefined ? undefined : String(value))
  const delivery = deliveryOf(parties, profile)
  const { factoring } = terms
  return {
    number: String(candidate.number),
    type: candidate.type,
    date: candidate.date,
    dueDate: candidate.dueDate,
    currency: candidate.currency,
    language: languageOf(codes, settings.language),
    seller,
    buyer,
    recipient: recipientOf(parties, buyer, profile),
    references: given({
      sales: text(references.sales),
      buyer: text(references.buyer),
      agreement: text(references.agreement),
      orderNumber: text(references.orderNumber),
      orderDate: references.orderDate,
      creditedInvoiceNumber: text(references.creditedInvoiceNumber),
      creditedInvoiceDate: creditedDate,
      invoiceCopyUrl: references.invoiceCopyUrl,
    }),
    rows: rowsOf(invoice.rows ?? [], amounts),
    vatLines: amounts.vatLines,
    totals: { net: amounts.net, vat: amounts.vat, total: amounts.total, paid: amounts.paid },
    payment: paymentOf(candidate, amounts, { settings, profile }, seller.name),
    terms: given({
      netDays: terms.paymentTerms?.netDays,
      text: terms.paymentTerms?.text,
      cashDiscount: terms.paymentTerms?.cashDiscount,
      interestPercentage: interestOf(candidate),
    }),
    showProductCode: processing?.showProductCodeEnabled === true,
    ...given({
      description: header.description,
      additionalInformation: header.additionalInformation,
      delivery,
      factoring:
        (candidate.type === 'FACTORING' || factoring?.enabled === true) && factoring?.financierName !== undefined
          ? { financierName: factoring.financierName, ...given({ agreementNumber: factoring.agreementNumber }) }
          : undefined,
    }),
  }
}

// With the reference rate and payment control on, the client's own interest rule applies, not the percentage [published].
function interestOf({ request }: Candidate): number | undefined {
  const interest = request.invoice.terms?.interest
  if (interest === undefined || interest.type === 'NONE') return undefined
  if (interest.type === 'REFERENCE_RATE' && request.processing?.paymentControlEnabled === true) return undefined
  return interest.percentage
}

function rowsOf(rows: RequestRow[], amounts: InvoiceAmounts): DocumentRow[] {
  return rows.flatMap((row, i): DocumentRow[] => {
    const figures = amounts.rows[i]
    if (figures === undefined) return []
    const { quantity, unitPrice, vatPercentage, vatCategory, net, vat, total } = figures
    const { accounting } = row
    return [
      {
        rowNumber: row.rowNumber ?? i + 1,
        name: row.name ?? row.description ?? '',
        vatPercentage,
        vatCategory,
        net,
        vat,
        total,
        definitions: row.definitions ?? [],
        ...given({
          productCode: row.productCode === undefined ? undefined : String(row.productCode),
          description: row.name === undefined ? undefined : row.description,
          quantity,
          unit: row.unit,
          unitPrice,
          discountPercentage: row.discountPercentage === 0 ? undefined : row.discountPercentage,
          accounting:
            accounting === undefined
              ? undefined
              : given({
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
  candidate: Candidate,
  amounts: InvoiceAmounts,
  inForce: Pick<SettingsInForce, 'settings' | 'profile'>,
  sellerName: string,
): PaymentInstructions {
  const accounts = accountsOf(candidate, inForce)
  const reference = referenceOf(candidate, inForce)
  const left = amounts.total - amounts.paid
  const payable = candidate.type === 'CREDIT_NOTE' || left < 0n ? 0n : left
  const account = accounts.find(({ iban }) => iban !== undefined && isIban(iban))
  const euros = candidate.currency === 'EUR' && payable > 0n
  const { iban = '', bic } = account ?? {}
  const factoring = candidate.request.invoice.terms?.factoring
  const name = candidate.type === 'FACTORING' && factoring?.financierName ? factoring.financierName : sellerName
  return {
    accounts,
    payable,
    ...given({
      reference,
      barcode:
        euros && account !== undefined && reference !== undefined
          ? finnishBarcode({ iban, payable, reference, dueDate: candidate.dueDate })
          : undefined,
      epcQr:
        euros && account !== undefined ? epcQrText({ name, iban, payable, ...given({ bic, reference }) }) : undefined,
    }),
  }
}

/** Where to pay: the financier's account, the one sent with the invoice, or the client's own of this currency first. */
function accountsOf(
  { request, type, currency }: Candidate,
  { settings }: Pick<SettingsInForce, 'settings'>,
): PaymentAccount[] {
  const factoring = request.invoice.terms?.factoring
  if (type === 'FACTORING' && factoring?.financierIban) return [{ iban: bare(factoring.financierIban) }]
  const pay = request.invoice.parties.sellerParty?.paymentDetails
  if (pay !== undefined && (pay.iban ?? pay.bankgiro ?? pay.postgiro) !== undefined)
    return [given({ iban: pay.iban && bare(pay.iban), bic: pay.bic, bankgiro: pay.bankgiro, plusgiro: pay.postgiro })]
  const fits = (code: string | undefined) => code === undefined || code === currency
  const own = [...settings.bankAccounts].sort((a, b) => Number(fits(b.currencyCode)) - Number(fits(a.currencyCode)))
  return own.map(({ currencyCode: _currency, ...account }) => account)
}

function bare(iban: string): string {
  return iban.replaceAll(' ', '').toUpperCase()
}

/** The reference sent with the invoice; without one, made of the client's prefix and the invoice's number. */
export function referenceOf(
  { request, number }: Pick<Candidate, 'request' | 'number'>,
  { settings, profile }: Pick<SettingsInForce, 'settings' | 'profile'>,
): Reference | undefined {
  const { references } = settings
  const sent = request.invoice.references?.payment
  if (sent !== undefined) {
    const { reference, fault } = readReference(String(sent), profile.countryCode, references)
    // One whose check digit is wrong was let through on purpose; nothing may be computed from it.
    return fault === undefined ? reference : { kind: 'FREE', value: String(sent), printed: String(sent) }
  }
  const made = makeReference(references.kind, { prefix: references.prefix, number: String(number) }, references)
  return isFault(made) ? undefined : made
}
