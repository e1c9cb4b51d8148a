import type { CaseId } from '@saatava/core/ids.ts'
import { agencyDetails } from '../agency/read-agency.ts'
import type { Case } from '../claims/case.ts'
import { selectCases } from '../claims/find-queries.ts'
import { type SettleLine, selectSettledLines } from '../payments/settle-queries.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { type Deduction, deductionsOf } from './deductions.ts'
import { presentSettlement } from './present-settlement.ts'
import type { Settlement } from './settlement.ts'

interface SettlementParts {
  agency: string
  linesOf(settlement: Settlement): readonly SettleLine[]
  deductionsOf(settlement: Settlement): readonly Deduction[]
  caseOf(caseId: CaseId): Case | undefined
}

/** Reads everything of which settlements of one client are made. @param db the snapshot in which they were read */
export async function readParts(
  ctx: ClientCtx,
  db: Queryable,
  settlements: readonly Settlement[],
): Promise<SettlementParts> {
  const { clientId } = ctx
  const ids = settlements.map(({ settlementId }) => settlementId)
  const lines = Map.groupBy(await selectSettledLines(db, clientId, ids), ({ settlementId }) => settlementId)
  const deductions = await deductionsOf(db, clientId, settlements)
  const caseIds = new Set([...lines.values(), ...deductions.values()].flat().map(({ caseId }) => caseId))
  const cases = await selectCases(
    db,
    [...caseIds].map((caseId) => ({ clientId, caseId })),
  )
  return {
    agency: (await agencyDetails(ctx.platform, db)).name,
    linesOf: ({ settlementId }) => lines.get(settlementId) ?? [],
    deductionsOf: ({ settlementId }) => deductions.get(settlementId) ?? [],
    caseOf: (caseId) => cases.get(`${clientId} ${caseId}`),
  }
}

/**
 * Settlements of one client as the API shows them, with their lines.
 * @param db the snapshot in which they were read
 * @param country of the client
 */
export async function presentSettlements(
  ctx: ClientCtx,
  db: Queryable,
  settlements: readonly Settlement[],
  country: string,
): Promise<Record<string, unknown>[]> {
  const { agency, caseOf, ...parts } = await readParts(ctx, db, settlements)
  return settlements.map((one) =>
    presentSettlement(one, parts.linesOf(one), { agency, country, caseOf, deductions: parts.deductionsOf(one) }),
  )
}
