import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { Case } from '../../claims/case.ts'
import { type Claim, lessOf } from '../../claims/claim.ts'
import { dryRun } from '../../claims/dry-run.ts'
import { selectCase } from '../../claims/queries.ts'
import { LawError } from '@saatava/law/errors.ts'
import { sum } from '@saatava/core/money.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { AppError } from '../../platform/errors.ts'
import { type ManualParts, allocateIn } from '../allocate-manually.ts'
import { selectPaymentsOfCase } from '../case-queries.ts'
import { lockPayment } from '../payment-queries.ts'
import type { WrittenAllocation } from '../write-allocations.ts'

/** The effect on one case. Minor units. */
export interface CaseEffect {
  clientId: ClientId
  caseId: CaseId
  /** Part of the money that pays it. */
  amount: bigint
  before: Claim
  paid: Claim
  after: Claim
  status: Case['status']
  /** null: it stays open. */
  closingReason: Case['closingReason']
  /** Why it was divided so, as it is kept with the allocation. */
  explanation: unknown
}

export interface Effect {
  cases: CaseEffect[]
  /** The rest of the money, which waits on. Minor units. */
  left: bigint
}

export type Preview = { kind: 'effect'; effect: Effect } | { kind: 'refused'; message: string }

/** Shows the effect of an allocation: the verb itself does it, and is rolled back. */
export async function previewAllocation(ctx: Ctx, input: ManualParts): Promise<Preview> {
  try {
    const effect = await dryRun(ctx.platform.pool, async (tx): Promise<Effect> => {
      const written = await allocateIn(ctx, tx, input)
      const cases: CaseEffect[] = []
      for (const one of written) cases.push(await effectOn(tx, one))
      return { cases, left: await leftOf(tx, written) }
    })
    return { kind: 'effect', effect }
  } catch (error) {
    if (error instanceof AppError || error instanceof LawError) return { kind: 'refused', message: error.message }
    throw error
  }
}

async function effectOn(tx: Tx, { part, paid }: WrittenAllocation): Promise<CaseEffect> {
  const { clientId, caseId } = part.case
  const now = await selectCase(tx, { clientId, caseId })
  const [payment] = await selectPaymentsOfCase(tx, { clientId, caseId }, 1)
  return {
    ...{ clientId, caseId, paid, amount: part.amount, before: part.claim, after: lessOf(part.claim, paid) },
    status: now?.status ?? part.case.status,
    closingReason: now?.closingReason ?? null,
    explanation: payment?.explanation ?? null,
  }
}

async function leftOf(tx: Tx, written: readonly WrittenAllocation[]): Promise<bigint> {
  const [first] = written
  if (first === undefined) return 0n
  const { clientId, paymentId } = first.part.payment
  const payment = await lockPayment(tx, clientId, paymentId)
  return payment?.unallocated ?? first.part.payment.amount - sum(written.map(({ part }) => part.amount))
}
