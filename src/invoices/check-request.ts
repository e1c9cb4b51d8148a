/** Checks an invoice where a schema cannot, as far as the request alone shows: errors, and check digits. */
import { addDays } from '@saatava/core/dates.ts'
import { addressFault } from '@saatava/core/electronic-address.ts'
import {
  isBankgiro,
  isBic,
  isBusinessCode,
  isGln,
  isIban,
  isPlusgiro,
  isVatNumber,
  postalCodeFault,
} from '@saatava/core/identifiers.ts'
import type { ReferenceOptions } from '@saatava/core/references/make-reference.ts'
import { readReference } from '@saatava/core/references/read-reference.ts'
import type { Fault } from '../platform/errors.ts'
import { deliveryFaults } from './check-delivery.ts'
import { nameFaults } from './row-amounts.ts'
import type { SalesInvoiceRequest } from './schemas.ts'

export interface RequestCheck {
  faults: Fault[]
  /** Faults of check digits: errors or warnings, by IDENTIFIER_CHECKS. */
  identifierFaults: Fault[]
}

/**
 * @param country of the client, and of the seller where the request does not say
 * @param agreed what the client has agreed with its bank about references
 */
export function checkRequest(
  request: SalesInvoiceRequest,
  country: string,
  agreed: Partial<ReferenceOptions> = {},
): RequestCheck {
  const { header, parties } = request.invoice
  const faults: Fault[] = []
  const due = dueDateOf(request)
  if (due === undefined)
    faults.push({
      pointer: '/invoice/header/dueDate',
      code: 'REQUIRED',
      message: 'is missing: send it, or terms.paymentTerms.netDays to compute it',
    })
  else if (due < header.date)
    faults.push({
      pointer: '/invoice/header/dueDate',
      code: 'DATES_OUT_OF_ORDER',
      message: `is before the invoice's date, ${header.date}`,
      received: due,
    })
  for (const name of ['sellerParty', 'buyerParty', 'invoiceRecipientParty'] as const) {
    const given = parties[name]?.name
    if (given !== undefined && !/[\p{L}\p{N}]/u.test(given))
      faults.push({
        pointer: `/invoice/parties/${name}/name`,
        code: 'WRONG_FORM',
        message: 'must hold a letter or a digit',
        received: given,
      })
  }
  if (header.type === 'CREDIT_NOTE' && request.invoice.references?.creditedInvoiceNumber === undefined)
    faults.push({
      pointer: '/invoice/references/creditedInvoiceNumber',
      code: 'REQUIRED',
      message: 'is missing: a credit note names the invoice it credits',
    })
  for (const [i, row] of (request.invoice.rows ?? []).entries()) faults.push(...nameFaults(row, `/invoice/rows/${i}`))
  faults.push(...deliveryFaults(request.invoice))
  for (const [i, attachment] of (request.invoice.attachments ?? []).entries())
    if ((attachment.data === undefined) === (attachment.url === undefined))
      faults.push({
        pointer: `/invoice/attachments/${i}`,
        code: 'ATTACHMENT_SOURCE',
        message: 'must have data (base64) or url, but not both',
      })
  for (const [pointer, address] of addressesOf(parties)) {
    const { countryCode, postalCode } = address
    const fault = countryCode !== undefined && postalCode !== undefined && postalCodeFault(countryCode, postalCode)
    if (fault)
      faults.push({
        pointer: `${pointer}/postalCode`,
        code: 'INVALID_POSTAL_CODE',
        message: fault,
        received: postalCode,
      })
  }
  return { faults, identifierFaults: identifierFaults(request, country, agreed) }
}

/** The due date, given or by the terms; undefined where neither says. */
export function dueDateOf({ invoice }: SalesInvoiceRequest): string | undefined {
  const days = invoice.terms?.paymentTerms?.netDays
  return invoice.header.dueDate ?? (days === undefined ? undefined : addDays(invoice.header.date, days))
}

type Parties = SalesInvoiceRequest['invoice']['parties']

function addressesOf(parties: Parties): [string, NonNullable<Parties['buyerParty']['address']>][] {
  const names = ['sellerParty', 'buyerParty', 'invoiceRecipientParty', 'deliveryParty'] as const
  return names.flatMap((name) => {
    const address = parties[name]?.address
    return address === undefined ? [] : [[`/invoice/parties/${name}/address`, address] as const].map(([p, a]) => [p, a])
  })
}

function identifierFaults(
  { invoice }: SalesInvoiceRequest,
  country: string,
  agreed: Partial<ReferenceOptions>,
): Fault[] {
  const { sellerParty: seller, buyerParty: buyer, invoiceRecipientParty: recipient } = invoice.parties
  const faults: Fault[] = []
  const check = (pointer: string, value: string | undefined, holds: (value: string) => boolean, what: string) => {
    if (value !== undefined && !holds(value))
      faults.push({
        pointer,
        code: 'IDENTIFIER_CHECK',
        message: `is not ${what} (check digit or length)`,
        received: value,
      })
  }
  const parties = [
    ['sellerParty', seller],
    ['buyerParty', buyer],
    ['invoiceRecipientParty', recipient],
  ] as const
  for (const [name, party] of parties) {
    const at = `/invoice/parties/${name}`
    const land = party?.address?.countryCode ?? country
    // A consumer has no business id; one that stands there is its personal number, and says nothing here.
    if (name !== 'buyerParty' || buyer.entityType !== 'CONSUMER')
      check(`${at}/businessId`, party?.businessId, (value) => isBusinessCode(land, value), `a business id of ${land}`)
    if (party !== undefined && 'glnNumber' in party)
      check(`${at}/glnNumber`, party.glnNumber, (value) => isGln(value.replace(/\D/gu, '')), 'a GLN')
    if (party !== undefined && 'electronicInvoiceAccount' in party)
      faults.push(...addressFaults(`${at}/electronicInvoiceAccount`, party.electronicInvoiceAccount))
    check(`${at}/vatCode`, party?.vatCode, (value) => isVatNumber(vatCountry(value, land), value), 'a VAT number')
  }
  const pay = seller?.paymentDetails
  const at = '/invoice/parties/sellerParty/paymentDetails'
  check(`${at}/iban`, pay?.iban, isIban, 'an IBAN')
  check(`${at}/bic`, pay?.bic, isBic, 'a BIC')
  check(`${at}/bankgiro`, pay?.bankgiro, isBankgiro, 'a bankgiro number')
  check(`${at}/postgiro`, pay?.postgiro, isPlusgiro, 'a plusgiro number')
  check('/invoice/terms/factoring/financierIban', invoice.terms?.factoring?.financierIban, isIban, 'an IBAN')
  const given = invoice.references?.payment
  const { fault } = given === undefined ? {} : readReference(String(given), country, agreed)
  if (fault)
    faults.push({ pointer: '/invoice/references/payment', code: 'IDENTIFIER_CHECK', message: fault, received: given })
  return faults
}

function addressFaults(pointer: string, received: string | undefined): Fault[] {
  const message = received === undefined ? undefined : addressFault(received)
  return message === undefined ? [] : [{ pointer, code: 'IDENTIFIER_CHECK', message, received }]
}

function vatCountry(vatCode: string, fallback: string): string {
  return /^[A-Z]{2}/.exec(vatCode)?.[0] ?? fallback
}
