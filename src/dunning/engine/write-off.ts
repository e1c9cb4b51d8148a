import type { CivilDate } from '@saatava/core/dates.ts'
import { postAll } from '../../journal/post-all.ts'
import type { JournalDetails } from '../../journal/details.ts'
import { caseBalances } from '../../journal/balances.ts'
import type { Expiry } from '@saatava/law/limitation.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { closeCase } from '../close-case.ts'
import { insertCaseEvent } from '../../claims/queries.ts'

const RECEIVABLES = ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES'] as const

/** Gives up what is still owed, and closes the case. The case row is locked by the caller. @param today civil date */
export async function writeOff(ctx: Ctx, tx: Tx, debt: Case, today: CivilDate, at: Date): Promise<void> {
  await giveUp(tx, debt, today, at)
  await closeCase(ctx, tx, debt, 'WRITTEN_OFF', at)
}

/** An expired claim must not be collected: it is given up, with the rule that says so, and the case is closed. */
export async function expire(ctx: Ctx, tx: Tx, debt: Case, expiry: Expiry, today: CivilDate, at: Date): Promise<void> {
  await giveUp(tx, debt, today, at, { ...expiry })
  await insertCaseEvent(tx, debt, 'EXPIRED', { ...expiry }, at)
  await closeCase(ctx, tx, debt, 'EXPIRED', at)
}

/** Writes off the open balance as posted in the journal. */
export async function giveUp(
  tx: Tx,
  debt: Case,
  today: CivilDate,
  at: Date,
  details: JournalDetails['WRITTEN_OFF'] = {},
): Promise<void> {
  const { clientId, caseId, currency } = debt
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
      details,
      postings: [
        ...owed.map(({ account, amount }) => ({ account, caseId, currency, amount: -amount })),
        { account: 'WRITE_OFF' as const, caseId, currency, amount: total },
      ],
    },
  ])
}
