/** Cases on which the agency has charged something, and that their creditors withdraw. */
import { withdraw } from '../../../src/case-api/actions/effects/withdraw.ts'
import { contractsOf } from '../../../src/claims/contracts-of.ts'
import { lockCaseRows } from '../../../src/claims/queries.ts'
import { post } from '../../../src/journal/post.ts'
import { withTransaction } from '../../../src/platform/database.ts'
import type { SettlementWorld } from './world.ts'

interface Key {
  clientId: number
  caseId: number
}

/** Charges the debtor as a step of a policy does. @param amount minor units */
export async function chargeFee(
  { api }: SettlementWorld,
  { clientId, caseId }: Key,
  amount: bigint,
  currency = 'EUR',
): Promise<void> {
  await withTransaction(api.service.platform.pool, (tx) =>
    post(tx, {
      ...{ clientId, kind: 'FEE_CHARGED', at: new Date(), bookingDate: '2026-03-01', source: `case:${caseId}` },
      postings: [
        { account: 'RECEIVABLE_FEES', caseId, currency, amount },
        { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount: -amount },
      ],
    }),
  )
}

/** Withdraws as the action WITHDRAW does; does nothing to a closed case. */
export async function withdrawCase({ api }: SettlementWorld, key: Key): Promise<void> {
  const ctx = api.ctx()
  const at = ctx.platform.clock.now()
  await withTransaction(api.service.platform.pool, async (tx) => {
    const [debt] = await lockCaseRows(tx, [key])
    if (debt === undefined || debt.status === 'CLOSED') return
    const contract = (await contractsOf(tx, [key.clientId]))(key.clientId)
    await withdraw({ ctx, tx, case: debt, contract, at, today: at.toISOString().slice(0, 10) })
  })
}
