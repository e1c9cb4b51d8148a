import { Big } from 'big.js'
import { nationalCurrency } from '@saatava/core/national-currency.ts'
import type { InvoiceAmounts } from '../amounts.ts'
import type { InvoiceDocument, Party } from '@saatava/einvoice/model/document.ts'
import type { Candidate } from './candidate.ts'

const ROUND_HALF_UP = 1

/** The currency in which the seller's country has VAT stated, where the invoice is in another one. */
export function otherTaxCurrency(currency: string, seller: Party): string | undefined {
  const national = nationalCurrency(seller.address?.countryCode ?? '')
  return national === currency ? undefined : national
}

/** The VAT in the seller's own currency (VAT directive 2006/112/EC, art. 230), by the rate that came with the invoice. */
export function taxCurrencyOf(
  { currency, request }: Candidate,
  { vat }: InvoiceAmounts,
  seller: Party,
): InvoiceDocument['taxCurrency'] {
  const code = otherTaxCurrency(currency, seller)
  const rate = request.invoice.header.exchangeRate
  if (code === undefined || rate === undefined) return undefined
  const exchangeRate = new Big(rate)
  const own = exchangeRate.times(vat.toString()).round(0, ROUND_HALF_UP)
  return { code, exchangeRate: exchangeRate.toFixed(), vat: BigInt(own.toFixed()) }
}
