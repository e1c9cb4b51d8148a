import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Case } from '../claims/case.ts'
import { selectCaseById } from '../claims/find-queries.ts'
import { selectCasesByReference } from '../claims/queries.ts'
import { type Hit, type Scope, HITS_MAX } from './hit.ts'
import { caseHit, invoiceHit } from './present.ts'
import { selectInvoicesByNumber, selectInvoicesByReference } from './queries.ts'

/** The case with a number, and the invoices with it. */
export async function findByNumber({ ctx, within, can }: Scope, number: number): Promise<Hit[]> {
  const db = ctx.platform.pool
  const debt = can('case.read') ? await selectCaseById(db, number) : undefined
  const invoices = can('invoice.read') ? await selectInvoicesByNumber(db, within, number, HITS_MAX) : []
  return [...casesWithin([debt], within, 'case number'), ...invoices.map(invoiceHit('invoice number'))]
}

/** The cases and invoices with a payment reference, in any spelling. An invoice with a case is found by its case. */
export async function findByReference({ ctx, within, can }: Scope, text: string): Promise<Hit[]> {
  const db = ctx.platform.pool
  const key = referenceKey(text)
  const cases = can('case.read') ? await selectCasesByReference(db, [key]) : []
  const hits = casesWithin(cases, within, 'payment reference')
  if (hits.length > 0 || !can('invoice.read')) return hits
  return (await selectInvoicesByReference(db, within, key, HITS_MAX)).map(invoiceHit('payment reference'))
}

function casesWithin(cases: readonly (Case | undefined)[], within: number | null, by: string): Hit[] {
  return cases.flatMap((debt) =>
    debt === undefined || (within !== null && debt.clientId !== within) ? [] : [caseHit(by)(debt)],
  )
}
