import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { LawError } from '@saatava/law/errors.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Case } from '../claims/case.ts'
import { type Claim, bringUpToDate, claimFromJournal } from '../claims/claim.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { lockCaseRows } from '../claims/queries.ts'
import { recordCaseEvent } from '../claims/record-case-events.ts'
import { closeCase } from '../dunning/close-case.ts'
import { withdrawClaim } from '../dunning/withdraw-claim.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { planNow } from '../settlements/plan-now.ts'
import { lockContractEnd, markHandedBack, selectChangedSince, selectOpenAfter } from './end-queries.ts'

const CASES_AT_ONCE = 100

/**
 * Hands the exported cases back: each is closed as WITHDRAWN, its claim leaves the books, and the agency's fees are the
 * client's or are waived, by the contract. Then a final settlement is due. It may be repeated where it was cut short.
 * @throws AppError NOT_FOUND, CONFLICT where nothing was exported, or a case has changed since
 */
export async function handBack(ctx: Ctx, { clientId }: { clientId: ClientId }): Promise<{ cases: number }> {
  const { pool } = ctx.platform
  await requireExported(ctx, clientId)
  let cases = 0
  for (;;) {
    const closed = await retryOnDeadlock(pool, (tx) => handBackBatch(ctx, tx, clientId))
    if (closed === 0) break
    cases += closed
  }
  await withTransaction(pool, async (tx) => {
    await markHandedBack(tx, clientId, { by: ctx.actor, at: ctx.platform.clock.now() })
    await planNow(ctx, tx, clientId)
  })
  return { cases }
}

async function requireExported({ platform: { pool } }: Ctx, clientId: ClientId): Promise<void> {
  const end = await withTransaction(pool, (tx) => lockContractEnd(tx, clientId))
  if (end === undefined)
    throw new AppError('NOT_FOUND', `Nobody has ended the contract of client ${clientId}: "saatava contract end" does.`)
  if (end.exportedAt === null)
    throw new AppError(
      'CONFLICT',
      `The cases of client ${clientId} were not exported: "saatava contract export" does it.`,
    )
  const changed = await selectChangedSince(pool, clientId, end.exportedAt)
  if (changed !== undefined)
    throw new AppError(
      'CONFLICT',
      `Case ${changed} has changed since the export: export the cases again, so that the balances agree.`,
    )
}

async function handBackBatch(ctx: Ctx, tx: Tx, clientId: ClientId): Promise<number> {
  const found = await selectOpenAfter(tx, clientId, 0, CASES_AT_ONCE)
  if (found.length === 0) return 0
  const byClient = (await contractsOf(tx, [clientId]))(clientId).withdrawnCosts === 'CLIENT'
  const caseIds: CaseId[] = []
  for (const debt of await lockCaseRows(tx, found)) {
    if (debt.status === 'CLOSED') continue
    await handBackCase(ctx, tx, debt, byClient)
    caseIds.push(debt.caseId)
  }
  await audit(ctx, tx, clientId, 'cases.handed-back', `client:${clientId}`, { caseIds })
  return found.length
}

async function handBackCase(ctx: Ctx, tx: Tx, debt: Case, byClient: boolean): Promise<void> {
  const at = ctx.platform.clock.now()
  const today = civilDateAt(at, timeZoneOf(debt.country))
  const claim = await lastClaim(ctx, tx, debt, today)
  const data = {
    capitalAmount: minorToNumber(claim.capital),
    interestAmount: minorToNumber(claim.interest),
    costsAmount: minorToNumber(claim.costs + claim.fees),
  }
  await withdrawClaim(tx, debt, claim, { byClient, today, at })
  await recordCaseEvent(ctx, tx, debt, 'HANDED_BACK', data, at)
  await closeCase(ctx, tx, debt, 'WITHDRAWN', at)
}

/** A case is handed back also where the law gives no rate for the day. */
async function lastClaim(ctx: Ctx, tx: Tx, debt: Case, today: string): Promise<Claim> {
  try {
    return await bringUpToDate(ctx, tx, debt, today)
  } catch (error) {
    if (error instanceof LawError) return claimFromJournal(tx, debt)
    throw error
  }
}
