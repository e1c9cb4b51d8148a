/**
 * Finds content that a format cannot hold before an e-invoice is promised, so that the next channel can be chosen
 * instead.
 */
import type { InvoiceDocument, Party, VatLine } from './model/document.ts'
import type { EinvoiceFault } from './fault.ts'
import { NUMBER_CHARACTERS_MAX } from './finvoice/details.ts'
import { fitting } from './text.ts'
import { buyerCountry, countryOf } from './ubl/parties.ts'

export function finvoiceContentFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const { number, payment } = document
  if (fitting(number, NUMBER_CHARACTERS_MAX) === undefined)
    return {
      code: 'EINVOICE_NUMBER_TOO_LONG',
      message: `A Finvoice takes invoice numbers of up to ${NUMBER_CHARACTERS_MAX} characters, this is ${number}.`,
      pointer: '/invoice/header/number',
    }
  if (!payment.accounts.some(({ iban, bankgiro, plusgiro }) => (iban ?? bankgiro ?? plusgiro) !== undefined))
    return {
      code: 'EINVOICE_ACCOUNT_MISSING',
      message: 'A Finvoice, also of a credit note, names a bank account: send paymentDetails, or set bankAccounts.',
      pointer: '/invoice/parties/sellerParty/paymentDetails',
    }
  return amountsFault(document)
}

/** A printout of the seller's own holds its amounts in an image: an e-invoice of it would say that nothing is owed. */
function amountsFault({ vatLines }: InvoiceDocument): EinvoiceFault | undefined {
  if (vatLines.length > 0) return undefined
  return {
    code: 'EINVOICE_AMOUNTS_MISSING',
    message: 'An e-invoice holds its amounts, also where it has a printout of your own: send rows or amounts.',
    pointer: '/invoice/rows',
  }
}

/** Rules of EN 16931 that the data breaks, whoever writes it down. */
export function ublContentFault(document: InvoiceDocument): EinvoiceFault | undefined {
  const { vatLines, seller, buyer, type } = document
  if (type === 'REMINDER' || type === 'COLLECTION')
    return {
      code: 'EINVOICE_TYPE_UNKNOWN',
      message: `Peppol has no ${type}: its receiver would book it as another invoice. Use EMAIL or PRINT.`,
      pointer: '/invoice/header/type',
    }
  const empty = amountsFault(document)
  if (empty !== undefined) return empty
  if (buyerCountry(buyer, document.recipient) === undefined)
    return {
      code: 'EINVOICE_BUYER_COUNTRY_MISSING',
      message: 'Peppol asks for the buyer’s country (EN 16931 BR-11): send buyerParty.address.countryCode.',
      pointer: '/invoice/parties/buyerParty/address/countryCode',
    }
  const broken = vatLines.map(rateFault).find((fault) => fault !== undefined)
  if (broken !== undefined) return { code: 'EINVOICE_VAT_CATEGORY', message: broken, pointer: '/invoice/rows' }
  const categories = new Set(vatLines.map(({ category }) => category))
  if (categories.has('O') && categories.size > 1)
    return {
      code: 'EINVOICE_VAT_MIXED',
      message: 'Peppol takes rows outside VAT (category O) only on a separate invoice (EN 16931 BR-O-11).',
      pointer: '/invoice/rows',
    }
  const registered = categories.has('G') || categories.has('K')
  const named = registered ? seller.vatCode : (seller.vatCode ?? taxNumber(seller))
  if (named === undefined && !categories.has('O'))
    return {
      code: 'EINVOICE_VAT_NUMBER_MISSING',
      message: 'Peppol needs the seller’s VAT number (EN 16931 BR-S-02): send sellerParty.vatCode.',
      pointer: '/invoice/parties/sellerParty/vatCode',
    }
  const reverse = categories.has('AE') && (buyer.vatCode ?? buyer.businessId) === undefined
  const intraCommunity = categories.has('K') && buyer.vatCode === undefined
  if (reverse || intraCommunity)
    return {
      code: 'EINVOICE_VAT_NUMBER_MISSING',
      message: `A ${reverse ? 'reverse charge' : 'supply within the EU'} names the buyer’s VAT number (EN 16931 BR-${reverse ? 'AE' : 'IC'}-02).`,
      pointer: '/invoice/parties/buyerParty/vatCode',
    }
  return undefined
}

/**
 * Returns the number by which the tax office knows a seller without VAT number: in Sweden its approval for F-tax alone
 * (SE-R-005).
 */
function taxNumber(seller: Party): string | undefined {
  return countryOf(seller) === 'SE' && seller.taxRegistered !== true ? undefined : seller.businessId
}

function rateFault({ category, percentage, vat }: VatLine): string | undefined {
  if (category === 'S')
    return percentage > 0
      ? undefined
      : 'Rows of VAT category S have a rate above 0 % (EN 16931 BR-S-05); 0 % is Z, E, AE, O, G or K.'
  return vat === 0n && percentage === 0
    ? undefined
    : `Rows of VAT category ${category} have no VAT (EN 16931 BR-${category}-05), these have ${percentage} %.`
}
