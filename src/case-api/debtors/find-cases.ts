import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Case } from '../../claims/case.ts'
import { selectCaseById, selectOpenCasesByInvoiceNumber } from '../../claims/find-queries.ts'
import { selectCasesByReference } from '../../claims/queries.ts'
import { searchedPersons } from '../../debtors/identities.ts'
import { selectByName, selectByPerson } from '../../debtors/list-queries.ts'
import { nameKeyOf } from '../../debtors/name-keys.ts'
import type { Ctx } from '../../platform/context.ts'
import { requirePermission } from '../../users/require-permission.ts'
import { selectCasesOfAll } from './queries.ts'

const CASES_MAX = 100

export interface FoundCase {
  case: Case
  /** The part of the case that fits the text. */
  by: 'case' | 'invoice' | 'reference' | 'id' | 'name'
}

/**
 * Finds cases of all clients by what a caller has at hand: the number of the case or of its open invoice, a payment
 * reference, the whole national or business id of the debtor, or the beginning of a word of its name.
 * @throws AppError FORBIDDEN without the permission person.read
 */
export async function findCases(ctx: Ctx, text: string): Promise<FoundCase[]> {
  await requirePermission(ctx, 'person.read')
  return casesThatFit(ctx, text)
}

/** Finds them among the cases that the context sees: those of one client, or of all. */
export async function casesThatFit(ctx: Ctx, text: string): Promise<FoundCase[]> {
  const { platform } = ctx
  const db = platform.pool
  const found = new Map<string, FoundCase>()
  const add = (by: FoundCase['by'], cases: readonly (Case | undefined)[]) => {
    for (const debt of cases) {
      if (debt === undefined) continue
      const name = `${debt.clientId} ${debt.caseId}`
      if (!found.has(name) && found.size < CASES_MAX) found.set(name, { case: debt, by })
    }
  }
  if (/^\d{1,14}$/.test(text)) {
    add('case', [await selectCaseById(db, Number(text))])
    add('invoice', await selectOpenCasesByInvoiceNumber(db, [Number(text)]))
  }
  if (/\d/.test(text)) {
    add('reference', await selectCasesByReference(db, [referenceKey(text)]))
    const persons = await selectByPerson(db, await searchedPersons(platform, db, text), CASES_MAX)
    if (persons.length > 0) add('id', await selectCasesOfAll(db, persons, CASES_MAX))
  }
  const nameKey = nameKeyOf(text)
  const named = nameKey === '' ? [] : await selectByName(db, nameKey, CASES_MAX)
  if (named.length > 0) add('name', await selectCasesOfAll(db, named, CASES_MAX))
  return [...found.values()]
}
