/** Letters that wait to leave, asked at the moment when they would: does their case still want them? */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { accountsOfCases } from '../../journal/case-accounts.ts'
import type { Tx } from '../../platform/database.ts'
import type { Case } from '../../claims/case.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import { isHeld } from '../../claims/states.ts'
import { type LetterCase, type LetterKey, selectLetterCases, selectLetterFees, selectLivePlanIds } from './queries.ts'

/** Why a letter does not leave, for people and programs. */
export interface Unwanted {
  code: string
  reason: string
}

/**
 * Returns the letters that must not leave any more, by letterId. Their cases are held until the transaction ends: who
 * closes a case or holds it up comes before the letter, which then stays, or after it, when it has left.
 */
export async function unwantedLetters(tx: Tx, keys: readonly LetterKey[]): Promise<Map<string, Unwanted>> {
  const letters = await selectLetterCases(tx, keys)
  const named = keys.flatMap(({ clientId, letterId }) => {
    const letter = letters.get(letterId)
    return letter === undefined ? [] : [{ clientId, letterId, ...letter }]
  })
  const cases = new Map((await lockCaseRows(tx, named)).map((debt) => [nameOf(debt), debt]))
  const alone = await withNothingButTheirFee(tx, named, [...cases.values()])
  const plans = named.some(({ kind }) => kind === 'PLAN_OFFER')
    ? await selectLivePlanIds(tx, named)
    : new Map<string, string>()
  return new Map(
    named.flatMap((letter): [string, Unwanted][] => {
      const { letterId } = letter
      const debt = cases.get(nameOf(letter))
      const isLive = letter.about === plans.get(nameOf(letter))
      const why = debt && (whyUnwanted(debt, letter, isLive) ?? (alone.has(letterId) ? NOTHING_OWED : undefined))
      return why === undefined ? [] : [[letterId, why]]
    }),
  )
}

const NOTHING_OWED: Unwanted = { code: 'NOTHING_OWED', reason: 'Only the fee of this letter is owed.' }

/**
 * A letter says how a case stands: of one that stands otherwise by now it would be wrong.
 * @param isLive of the plan that an offer is about: it is offered or under way
 */
function whyUnwanted(debt: Case, letter: LetterCase, isLive: boolean): Unwanted | undefined {
  if (letter.kind === 'PAID')
    return debt.status === 'CLOSED'
      ? undefined
      : { code: 'CASE_REOPENED', reason: 'The case was opened again: an amount is owed.' }
  if (debt.status === 'CLOSED') return { code: 'CASE_CLOSED', reason: `The case is closed: ${debt.closingReason}.` }
  switch (letter.kind) {
    case 'PLAN_OFFER':
      return isLive ? undefined : { code: 'PLAN_ENDED', reason: 'The plan is no longer offered or active.' }
    case 'PLAN_BROKEN':
      return debt.status === 'PAYMENT_PLAN' || debt.status === 'DISPUTED' ? heldBy(debt) : undefined
    case 'DUE_DATE_CHANGED':
      if (debt.status === 'DISPUTED' && debt.disputed === null) return heldBy(debt)
      return debt.caseDueDate === letter.about ? undefined : movedTo(debt)
    case 'PAYEE_CHANGED':
      return undefined
    case 'OBJECTION_RECEIVED':
      return debt.status === 'DISPUTED'
        ? undefined
        : { code: 'OBJECTION_RESOLVED', reason: 'The claim is no longer in dispute.' }
    default:
      return whyStepUnwanted(debt, letter.createdAt)
  }
}

/** A reminder or a demand states a day to pay by: of a case that does not go on, or is not late any more, it does not hold. */
function whyStepUnwanted(debt: Case, madeAt: Date): Unwanted | undefined {
  if (isHeld(debt)) return heldBy(debt)
  return debt.caseDueDate >= civilDateAt(madeAt, timeZoneOf(debt.country)) ? movedTo(debt) : undefined
}

function heldBy({ status }: Case): Unwanted {
  return { code: `CASE_${status}`, reason: `The case is ${status}: no steps are taken.` }
}

function movedTo({ caseDueDate }: Case): Unwanted {
  return { code: 'DUE_DATE_MOVED', reason: `The due date was moved to ${caseDueDate}.` }
}

/** Ids of letters whose only open amount is their own fee, which their debtors cannot have known of. */
async function withNothingButTheirFee(
  tx: Tx,
  named: (LetterKey & { caseId: CaseId })[],
  cases: Case[],
): Promise<Set<string>> {
  const fees = await selectLetterFees(tx, named)
  if (fees.length === 0) return new Set()
  const accountsOf = await accountsOfCases(tx, cases)
  return new Set(
    fees.flatMap(({ letterId, fee, ...key }) => {
      const { balance } = accountsOf(key)
      const more = balance('RECEIVABLE_CAPITAL') + balance('RECEIVABLE_INTEREST') + balance('RECEIVABLE_COSTS')
      return more <= 0n && balance('RECEIVABLE_FEES') <= fee ? [letterId] : []
    }),
  )
}

function nameOf({ clientId, caseId }: { clientId: ClientId; caseId: CaseId }): string {
  return `${clientId} ${caseId}`
}
