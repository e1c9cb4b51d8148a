/**
 * Claims expire, and to collect one that has is forbidden: it is asked before every step. The judgment of a court is not
 * recorded as one, so the time of a claim without it holds; that is the shorter one.
 */
import { civilDateAt, timeZoneOf } from '../core/dates.ts'
import { LawError } from '../law/errors.ts'
import type { Law } from '../law/law.ts'
import { type Expiry, limitation } from '../law/limitation.ts'
import { isCountry } from '../law/rule.ts'
import { paymentsOfCase } from '../payments/payments-of-case.ts'
import type { Queryable } from '../platform/database.ts'
import type { Case } from './case.ts'
import { selectActs } from './expiry-queries.ts'

const PAYMENTS_MAX = 1_000

/**
 * When a claim expires, and by which rule, for the cases whose time may have come by their day; young ones are left out, and
 * those of countries of which no rule is known. In place of an answer why the law gives none.
 */
export async function expiriesOf(
  db: Queryable,
  owed: readonly { case: Case; onDate: string }[],
  law: Law,
): Promise<Map<Case, Expiry | LawError>> {
  const old = owed.filter(({ case: of, onDate }) => !isYoung(of, onDate, law)).map((one) => one.case)
  if (old.length === 0) return new Map()
  const actsOf = await interruptionsOf(db, old)
  return new Map(
    old.flatMap((of): [Case, Expiry | LawError][] => {
      const expiry = expiryOf(of, actsOf(of), law)
      return expiry === undefined ? [] : [[of, expiry]]
    }),
  )
}

/** Of one case, whatever its age; undefined where no rule of its country is known. */
export async function expiryOfCase(db: Queryable, of: Case, law: Law): Promise<Expiry | LawError | undefined> {
  return expiryOf(of, (await interruptionsOf(db, [of]))(of), law)
}

/** When a claim would expire that nothing has interrupted; null where the law gives no answer. */
export function earliestExpiry(of: Case, law: Law): string | null {
  const expiry = expiryOf(of, [], law)
  return expiry === undefined || expiry instanceof LawError ? null : expiry.expiresOn
}

function expiryOf(of: Case, acts: readonly string[], law: Law): Expiry | LawError | undefined {
  const { country, debtorType, dueDate: due } = of
  if (!isCountry(country) || !law.knows({ country, debtorType }, 'LIMITATION')) return undefined
  try {
    const { general, final, expiresOn } = limitation({ country, debtorType, due, interruptions: acts }, law)
    return final?.expiresOn === expiresOn ? final : general
  } catch (error) {
    if (error instanceof LawError) return error
    throw error
  }
}

/** Not even one that nothing has interrupted has expired yet: told from the years alone, for every step asks. */
function isYoung({ country, debtorType, dueDate }: Case, today: string, law: Law): boolean {
  const whose = { country, debtorType }
  if (!law.knows(whose, 'LIMITATION')) return true
  try {
    const { years } = law.need(whose, 'LIMITATION', dueDate).value
    // Compared as text: the year moves on, month and day stay.
    return today < `${Number(dueDate.slice(0, 4)) + years}${dueDate.slice(4)}`
  } catch (error) {
    if (error instanceof LawError) return false
    throw error
  }
}

/**
 * The days on which something interrupted the limitation: letters that left and did not come back, payments that the bank did not take back,
 * accepted plans, acts of authorities.
 */
async function interruptionsOf(db: Queryable, cases: readonly Case[]): Promise<(of: Case) => string[]> {
  const acts = Map.groupBy(await selectActs(db, cases), nameOf)
  const paid = new Map<Case, string[]>()
  // Few are as old as that.
  for (const of of cases) {
    const payments = await paymentsOfCase(db, of, PAYMENTS_MAX)
    paid.set(
      of,
      payments.flatMap(({ reversedAt, paymentDate }) => (reversedAt === null ? [paymentDate] : [])),
    )
  }
  return (of) => [
    ...(acts.get(nameOf(of)) ?? []).flatMap(({ date, at }) => {
      const day = date ?? (at === null ? null : civilDateAt(at, timeZoneOf(of.country)))
      return day === null ? [] : [day]
    }),
    ...(paid.get(of) ?? []),
  ]
}

function nameOf({ clientId, caseId }: Pick<Case, 'clientId' | 'caseId'>): string {
  return `${clientId} ${caseId}`
}
