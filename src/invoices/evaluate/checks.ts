/** The evaluation, check by check: each has a name, and says of what it finds a code and a sentence for people. */
import { isBankgiro, isIban, isPlusgiro, postalCodeFault } from '@saatava/core/identifiers.ts'
import { agreementFault } from '@saatava/core/references/agreement.ts'
import { isFault } from '@saatava/core/references/fault.ts'
import { makeReference } from '@saatava/core/references/make-reference.ts'
import { vatRateFault } from '@saatava/law/vat-rates.ts'
import type { Receiver } from '@saatava/einvoice/model/document.ts'
import { addressesEnforced, missingAddresses } from './check-addresses.ts'
import { checkCredit } from './check-credit.ts'
import { checkCollectionAccount } from './check-payee.ts'
import { checkVat } from './check-vat.ts'
import type { Check, EvaluationInput, Reason } from './input.ts'
import type { Candidate } from './candidate.ts'
import { agreementOf } from './own-reference.ts'
import { planDeliveries } from './plan-deliveries.ts'
import { SERVICES } from './services.ts'

export const CHECKS: readonly Check[] = [
  { name: 'parties', find: checkParties },
  { name: 'address', find: checkAddresses },
  { name: 'missing address', find: (input) => (addressesEnforced(input) ? missingAddresses(input) : []) },
  { name: 'service', find: checkService },
  { name: 'channel', find: (input) => planDeliveries(input).faults },
  { name: 'references', find: checkReferences },
  { name: 'amounts', find: checkAmounts },
  { name: 'collection account', find: checkCollectionAccount },
  { name: 'VAT', find: checkVat },
  { name: 'bank account', find: checkBankAccount },
  { name: 'credited invoice', find: checkCredit },
  { name: 'factoring', find: checkFactoring },
  { name: 'attachments', find: checkAttachments },
]

function checkParties({ document, candidate }: EvaluationInput): Reason[] {
  const { buyer, seller } = document
  const reasons: Reason[] = []
  if (buyer.entityType === 'BUSINESS' && candidate.type === 'COLLECTION' && buyer.businessId === undefined)
    reasons.push({
      code: 'BUYER_BUSINESS_ID_MISSING',
      message: 'A claim against a business needs the business id of the debtor.',
      pointer: '/invoice/parties/buyerParty/businessId',
    })
  if (document.vatLines.some((line) => line.vat !== 0n) && seller.vatCode === undefined)
    reasons.push({
      code: 'SELLER_VAT_NUMBER_MISSING',
      message:
        'An invoice with VAT must state the seller’s VAT number: send sellerParty.vatCode, or onboard the client with vatRegNbr.',
      pointer: '/invoice/parties/sellerParty/vatCode',
    })
  return reasons
}

function checkAddresses({ document }: EvaluationInput): Reason[] {
  const parties: [string, Receiver][] = [['buyerParty', document.buyer]]
  if (document.recipient !== document.buyer) parties.push(['invoiceRecipientParty', document.recipient])
  return parties.flatMap(([name, { address }]) => {
    const { postalCode, countryCode } = address ?? {}
    const fault =
      postalCode === undefined || countryCode === undefined ? undefined : postalCodeFault(countryCode, postalCode)
    const message = `The postal code “${postalCode}” ${fault}.`
    return fault === undefined
      ? []
      : [{ code: 'POSTAL_CODE_INVALID', message, pointer: `/invoice/parties/${name}/address/postalCode` }]
  })
}

function checkService({ candidate, inForce }: EvaluationInput): Reason[] {
  const { type: service } = inForce.settings.service
  const rules = SERVICES[service]
  const reasons: Reason[] = []
  if (!rules.types.includes(candidate.type))
    reasons.push({
      code: 'SERVICE_TYPE_NOT_INCLUDED',
      message: `The client’s service ${service} takes ${rules.types.join(', ')}, not ${candidate.type}.`,
      pointer: '/invoice/header/type',
    })
  if (candidate.request.processing?.paymentControlEnabled === true && !rules.controlsPayment)
    reasons.push({
      code: 'SERVICE_WITHOUT_PAYMENT_CONTROL',
      message: `The client’s service ${service} ends with distribution and has no payment control.`,
      pointer: '/processing/paymentControlEnabled',
    })
  return reasons
}

