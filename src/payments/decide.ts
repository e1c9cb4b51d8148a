/** What becomes of an entry, once the claims on the cases it may pay are known. */
import type { Case } from '../claims/case.ts'
import { type Claim, totalOf } from '../claims/claim.ts'
import { sum } from '@saatava/core/money.ts'
import type { MatchedBy, Resolution } from './resolve.ts'
import type { Reason } from './states.ts'

export type Decision =
  /** A payment of this client; what the parts leave is held for the reason. */
  | { kind: 'pay'; clientId: number; parts: { case: Case; amount: bigint }[]; by: MatchedBy | null; rest: Reason }
  | { kind: 'wait'; reason: Reason }

/** @param amount of the entry, minor units  @param claimOf on the day of payment */
export function decide(resolution: Resolution, amount: bigint, claimOf: (of: Case) => Claim): Decision {
  switch (resolution.kind) {
    case 'wait':
      return resolution
    case 'hold': {
      const { clientId, reason } = resolution
      return { kind: 'pay', clientId, parts: [], by: null, rest: reason }
    }
    case 'one':
      return pay([{ case: resolution.case, amount: least(amount, totalOf(claimOf(resolution.case))) }], resolution.by)
    case 'exact':
      return exact(resolution.cases, resolution.by, amount, claimOf)
    case 'each':
      return each(resolution.parts, resolution.by, amount, claimOf)
    default:
      return resolution satisfies never
  }
}

function pay(parts: { case: Case; amount: bigint }[], by: MatchedBy): Decision {
  const clientId = parts[0]?.case.clientId ?? 0
  return { kind: 'pay', clientId, parts: parts.filter((part) => part.amount > 0n), by, rest: 'OVERPAYMENT' }
}

/** Payers pay what is owed, or the invoice as it was. */
function exact(cases: readonly Case[], by: MatchedBy, amount: bigint, claimOf: (of: Case) => Claim): Decision {
  const fitting = cases.filter((one) => {
    const claim = claimOf(one)
    return totalOf(claim) === amount || claim.capital === amount
  })
  const [only, another] = fitting
  if (only === undefined) {
    const reason = cases.length > 1 && by !== 'NUMBER_AND_AMOUNT' ? 'SEVERAL_CASES' : 'AMOUNT_DIFFERS'
    return { kind: 'wait', reason }
  }
  if (another === undefined) return pay([{ case: only, amount }], by)
  const clients = new Set(fitting.map(({ clientId }) => clientId))
  return { kind: 'wait', reason: clients.size > 1 ? 'SEVERAL_CLIENTS' : 'SEVERAL_CASES' }
}

function each(
  parts: readonly { case: Case; told: bigint | undefined }[],
  by: MatchedBy,
  amount: bigint,
  claimOf: (of: Case) => Claim,
): Decision {
  const told = parts.flatMap((part) => (part.told === undefined ? [] : [{ case: part.case, amount: part.told }]))
  const asTold = told.every((part) => part.amount > 0n && part.amount <= totalOf(claimOf(part.case)))
  if (told.length === parts.length && asTold && total(told) === amount) return pay(told, by)
  const owed = parts.map((part) => ({ case: part.case, amount: totalOf(claimOf(part.case)) }))
  if (total(owed) === amount) return pay(owed, by)
  const capital = parts.map((part) => ({ case: part.case, amount: claimOf(part.case).capital }))
  if (total(capital) === amount) return pay(capital, by)
  return { kind: 'wait', reason: 'SUM_DIFFERS' }
}

function total(parts: readonly { amount: bigint }[]): bigint {
  return sum(parts.map((part) => part.amount))
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
