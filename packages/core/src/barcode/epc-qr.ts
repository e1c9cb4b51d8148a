/**
 * The QR code of the European Payments Council for SEPA credit transfers (EPC069-12, version 002). Lines: BCD, version,
 * character set 1 (UTF-8), SCT, BIC (optional), name, IBAN, amount, purpose, structured reference or text, note. It is
 * printed with error correction level M, so that 331 bytes fit.
 */
import { isBic, isIban } from '../identifiers.ts'
import { minorToText } from '../money.ts'
import type { Reference } from '../references/reference.ts'
import { rfOfNational } from '../references/rf.ts'
import { withoutSpaces } from '../references/spelling.ts'

export const EPC_BYTES_MAX = 331
const EPC_NAME_CHARACTERS_MAX = 70
const EPC_TEXT_CHARACTERS_MAX = 140
/** Cents: 0.01 to 999999999.99 euros. */
const EPC_PAYABLE_MIN = 1n
const EPC_PAYABLE_MAX = 999_999_999_99n

export interface EpcPayment {
  /** The payee; what is beyond 70 characters is left out. */
  name: string
  iban: string
  /** Left out where it is not one: the version needs none. */
  bic?: string
  /** Cents of euros. */
  payable: bigint
  /** FI goes as the RF reference that embeds it, in the structured field, as RF does; any other goes as text. */
  reference?: Reference
}

/**
 * The text of the QR code, or undefined where it cannot hold the payment: no such IBAN or amount, no name, a reference
 * that is too long (it is never shortened), more than 331 bytes together. The caller sees to it that the currency is EUR.
 */
export function epcQrText(payment: EpcPayment): string | undefined {
  const iban = withoutSpaces(payment.iban).toUpperCase()
  const name = Array.from(oneLine(payment.name)).slice(0, EPC_NAME_CHARACTERS_MAX).join('').trimEnd()
  if (!isIban(iban) || name === '') return undefined
  if (payment.payable < EPC_PAYABLE_MIN || payment.payable > EPC_PAYABLE_MAX) return undefined
  const { structured, text } = remittance(payment.reference)
  if (Array.from(text).length > EPC_TEXT_CHARACTERS_MAX) return undefined
  const bic = payment.bic !== undefined && isBic(payment.bic) ? payment.bic : ''
  const purpose = ''
  const lines = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    name,
    iban,
    `EUR${minorToText(payment.payable)}`,
    purpose,
    structured,
    text,
  ]
  // Empty lines at the end are left out.
  const code = lines.join('\n').trimEnd()
  return Buffer.byteLength(code) > EPC_BYTES_MAX ? undefined : code
}

function remittance(reference: Reference | undefined): { structured: string; text: string } {
  if (reference === undefined) return { structured: '', text: '' }
  if (reference.kind === 'FI') return { structured: rfOfNational(reference.value).value, text: '' }
  if (reference.kind === 'RF') return { structured: reference.value, text: '' }
  return { structured: '', text: oneLine(reference.value) }
}

/** A line break within a name would move all fields after it: another account could be written into the code. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .toWellFormed()
}
