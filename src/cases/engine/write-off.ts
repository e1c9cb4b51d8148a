import { postAll } from '../../journal/post-all.ts'
import { caseBalances } from '../../journal/balances.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../case.ts'
import { closeCase } from '../close-case.ts'

const RECEIVABLES = ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES'] as const

/** Gives up what is still owed, and closes the case. The case row is locked by the caller. @param today civil date */
export async function writeOff(ctx: Ctx, tx: Tx, of: Case, today: string, at: Date): Promise<void> {
  await giveUp(tx, of, today, at)
  await closeCase(ctx, tx, of, 'WRITTEN_OFF', at)
}

/** What is owed as the journal has it will not come. */
export async function giveUp(tx: Tx, of: Case, today: string, at: Date): Promise<void> {
  const { clientId, caseId, currency } = of
  const balance = await caseBalances(tx, clientId, caseId, currency)
  const owed = RECEIVABLES.map((account) => ({ account, amount: balance(account) }))
  const total = owed.reduce((sum, { amount }) => sum + amount, 0n)
  await postAll(tx, [
    {
      clientId,
      kind: 'WRITTEN_OFF',
      at,
      bookingDate: today,
      source: `case:${caseId}`,
      postings: [
        ...owed.map(({ account, amount }) => ({ account, caseId, currency, amount: -amount })),
        { account: 'WRITE_OFF' as const, caseId, currency, amount: total },
      ],
    },
  ])
}
