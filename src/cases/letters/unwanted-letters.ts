/** Letters that wait to leave, asked at the moment when they would: does their case still want them? */
import { civilDateAt, timeZoneOf } from '../../core/dates.ts'
import { accountsOfCases } from '../../journal/case-accounts.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../case.ts'
import { lockCases } from '../lock-cases.ts'
import { isHeld } from '../states.ts'
import { type LetterKey, selectLetterCases, selectLetterFees } from './queries.ts'

/** Why a letter does not leave, for people and programs. */
export interface Unwanted {
  code: string
  reason: string
}

/**
 * Those of these letters that must not leave any more, by letterId. Their cases are held until the transaction ends: who
 * closes a case or holds it up comes before the letter, which then stays, or after it, when it has left.
 */
export async function unwantedLetters(tx: Tx, keys: readonly LetterKey[]): Promise<Map<string, Unwanted>> {
  const letters = await selectLetterCases(tx, keys)
  const named = keys.flatMap(({ clientId, letterId }) => {
    const letter = letters.get(letterId)
    return letter === undefined ? [] : [{ clientId, letterId, ...letter }]
  })
  const cases = new Map((await lockCases(tx, named)).map((of) => [nameOf(of), of]))
  const alone = await withNothingButTheirFee(tx, named, [...cases.values()])
  return new Map(
    named.flatMap(({ letterId, createdAt, ...key }): [string, Unwanted][] => {
      const of = cases.get(nameOf(key))
      const why = of && (whyUnwanted(of, createdAt) ?? (alone.has(letterId) ? NOTHING_OWED : undefined))
      return why === undefined ? [] : [[letterId, why]]
    }),
  )
}

const NOTHING_OWED: Unwanted = { code: 'NOTHING_OWED', reason: 'Nothing is owed but the fee of this letter itself.' }

/** A letter states the claim and a day to pay by: of a case that does not go on, or is not late any more, neither holds. */
function whyUnwanted(of: Case, madeAt: Date): Unwanted | undefined {
  if (of.status === 'CLOSED') return { code: 'CASE_CLOSED', reason: `The case is closed: ${of.closingReason}.` }
  if (isHeld(of)) return { code: `CASE_${of.status}`, reason: `The case is ${of.status}: no steps are taken.` }
  if (of.caseDueDate >= civilDateAt(madeAt, timeZoneOf(of.country)))
    return { code: 'DUE_DATE_MOVED', reason: `The due date was moved to ${of.caseDueDate}.` }
  return undefined
}

/** Of letters whose debtors have paid everything since but the letter's own fee, which they cannot have known of: their ids. */
async function withNothingButTheirFee(
  tx: Tx,
  named: (LetterKey & { caseId: number })[],
  cases: Case[],
): Promise<Set<string>> {
  const fees = await selectLetterFees(tx, named)
  if (fees.length === 0) return new Set()
  const accountsOf = await accountsOfCases(tx, cases)
  return new Set(
    fees.flatMap(({ letterId, fee, ...key }) => {
      const { balance } = accountsOf(key)
      const more = balance('RECEIVABLE_CAPITAL') + balance('RECEIVABLE_INTEREST') + balance('RECEIVABLE_COSTS')
      return more <= 0n && balance('RECEIVABLE_FEES') <= BigInt(fee) ? [letterId] : []
    }),
  )
}

function nameOf({ clientId, caseId }: { clientId: number; caseId: number }): string {
  return `${clientId} ${caseId}`
}
