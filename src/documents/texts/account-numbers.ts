/** Account numbers as people read them. A text that does not look like an account number is shown as it is. */

/** In groups of four (ISO 13616). */
export function printedIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/.{4}(?=.)/g, '$& ')
}

/** NNN-NNNN or NNNN-NNNN. */
export function printedBankgiro(bankgiro: string): string {
  const digits = bankgiro.replace(/[\s-]/g, '')
  return /^\d{7,8}$/.test(digits) ? `${digits.slice(0, -4)}-${digits.slice(-4)}` : bankgiro
}

/** Pairs from the right, the check digit after a hyphen: 28 65 43-4. */
export function printedPlusgiro(plusgiro: string): string {
  const digits = plusgiro.replace(/[\s-]/g, '')
  if (!/^\d{2,8}$/.test(digits)) return plusgiro
  return `${digits.slice(0, -1).replace(/\B(?=(\d{2})+$)/g, ' ')}-${digits.slice(-1)}`
}
