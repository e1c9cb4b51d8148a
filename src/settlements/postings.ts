/**
 * Journal entries of settlements; + debit, − credit.
 *
 * OWED_TO_CLIENT of a case is, at any moment, what waits on it: bank payments' capital, interest and costs that are not
 * settled (−), the agency's fees that direct payments brought to the creditor (+, PAYMENTS posts both), and what was
 * settled and taken back by the bank since (+). The lines of a settlement are these amounts, so after one it is 0 on each
 * of its cases: commissions move from the client to the agency, and the rest is under way to the client's bank.
 *
 * A direct payment moved no client funds, so nothing of it is paid out. Where one paid fees, the client owes them: the
 * allocation enters the settlement with those fees as a negative line. So a payout is never more than what OWED_TO_CLIENT
 * holds for the client, less commissions; where it is not above 0, all of it waits. The client's debt to the agency is
 * taken off afterwards, see deductions.ts.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { sum } from '@saatava/core/money.ts'
import { POSTINGS_MAX } from '../journal/post-all.ts'
import type { JournalEntry, Posting } from '../journal/entry.ts'
import type { SettleLine } from '../payments/settle-queries.ts'
import { amountOf, sign } from './lines.ts'

export interface Header {
  clientId: ClientId
  currency: string
  at: Date
  bookingDate: CivilDate
  source: string
}

/** Two postings a case at most. */
const CASES_MAX = Math.floor((POSTINGS_MAX - 2) / 2)

/** The transactions of a settlement, each balanced: several where its cases are many. */
export function settled(header: Header, lines: readonly SettleLine[]): JournalEntry[] {
  const cases = [...Map.groupBy(lines, ({ caseId }) => caseId)].map(([caseId, ownLines]) => ({
    caseId,
    commission: sum(ownLines.map((line) => sign(line) * line.commission)),
    amount: sum(ownLines.map(amountOf)),
  }))
  const { currency, ...rest } = header
  const entries: JournalEntry[] = []
  for (let i = 0; i < cases.length; i += CASES_MAX) {
    const some = cases.slice(i, i + CASES_MAX)
    const commissions = some.flatMap(({ caseId, commission }): Posting[] => [
      { account: 'OWED_TO_CLIENT', caseId, currency, amount: commission },
      { account: 'OWED_TO_AGENCY', caseId, currency, amount: -commission },
    ])
    const payouts = some.map(({ caseId, amount }): Posting => ({ account: 'OWED_TO_CLIENT', caseId, currency, amount }))
    const underWay: Posting = {
      account: 'PAYOUTS_IN_TRANSIT',
      currency,
      amount: -sum(some.map(({ amount }) => amount)),
    }
    entries.push({ ...rest, kind: 'COMMISSION', postings: commissions })
    entries.push({ ...rest, kind: 'SETTLED', postings: [...payouts, underWay] })
  }
  return entries
}
