/** The choice among the cases that an entry may pay, by what is owed on them on the day of payment. */
import type { ClientId } from '@saatava/core/ids.ts'
import { sum } from '@saatava/core/money.ts'
import type { Case } from '../../claims/case.ts'
import { type Claim, statementsOf, postInterest, totalOf } from '../../claims/claim.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import type { MatchedBy } from '../matched-by.ts'
import type { Reason } from '../states.ts'
import { type Candidates, type Named, casesOf } from './candidates.ts'

interface ChosenPart {
  case: Case
  /** Minor units. */
  amount: bigint
  /** The claim on the day of payment, before this part. */
  claim: Claim
}

/** A payment of this client; what the parts leave is held for the reason. */
export interface Payable {
  kind: 'pay'
  clientId: ClientId
  parts: ChosenPart[]
  by: MatchedBy | null
  rest: Reason
}

export type Choice = Payable | { kind: 'wait'; reason: Reason }

export interface Chosen {
  entry: BankEntry
  choice: Choice
}

type ClaimOf = (debt: Case) => Claim

/** Chooses for each entry, and posts the interest of the cases that are paid, up to the day of payment. */
export async function chooseAll(ctx: Ctx, tx: Tx, named: readonly Named[]): Promise<Chosen[]> {
  const owed = named.flatMap(({ entry, candidates }) =>
    casesOf(candidates).map((one) => ({ case: one, onDate: entry.paymentDate })),
  )
  const statements = await statementsOf(ctx, tx, owed)
  const claims = new Map(statements.map((one) => [one.case, one.claim]))
  const claimOf = (debt: Case): Claim => {
    const claim = claims.get(debt)
    if (claim === undefined) throw new Error(`case ${debt.caseId} has no claim statement`)
    return claim
  }
  const chosen = named.map(({ entry, candidates }) => ({ entry, choice: choose(entry, candidates, claimOf) }))
  const paid = new Set(
    chosen.flatMap(({ choice }) => (choice.kind === 'pay' ? choice.parts : [])).map((part) => part.case),
  )
  await postInterest(
    ctx,
    tx,
    statements.filter((one) => paid.has(one.case)),
  )
  return chosen
}

/** Pure. @param claimOf the claim on a case on the day of payment */
export function choose(
  entry: Pick<BankEntry, 'amount' | 'paymentDate'>,
  candidates: Candidates,
  claimOf: ClaimOf,
): Choice {
  const choice = byAmount(candidates, entry.amount, claimOf)
  // A day of payment before the invoice was made is not believed: interest would be counted by it.
  const isEarly = choice.kind === 'pay' && choice.parts.some((part) => part.case.invoiceDate > entry.paymentDate)
  return isEarly ? { kind: 'wait', reason: 'PAID_BEFORE_INVOICE' } : choice
}

function byAmount(candidates: Candidates, amount: bigint, claimOf: ClaimOf): Choice {
  switch (candidates.kind) {
    case 'wait':
      return candidates
    case 'hold': {
      const { clientId, reason } = candidates
      return { kind: 'pay', clientId, parts: [], by: null, rest: reason }
    }
    case 'one': {
      const owed = totalOf(claimOf(candidates.case))
      return pay([{ case: candidates.case, amount: amount < owed ? amount : owed }], candidates.by, claimOf)
    }
    case 'exact':
      return exact(candidates.cases, candidates.by, amount, claimOf)
    case 'each':
      return each(candidates.parts, candidates.by, amount, claimOf)
    default:
      return candidates satisfies never
  }
}

type Paid = Omit<ChosenPart, 'claim'>

function pay(parts: readonly Paid[], by: MatchedBy, claimOf: ClaimOf): Choice {
  const clientId = parts[0]?.case.clientId ?? 0
  const paying = parts.filter((part) => part.amount > 0n).map((part) => ({ ...part, claim: claimOf(part.case) }))
  return { kind: 'pay', clientId, parts: paying, by, rest: 'OVERPAYMENT' }
}

/** Payers pay what is owed, or the invoice as it was. */
function exact(cases: readonly Case[], by: MatchedBy, amount: bigint, claimOf: ClaimOf): Choice {
  const fitting = cases.filter((one) => {
    const claim = claimOf(one)
    return totalOf(claim) === amount || claim.capital === amount
  })
  const [only, another] = fitting
  if (only === undefined) {
    const reason = cases.length > 1 && by !== 'NUMBER_AND_AMOUNT' ? 'SEVERAL_CASES' : 'AMOUNT_DIFFERS'
    return { kind: 'wait', reason }
  }
  if (another === undefined) return pay([{ case: only, amount }], by, claimOf)
  const clients = new Set(fitting.map(({ clientId }) => clientId))
  return { kind: 'wait', reason: clients.size > 1 ? 'SEVERAL_CLIENTS' : 'SEVERAL_CASES' }
}

/** Several cases together: by the amounts that the payer named, else by the claim on each, else by their capital. */
function each(
  parts: readonly { case: Case; reported: bigint | undefined }[],
  by: MatchedBy,
  amount: bigint,
  claimOf: ClaimOf,
): Choice {
  const reported = parts.flatMap((part) =>
    part.reported === undefined ? [] : [{ case: part.case, amount: part.reported }],
  )
  const fits = reported.every((part) => part.amount > 0n && part.amount <= totalOf(claimOf(part.case)))
  if (reported.length === parts.length && fits && total(reported) === amount) return pay(reported, by, claimOf)
  const owed = parts.map((part) => ({ case: part.case, amount: totalOf(claimOf(part.case)) }))
  if (total(owed) === amount) return pay(owed, by, claimOf)
  const capital = parts.map((part) => ({ case: part.case, amount: claimOf(part.case).capital }))
  if (total(capital) === amount) return pay(capital, by, claimOf)
  return { kind: 'wait', reason: 'SUM_DIFFERS' }
}

function total(parts: readonly { amount: bigint }[]): bigint {
  return sum(parts.map((part) => part.amount))
}
