/** Whom a document asks to be paid, and on which accounts: decided once, when the document is made. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { ClientFundsAccount } from '../../agency/account.ts'
import { collectionAccountOf } from '../../agency/collection-account-of.ts'
import type { ClientContract } from '../../claims/contract.ts'
import { isControlled } from '../payment-control.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import type { SettingsInForce } from '../../settings/client-settings.ts'
import { type PaidTo, paidToClientFunds } from '../client-funds.ts'
import type { Language, PaymentAccount, PaymentInstructions } from '@saatava/einvoice/model/document.ts'
import type { Candidate, Original } from './candidate.ts'

/** The agency and its clients' contracts, as far as an evaluation needs them. */
export interface Desk {
  agency: { name: string; businessId?: string | undefined }
  accounts: readonly ClientFundsAccount[]
  contract(clientId: ClientId): ClientContract
}

export type PayTo =
  /** Without payment control. */
  | { whose: 'SELLER'; accounts: PaymentAccount[] }
  /** The financier that has bought the receivable; payment to anybody else does not free the debtor. */
  | { whose: 'FINANCIER'; accounts: PaymentAccount[]; name: string }
  /** Under payment control, on an account of client funds. */
  | { whose: 'AGENCY'; account: ClientFundsAccount; paidTo: PaidTo }
  /** A credit note asks for nothing; it names the accounts of the invoice that it credits. */
  | { whose: 'CREDITED'; payment: Pick<PaymentInstructions, 'accounts' | 'payee'> }
  /** Under payment control, in a currency in which the agency has no account of client funds. */
  | { whose: 'NOBODY' }

export function payToOf(
  candidate: Candidate,
  inForce: SettingsInForce,
  language: Language,
  { desk, original }: { desk: Desk; original: Original | undefined },
): PayTo {
  const { type, currency, clientId, request } = candidate
  const { financierName: name, financierIban, enabled } = request.invoice.terms?.factoring ?? {}
  if (financierIban && (type === 'FACTORING' || (enabled === true && name !== undefined)))
    return { whose: 'FINANCIER', accounts: [{ iban: bare(financierIban) }], name: name ?? '' }
  const about = original?.payment
  if (type === 'CREDIT_NOTE' && about?.payee !== undefined) return { whose: 'CREDITED', payment: about }
  // A reminder that the seller sends of an invoice under payment control asks for the same payment.
  const controlled = isControlled(candidate, inForce) || (type === 'REMINDER' && about?.payee !== undefined)
  if (!controlled) return { whose: 'SELLER', accounts: sellersAccounts(candidate, inForce) }
  const account = collectionAccountOf(desk.accounts, { currency, contract: desk.contract(clientId) })
  if (account === undefined) return { whose: 'NOBODY' }
  return { whose: 'AGENCY', account, paidTo: paidToClientFunds(account, desk.agency, language) }
}

/** The accounts sent with the invoice, else the client's own, those of this currency first. */
function sellersAccounts(
  { request, currency }: Candidate,
  { settings }: Pick<SettingsInForce, 'settings'>,
): PaymentAccount[] {
  const pay = request.invoice.parties.sellerParty?.paymentDetails
  if (pay !== undefined && (pay.iban ?? pay.bankgiro ?? pay.postgiro) !== undefined)
    return [
      omitUndefined({ iban: pay.iban && bare(pay.iban), bic: pay.bic, bankgiro: pay.bankgiro, plusgiro: pay.postgiro }),
    ]
  const fits = (code: string | undefined) => code === undefined || code === currency
  const own = [...settings.bankAccounts].sort((a, b) => Number(fits(b.currencyCode)) - Number(fits(a.currencyCode)))
  return own.map(({ currencyCode: _currency, ...account }) => account)
}

function bare(iban: string): string {
  return iban.replaceAll(' ', '').toUpperCase()
}
