/** The agency's account of client funds as a document names it: its owner, its numbers, and the reference that fits it. */
import type { ClientFundsAccount } from '../agency/account.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { fikPaidTo } from '@saatava/core/references/dk-fik.ts'
import type { Reference } from '@saatava/core/references/reference.ts'
import type { Language, Payee, PaymentAccount } from '@saatava/einvoice/model/document.ts'

export interface PaidTo {
  accounts: PaymentAccount[]
  payee: Payee
  /** The reference as this account's holder is paid with it: a Danish payment line names the agency's creditor number. */
  refer(reference: Reference | undefined): Reference | undefined
}

const CLIENT_FUNDS: Record<Language, string> = {
  fi: 'asiakasvarat',
  sv: 'klientmedel',
  en: 'client funds',
  no: 'klientmidler',
  da: 'klientmidler',
}

/** @param agency as debtors know it */
export function paidToClientFunds(
  account: ClientFundsAccount,
  agency: { name: string; businessId?: string | undefined },
  language: Language,
): PaidTo {
  const { iban, bic, bankgiros, plusgiros, fikCreditor, payeeName } = account
  return {
    accounts: [{ iban, ...omitUndefined({ bic, bankgiro: bankgiros[0], plusgiro: plusgiros[0] }) }],
    payee: {
      name: payeeName ?? `${agency.name}, ${CLIENT_FUNDS[language]}`,
      ...omitUndefined({ businessId: agency.businessId }),
    },
    refer: (reference) => (reference?.kind === 'DK_FIK' ? fikPaidTo(reference, fikCreditor) : reference),
  }
}
