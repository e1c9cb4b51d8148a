import type { CivilDate } from '@saatava/core/dates.ts'
import { sum } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import { type AccountTotal, selectTotals } from './totals-queries.ts'

export interface TrialBalance {
  date: CivilDate
  accounts: AccountTotal[]
  /** By currency: debits and credits, which are equal. */
  totals: { currency: string; debit: bigint; credit: bigint; difference: bigint }[]
}

/** The balance of each account of the journal over all clients and the agency, at the end of a civil day. */
export async function trialBalance({ platform }: Ctx, { date }: { date: CivilDate }): Promise<TrialBalance> {
  const accounts = await selectTotals(platform.pool, date)
  const totals = [...Map.groupBy(accounts, ({ currency }) => currency)].map(([currency, group]) => {
    const debit = sum(group.map((one) => one.debit))
    const credit = sum(group.map((one) => one.credit))
    return { currency, debit, credit, difference: debit - credit }
  })
  return { date, accounts, totals }
}
