import type { PainPayment } from '@saatava/bank-files/pain/pain-file.ts'
import type { Payout } from '../payouts/payout.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import type { Beneficiary } from './settlement.ts'

/**
 * Where a client is paid in a currency: the first of its accounts with an IBAN for that currency, else the first for any. In
 * SEK a bankgiro or plusgiro number alone will do: the file names it as Swedish banks take it.
 */
export function beneficiaryOf({ settings, profile }: SettingsInForce, currency: string): Beneficiary | undefined {
  const { bankAccounts } = settings
  const fits = [
    ...bankAccounts.filter(({ currencyCode }) => currencyCode === currency),
    ...bankAccounts.filter(({ currencyCode }) => currencyCode === undefined),
  ]
  const { name } = profile
  const { iban, bic } = fits.find((one) => one.iban !== undefined) ?? {}
  if (iban !== undefined) return { name, iban, ...(bic === undefined ? {} : { bic }) }
  if (currency !== 'SEK') return undefined
  const bankgiro = fits.find((one) => one.bankgiro !== undefined)?.bankgiro
  if (bankgiro !== undefined) return { name, giro: 'BANKGIRO', number: bankgiro }
  const plusgiro = fits.find((one) => one.plusgiro !== undefined)?.plusgiro
  return plusgiro === undefined ? undefined : { name, giro: 'PLUSGIRO', number: plusgiro }
}

/** Why a client cannot be paid to in a currency, for those who can put it right. */
export function whyNoBeneficiary({ settings }: SettingsInForce, currency: string): string {
  const giros = settings.bankAccounts.filter(({ iban }) => iban === undefined)
  const none = `The client's settings have no account with an IBAN for ${currency} (bankAccounts)`
  if (giros.length === 0) return `${none}.`
  return `${none}; a bankgiro or plusgiro number alone is paid in SEK only: add an IBAN.`
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
