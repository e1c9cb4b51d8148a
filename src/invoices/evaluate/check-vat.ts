/** Data that VAT law wants on an invoice, and that only the whole invoice shows to be missing. */
import { vatCountry } from '@saatava/core/vat-country.ts'
import type { VatCategory } from '@saatava/einvoice/model/document.ts'
import { rateFaults } from '../row-amounts.ts'
import type { EvaluationInput, Reason } from './input.ts'
import { SERVICES } from './services.ts'
import { otherTaxCurrency } from './tax-currency.ts'

const BUYER = '/invoice/parties/buyerParty'

export function checkVat(input: EvaluationInput): Reason[] {
  const { candidate, inForce } = input
  const rates = (candidate.request.invoice.rows ?? []).flatMap((row, i) => rateFaults(row, `/invoice/rows/${i}`))
  const missing = rates.map(({ pointer, message }) => ({
    ...{ code: 'VAT_RATE_MISSING', message: `The VAT rate ${message}.` },
    ...(pointer === undefined ? {} : { pointer }),
  }))
  // A reminder and a claim state no sale: the invoice they are about did. A client that only collects sent that one
  // before.
  const noSale = candidate.type === 'REMINDER' || candidate.type === 'COLLECTION'
  if (noSale || !SERVICES[inForce.settings.service.type].distributes) return missing
  return [...missing, ...ownCurrency(input), ...buyerNumber(input), ...destination(input)]
}

// VAT directive 2006/112/EC, art. 230; Norway: bokføringsforskriften § 5-1-1.
function ownCurrency({ document }: EvaluationInput): Reason[] {
  const code = otherTaxCurrency(document.currency, document.seller)
  if (code === undefined || document.totals.vat === 0n || document.taxCurrency !== undefined) return []
  return [
    {
      code: 'EXCHANGE_RATE_MISSING',
      message: `The invoice is in ${document.currency}, and its VAT must also be stated in ${code}: send header.exchangeRate, the value of one ${document.currency} in ${code}.`,
      pointer: '/invoice/header/exchangeRate',
    },
  ]
}

// Art. 226 (4): the customer who pays the VAT, or buys from another member state, is named by its VAT number.
function buyerNumber(input: EvaluationInput): Reason[] {
  const { buyer, seller } = input.document
  const country = buyer.address?.countryCode ?? vatCountry(buyer.vatCode)
  const domestic = country !== undefined && country === seller.address?.countryCode
  // At home the register knows a company by its business id, and its VAT number follows from it.
  const reverse = has(input, 'AE') && (buyer.vatCode ?? (domestic ? buyer.businessId : undefined)) === undefined
  const intraCommunity = has(input, 'K') && buyer.vatCode === undefined
  if (!reverse && !intraCommunity) return []
  return [
    {
      code: 'BUYER_VAT_NUMBER_MISSING',
      message: `${reverse ? 'Under reverse charge (AE)' : 'For an intra-community supply (K)'} the invoice names the buyer’s VAT number: send buyerParty.vatCode.`,
      pointer: `${BUYER}/vatCode`,
    },
  ]
}

// Art. 138: the goods go to another member state; EN 16931 BR-IC-12.
function destination(input: EvaluationInput): Reason[] {
  if (!has(input, 'K')) return []
  const { delivery, buyer, seller } = input.document
  const given = delivery?.address !== undefined
  const country = (delivery?.address ?? buyer.address)?.countryCode
  const pointer = `${given ? '/invoice/parties/deliveryParty' : BUYER}/address`
  if (country === undefined)
    return [
      {
        code: 'DELIVERY_COUNTRY_MISSING',
        message:
          'For an intra-community supply (K) the invoice must name the country of delivery: send the buyer’s address, or deliveryParty.',
        pointer,
      },
    ]
  if (country !== seller.address?.countryCode) return []
  return [
    {
      code: 'DELIVERY_COUNTRY_INVALID',
      message: `The goods of an intra-community supply (K) must leave ${country}, the country of the seller.`,
      pointer: `${pointer}/countryCode`,
    },
  ]
}

function has({ document }: EvaluationInput, category: VatCategory): boolean {
  return document.vatLines.some((line) => line.category === category)
}
