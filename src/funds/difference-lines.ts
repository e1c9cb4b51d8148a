/** Why an account's balance and the journal differ: the days on which they moved apart, and the entries that may be why. */
import type { EntryId } from '@saatava/core/ids.ts'
import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import type { Queryable } from '../platform/database.ts'
import type { FundsAccount } from './account-queries.ts'
import { selectBookedByDay, selectSuspects } from './line-queries.ts'
import { type StatementBalance, selectClosings } from './statement-queries.ts'

const DAYS_BACK = 92
const STATEMENTS_MAX = 500
const LINES_MAX = 200

/**
 * GAP: a statement is missing between two · MOVEMENT: the bank's movement of a statement's days and the books' · ENTRY:
 * an entry that was set aside as a duplicate, or that may be one.
 */
export interface DifferenceLine {
  kind: 'GAP' | 'MOVEMENT' | 'ENTRY'
  /** Civil day. */
  day: CivilDate
  /** Minor units: bank less books; of an entry, its amount. */
  amount: bigint
  text: string
  entryId?: EntryId
}

/** The lines of the last three months up to a day. */
export async function differenceLines(db: Queryable, account: FundsAccount, day: CivilDate): Promise<DifferenceLine[]> {
  const from = addDays(day, -DAYS_BACK)
  const statements = await selectClosings(db, account, { from, to: day, limit: STATEMENTS_MAX })
  const booked = await selectBookedByDay(db, account.accountNo, { from, to: day })
  const lines: DifferenceLine[] = []
  for (const [i, one] of statements.entries()) {
    const before = statements[i - 1]
    const gap = gapBetween(before, one)
    if (gap !== undefined) lines.push(gap)
    const moved = movementOf(before, one, booked)
    if (moved !== undefined) lines.push(moved)
  }
  const suspects = await selectSuspects(
    db,
    { writtenAs: [account.writtenAs], currency: account.currency },
    { from, to: day, limit: LINES_MAX },
  )
  const entries = suspects.map(({ day: on, amount, reason, entryId }): DifferenceLine => {
    const what =
      reason === 'PERHAPS_SAME'
        ? 'may be a duplicate, and is not counted until a person decides'
        : `is not counted (${reason})`
    return { kind: 'ENTRY', day: on, amount, text: `An entry ${what}.`, entryId }
  })
  return [...lines, ...entries].slice(0, LINES_MAX)
}

function gapBetween(before: StatementBalance | undefined, one: StatementBalance): DifferenceLine | undefined {
  if (before?.closing === undefined || before.closing === null || one.opening === null) return undefined
  const amount = one.opening - before.closing
  if (amount === 0n || before.day === one.day) return undefined
  const text = `The statement of ${before.day} closes with a different balance than the opening balance of ${one.day}: a statement between them is missing.`
  return { kind: 'GAP', day: one.day, amount, text }
}

function movementOf(
  before: StatementBalance | undefined,
  one: StatementBalance,
  booked: ReadonlyMap<string, bigint>,
): DifferenceLine | undefined {
  if (one.opening === null || one.closing === null) return undefined
  const first = one.fromDay ?? (before === undefined ? one.day : addDays(before.day, 1))
  let books = 0n
  for (let day = first; day <= one.day; day = addDays(day, 1)) books += booked.get(day) ?? 0n
  const amount = one.closing - one.opening - books
  if (amount === 0n) return undefined
  const days = first === one.day ? one.day : `${first} to ${one.day}`
  return {
    kind: 'MOVEMENT',
    day: one.day,
    amount,
    text: `The bank's movement of ${days} differs from the counted entries.`,
  }
}