function checkReferences({ candidate, document, inForce, payTo }: EvaluationInput): Reason[] {
  if (document.payment.reference !== undefined) return []
  const { references } = inForce.settings
  const made = makeReference(
    references.kind,
    { prefix: references.prefix, number: String(candidate.number) },
    references,
  )
  const why = isFault(made) ? made.fault : (agreementFault(made, agreementOf(payTo)) ?? 'it could not be made')
  const message = `No payment reference could be made from the prefix ${references.prefix} and the number ${candidate.number}: ${why}. Send references.payment.`
  return [{ code: 'REFERENCE_NOT_MADE', message, pointer: '/invoice/references/payment' }]
}

function checkAmounts({ candidate, document, inForce }: EvaluationInput): Reason[] {
  const reasons: Reason[] = []
  const printout = candidate.request.invoice.attachments?.some((attachment) => attachment.useAsPrintout === true)
  if (document.vatLines.length === 0 && printout !== true)
    reasons.push({
      code: 'AMOUNTS_MISSING',
      message: 'The invoice has no amounts: send rows, or amounts.',
      pointer: '/invoice/rows',
    })
  const country = document.seller.address?.countryCode ?? inForce.profile.countryCode
  const credit = candidate.type === 'CREDIT_NOTE'
  for (const line of document.vatLines) {
    const fault = vatRateFault(country, line.percentage, candidate.date, { credit })
    if (fault)
      reasons.push({ code: 'VAT_RATE_UNKNOWN', message: `${fault}.`, pointer: rateAt(candidate, line.percentage) })
  }
  return reasons
}

/** Returns the pointer to the first use of a VAT rate. */
function rateAt({ request }: Candidate, percentage: number): string {
  const { rows = [], amounts } = request.invoice
  const has = (each: { vatPercentage?: number }) => each.vatPercentage === percentage
  const row = rows.findIndex(has)
  if (row >= 0) return `/invoice/rows/${row}/vatPercentage`
  return `/invoice/amounts/vatBreakdown/${amounts?.vatBreakdown?.findIndex(has) ?? 0}/vatPercentage`
}

function checkBankAccount({ candidate, document, payTo }: EvaluationInput): Reason[] {
  if (payTo.whose === 'NOBODY') return []
  const { accounts, payable } = document.payment
  const pointer = '/invoice/parties/sellerParty/paymentDetails'
  if (accounts.length === 0)
    return payable === 0n
      ? []
      : [
          {
            code: 'BANK_ACCOUNT_MISSING',
            message: 'There is no account to pay to: send paymentDetails, or set bankAccounts by PUT /client/settings.',
            pointer,
          },
        ]
  // An e-invoice's payment instruction must be one that a bank takes.
  const usable = accounts.some(
    ({ iban, bankgiro, plusgiro }) =>
      (iban !== undefined && isIban(iban)) ||
      (bankgiro !== undefined && isBankgiro(bankgiro)) ||
      (plusgiro !== undefined && isPlusgiro(plusgiro)),
  )
  if (usable || candidate.request.distribution?.method !== 'EINVOICE') return []
  return [
    {
      code: 'BANK_ACCOUNT_INVALID',
      message: 'No account has correct check digits, and an e-invoice needs one.',
      pointer,
    },
  ]
}

function checkFactoring({ candidate }: EvaluationInput): Reason[] {
  if (candidate.type !== 'FACTORING') return []
  const { financierName, financierIban } = candidate.request.invoice.terms?.factoring ?? {}
  const missing = Object.entries({ financierName, financierIban }).flatMap(([name, value]) => (value ? [] : [name]))
  if (missing.length === 0) return []
  const message = `An invoice for FACTORING needs ${missing.join(' and ')}: the receivable is paid to the financier.`
  return [{ code: 'FACTORING_INCOMPLETE', message, pointer: '/invoice/terms/factoring' }]
}

function checkAttachments({ attachmentFaults }: EvaluationInput): Reason[] {
  return attachmentFaults.map(({ position, code, reason }) => ({
    code: `ATTACHMENT_${code}`,
    message: reason,
    pointer: `/invoice/attachments/${position}`,
  }))
}
