/**
 * Claims expire, and to collect one that has is forbidden: it is asked before every step. The judgment of a court is not
 * recorded as one, so the time of a claim without it holds; that is the shorter one.
 */
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { LawError } from '@saatava/law/errors.ts'
import type { Law } from '@saatava/law/law.ts'
import { type Act as LimitationAct, type Expiry, limitation, startOf } from '@saatava/law/limitation.ts'
import { type Country, isCountry } from '@saatava/law/rule.ts'
import type { Queryable } from '../platform/database.ts'
import type { Case } from '../claims/case.ts'
import { selectActs, selectPaymentDays } from './expiry-queries.ts'

/**
 * When a claim expires, and by which rule, for the cases whose time may have come by their day; young ones are left out, and
 * those of countries of which no rule is known. In place of an answer why the law gives none.
 */
export async function expiriesOf(
  db: Queryable,
  owed: readonly { case: Case; onDate: CivilDate }[],
  law: Law,
): Promise<Map<Case, Expiry | LawError>> {
  const old = owed.filter(({ case: debt, onDate }) => !cannotHaveExpired(debt, onDate, law)).map((one) => one.case)
  if (old.length === 0) return new Map()
  const actsOf = await interruptionsOf(db, old)
  return new Map(
    old.flatMap((debt): [Case, Expiry | LawError][] => {
      const expiry = expiryOf(debt, actsOf(debt), law)
      return expiry === undefined ? [] : [[debt, expiry]]
    }),
  )
}

/** Returns the expiry of one case, whatever its age; undefined where no rule of its country is known. */
export async function expiryOfCase(db: Queryable, debt: Case, law: Law): Promise<Expiry | LawError | undefined> {
  return expiryOf(debt, (await interruptionsOf(db, [debt]))(debt), law)
}

/** When a claim would expire that nothing has interrupted; null where the law gives no answer. */
export function earliestExpiry(debt: Case, law: Law): string | null {
  const expiry = expiryOf(debt, [], law)
  return expiry === undefined || expiry instanceof LawError ? null : expiry.expiresOn
}

function expiryOf(debt: Case, acts: readonly LimitationAct[], law: Law): Expiry | LawError | undefined {
  const { country, debtorType } = debt
  if (!isCountry(country) || !law.knows({ country, debtorType }, 'LIMITATION')) return undefined
  try {
    const { general, final, expiresOn } = limitation({ ...claimOf(debt, country), interruptions: acts }, law)
    return final?.expiresOn === expiresOn ? final : general
  } catch (error) {
    if (error instanceof LawError) return error
    throw error
  }
}

function claimOf({ debtorType, dueDate, aroseOn }: Case, country: Country) {
  return { country, debtorType, due: dueDate, origin: aroseOn }
}

/** Cheap check, which every step makes: the claim is too young to be time-barred even without interruptions. */
function cannotHaveExpired(debt: Case, today: CivilDate, law: Law): boolean {
  const { country, debtorType } = debt
  if (!isCountry(country) || !law.knows({ country, debtorType }, 'LIMITATION')) return true
  try {
    const { date: start } = startOf(claimOf(debt, country), law)
    const { years } = law.need({ country, debtorType }, 'LIMITATION', start).value
    // Compared as text: the year moves on, month and day stay.
    return today < `${Number(start.slice(0, 4)) + years}${start.slice(4)}`
  } catch (error) {
    if (error instanceof LawError) return false
    throw error
  }
}

/**
 * Returns the acts that may interrupt the limitation: letters that left and did not come back, payments that the bank did
 * not take back, accepted plans, acts of authorities.
 */
async function interruptionsOf(db: Queryable, cases: readonly Case[]): Promise<(debt: Case) => LimitationAct[]> {
  const acts = Map.groupBy(await selectActs(db, cases), nameOf)
  const paid = Map.groupBy(await selectPaymentDays(db, cases), nameOf)
  return (debt) => [
    ...(acts.get(nameOf(debt)) ?? []).flatMap(({ kind, date, at, receivedAt }): LimitationAct[] => {
      const day = date ?? dayOf(at, debt)
      const receivedOn = dayOf(receivedAt, debt)
      return day === undefined ? [] : [{ kind, date: day, ...omitUndefined({ receivedOn }) }]
    }),
    ...(paid.get(nameOf(debt)) ?? []).map(({ date }): LimitationAct => ({ kind: 'ACKNOWLEDGEMENT', date })),
  ]
}

function dayOf(at: Date | null, { country }: Case): string | undefined {
  return at === null ? undefined : civilDateAt(at, timeZoneOf(country))
}

function nameOf({ clientId, caseId }: Pick<Case, 'clientId' | 'caseId'>): string {
  return `${clientId} ${caseId}`
}
