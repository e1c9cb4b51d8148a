import type { PainPayment } from '../bank-files/pain/pain-file.ts'
import type { Payout } from '../payouts/payout.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import type { Beneficiary } from './settlement.ts'

/**
 * Where a client is paid in a currency: the first of its accounts for that currency, else the first for any. A payment
 * file names accounts by IBAN, so those that only have a bankgiro or plusgiro number cannot be paid to.
 */
export function beneficiaryOf({ settings, profile }: SettingsInForce, currency: string): Beneficiary | undefined {
  const usable = settings.bankAccounts.filter(({ iban }) => iban !== undefined)
  const account =
    usable.find(({ currencyCode }) => currencyCode === currency) ??
    usable.find(({ currencyCode }) => currencyCode === undefined)
  if (account?.iban === undefined) return undefined
  return { name: profile.name, iban: account.iban, ...(account.bic === undefined ? {} : { bic: account.bic }) }
}

/** Why a client cannot be paid to in a currency, for those who can put it right. */
export function whyNoBeneficiary({ settings }: SettingsInForce, currency: string): string {
  const giros = settings.bankAccounts
    .filter(({ iban }) => iban === undefined)
    .flatMap((account) => (['bankgiro', 'plusgiro'] as const).filter((name) => account[name] !== undefined))
  const none = `The client's settings have no account with an IBAN for ${currency} (bankAccounts)`
  if (giros.length === 0) return `${none}.`
  const names = [...new Set(giros)].join(' and ')
  return `${none}; a payment file names accounts by IBAN, and the ${names} number alone is none: add the IBAN of the account behind it.`
}

/** A payout as the payment file has it. */
export function transferOf({
  endToEndId,
  beneficiary,
  amount,
  currency,
  remittanceReference,
}: Pick<Payout, 'endToEndId' | 'beneficiary' | 'amount' | 'currency' | 'remittanceReference'>): PainPayment {
  return {
    id: endToEndId,
    creditor: beneficiary,
    amount,
    // RF references are for SEPA; Nordic banks carry them as text in their own currencies.
    reference: currency === 'EUR' ? { structured: remittanceReference } : { text: remittanceReference },
  }
}
