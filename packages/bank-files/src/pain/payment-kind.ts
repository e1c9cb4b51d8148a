import type { PainFile, PainPayment } from './pain-file.ts'

/**
 * Kinds of transfers: a SEPA one in euros; in another currency a domestic one within its country; else one that crosses
 * borders. Banks refuse files that mix them in one batch (PmtInf).
 */
export type PaymentKind = 'SEPA' | 'DOMESTIC' | 'CROSS_BORDER'

/** Countries of the SEPA schemes (EPC409-09). */
const SEPA = new Set(
  'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA'.split(
    ' ',
  ),
)
const HOME: Record<string, string> = { SEK: 'SE', NOK: 'NO', DKK: 'DK' }

/** In the order in which a file has them. */
const PAYMENT_KINDS: readonly PaymentKind[] = ['SEPA', 'DOMESTIC', 'CROSS_BORDER']

function kindOf({ creditor }: PainPayment, currency: string): PaymentKind {
  if ('giro' in creditor) return 'DOMESTIC'
  const country = creditor.iban.slice(0, 2).toUpperCase()
  if (currency === 'EUR') return SEPA.has(country) ? 'SEPA' : 'CROSS_BORDER'
  return HOME[currency] === country ? 'DOMESTIC' : 'CROSS_BORDER'
}

/** True where the payee's bank must be named: an IBAN alone reaches it only within SEPA's countries. */
export function needsBic({ creditor }: PainPayment): boolean {
  return !('giro' in creditor) && !SEPA.has(creditor.iban.slice(0, 2).toUpperCase())
}

/** The payments by what they are. */
export function batchesOf({ payments, currency }: PainFile): { kind: PaymentKind; payments: PainPayment[] }[] {
  const byKind = Map.groupBy(payments, (payment) => kindOf(payment, currency))
  return PAYMENT_KINDS.flatMap((kind) => {
    const group = byKind.get(kind)
    return group === undefined ? [] : [{ kind, payments: group }]
  })
}
