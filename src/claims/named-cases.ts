import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Queryable } from '../platform/database.ts'
import { selectNamedCases } from './find-queries.ts'

/** Each narrows the others. */
export interface CaseNames {
  caseId?: CaseId | undefined
  invoiceNumber?: number | undefined
  /** In any spelling: spaces, leading zeros, RF. */
  paymentReference?: string | undefined
}

const CASES_MAX = 1_000

/** The numbers of the client's cases that a filter names; undefined where it names nothing. */
export async function namedCases(db: Queryable, clientId: ClientId, names: CaseNames): Promise<number[] | undefined> {
  const { caseId, invoiceNumber, paymentReference } = names
  if (caseId === undefined && invoiceNumber === undefined && paymentReference === undefined) return undefined
  return selectNamedCases(
    db,
    clientId,
    {
      caseId: caseId ?? null,
      invoiceNumber: invoiceNumber ?? null,
      referenceKey: paymentReference === undefined ? null : referenceKey(paymentReference),
    },
    CASES_MAX,
  )
}
