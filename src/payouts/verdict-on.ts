/** Reads from a bank's answer to a payment file (pain.002) the verdict on one of its payments. */
import type { PaymentStatus, PaymentStatusReport, StatusReason } from '@saatava/bank-files/pain-status/status-report.ts'

/** A payment as our file named it. */
export interface Ordered {
  paymentInformationId: string | null
  endToEndId: string
  /** Minor units. */
  amount: bigint
  currency: string
}

export type Verdict =
  | { kind: 'ACCEPTED' }
  | { kind: 'REJECTED'; code: string; text: string }
  | { kind: 'UNCLEAR'; why: string }

const ACCEPTED = new Set(['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACWC', 'ACWP', 'ACFC', 'ACCC'])
const REJECTED = new Set(['RJCT', 'CANC'])
/** The bank has had such a file or payment before: it says nothing of the first one. */
const DUPLICATE = new Set(['AM05', 'DU01', 'DU02', 'DU03', 'DU04', 'DU05', 'DUPL'])
const UNCLEAR = new Set(['BLCK'])

/** The most exact status of file, batch and payment counts, and a refusal of the whole counts before all. */
export function verdictOn(report: PaymentStatusReport, order: Ordered): Verdict | undefined {
  const batches = report.batches.filter(
    ({ paymentInformationId: id }) => id === undefined || id === (order.paymentInformationId ?? id),
  )
  const own = batches.flatMap(({ payments }) => payments).filter((one) => one.endToEndId === order.endToEndId)
  const wholes = [report.group, ...batches.filter((one) => one.paymentInformationId !== undefined)].map(verdictOf)
  const refusal = wholes.find((one) => one?.kind === 'REJECTED' || one?.kind === 'UNCLEAR')
  if (refusal !== undefined) return refusal
  const verdicts = own.map(verdictOf).filter((one) => one !== undefined)
  if (new Set(verdicts.map(({ kind }) => kind)).size > 1)
    return { kind: 'UNCLEAR', why: 'One answer of the bank both accepted and refused it.' }
  if (
    own.some(({ amount, currency }) => amount !== undefined && (amount !== order.amount || currency !== order.currency))
  )
    return { kind: 'UNCLEAR', why: 'The bank’s answer names its id with another amount.' }
  return verdicts[0] ?? wholes.findLast((one) => one !== undefined)
}

function verdictOf({ status, reasons }: PaymentStatus): Verdict | undefined {
  if (status === undefined) return undefined
  if (ACCEPTED.has(status)) return { kind: 'ACCEPTED' }
  if (UNCLEAR.has(status)) return { kind: 'UNCLEAR', why: `The bank blocks it (${status}): ${textOf(reasons)}` }
  if (!REJECTED.has(status)) return undefined
  if (reasons.some(({ code }) => code !== undefined && DUPLICATE.has(code)))
    return { kind: 'UNCLEAR', why: `The bank reports it as a duplicate: ${textOf(reasons)}` }
  return {
    kind: 'REJECTED',
    code: reasons.find(({ code }) => code !== undefined)?.code ?? status,
    text: textOf(reasons),
  }
}

function textOf(reasons: readonly StatusReason[]): string {
  return reasons.map(({ code, text }) => [code, text].filter((part) => part !== undefined).join(' ')).join('; ')
}
