import type { CaseId } from '@saatava/core/ids.ts'
import { agencyDetails } from '../agency/read-agency.ts'
import { selectCases } from '../claims/find-queries.ts'
import { selectSettledLines } from '../payments/settle-queries.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { deductionsOf } from './deductions.ts'
import { presentSettlement } from './present-settlement.ts'
import type { Settlement } from './settlement.ts'

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
  const { clientId } = ctx
  const ids = settlements.map(({ settlementId }) => settlementId)
  const lines = Map.groupBy(await selectSettledLines(db, clientId, ids), ({ settlementId }) => settlementId)
  const deductions = await deductionsOf(db, clientId, settlements)
  const caseIds = new Set([...lines.values(), ...deductions.values()].flat().map(({ caseId }) => caseId))
  const cases = await selectCases(
    db,
    [...caseIds].map((caseId) => ({ clientId, caseId })),
  )
  const agency = (await agencyDetails(ctx.platform, db)).name
  const caseOf = (caseId: CaseId) => cases.get(`${clientId} ${caseId}`)
  return settlements.map((one) =>
    presentSettlement(one, lines.get(one.settlementId) ?? [], {
      agency,
      country,
      caseOf,
      deductions: deductions.get(one.settlementId) ?? [],
    }),
  )
}
