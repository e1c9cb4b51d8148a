/**
 * Addresses that an invoice states by law: the seller's and a business customer's (directive 2006/112/EC art. 226 (5)).
 * A simplified invoice states neither (art. 226b): up to 400 EUR, VAT included (art. 220a with 238), but not within a
 * supply to another member state or under reverse charge (art. 220a (2)).
 */
import type { Address, InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { EvaluationInput, Reason } from './input.ts'

/**
 * Minor units, of the total with VAT. Other currencies than the euro have the amount that their state has set for the 400
 * EUR: Sweden mervärdesskattelagen (2023:200) 17 kap., Denmark momsbekendtgørelsen (BEK 1435/2023) § 64. Norway has no simplified invoice;
 * its amount is 400 EUR at ten kroner. In a currency that is not here no invoice is a simplified one.
 */
const SIMPLIFIED_MAX: Record<string, bigint> = { EUR: 40_000n, SEK: 400_000n, DKK: 300_000n, NOK: 400_000n }

/** Claims and reminders are no invoices: what they are about has been invoiced before. */
const NO_INVOICE: readonly InvoiceDocument['type'][] = ['REMINDER', 'COLLECTION']

export function missingAddresses({ document }: Pick<EvaluationInput, 'document'>): Reason[] {
  if (NO_INVOICE.includes(document.type) || isSimplified(document)) return []
  const { seller, buyer } = document
  const reasons: Reason[] = []
  const ofSeller = missingOf(seller.address)
  if (ofSeller.length > 0)
    reasons.push({
      code: 'SELLER_ADDRESS_MISSING',
      message: `An invoice must state the seller’s address (directive 2006/112/EC art. 226 (5)). The field ${ofSeller.join(' and ')} is missing: onboard the client with its address, or send sellerParty.address.`,
      pointer: '/invoice/parties/sellerParty/address',
    })
  const ofBuyer = buyer.entityType === 'CONSUMER' ? [] : missingOf(buyer.address)
  if (ofBuyer.length > 0)
    reasons.push({
      code: 'BUYER_ADDRESS_MISSING',
      message: `An invoice to a business must state its address (directive 2006/112/EC art. 226 (5)). The field ${ofBuyer.join(' and ')} is missing: send buyerParty.address.`,
      pointer: '/invoice/parties/buyerParty/address',
    })
  return reasons
}

/**
 * In Norway name and organisation number are enough (bokføringsforskriften § 5-1-2), so that a missing address is never
 * more than a warning there.
 */
export function addressesEnforced({
  enforcesAddresses,
  inForce,
}: Pick<EvaluationInput, 'enforcesAddresses' | 'inForce'>): boolean {
  return enforcesAddresses && inForce.profile.countryCode !== 'NO'
}

function isSimplified({ totals, currency, vatLines, seller, buyer }: InvoiceDocument): boolean {
  const abroad = (buyer.address?.countryCode ?? seller.address?.countryCode) !== seller.address?.countryCode
  const never = vatLines.some(({ category }) => category === 'K' || (category === 'AE' && abroad))
  return !never && totals.total <= (SIMPLIFIED_MAX[currency] ?? -1n)
}

/** A street or box, and a place by name or postal code. */
function missingOf(address: Address | undefined): string[] {
  const { street, postalCode, postalDistrict } = address ?? {}
  return [...(street ? [] : ['the street']), ...((postalDistrict ?? postalCode) ? [] : ['the place'])]
}
