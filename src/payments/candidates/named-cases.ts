import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Case } from '../../claims/case.ts'
import { selectOpenCasesByInvoiceNumber } from '../../claims/find-queries.ts'
import { selectCasesByNumber, selectCasesByReference } from '../../claims/queries.ts'
import type { Queryable } from '../../platform/database.ts'
import type { WaitingRow } from '../list-queries.ts'
import { keysInText, numbersIn } from '../match/entry-keys.ts'

/** References, as keys, and numbers in what the payer wrote. */
export interface NamesGiven {
  keys: string[]
  numbers: number[]
}

/** Pure. */
export function namesGivenBy(
  row: Pick<WaitingRow, 'reference' | 'message' | 'searchText' | 'reportedReferences'>,
): NamesGiven {
  const texts = [
    row.reference,
    row.searchText ?? row.message,
    ...(row.reportedReferences ?? []).map(({ value }) => value),
  ]
  const keys = texts.flatMap((text) => (text === null ? [] : [referenceKey(text), ...keysInText(text)]))
  return { keys: [...new Set(keys)].filter((key) => key !== ''), numbers: numbersIn(texts) }
}

/** The cases that the payer names, by reference or by the number of an invoice; those of one client, where it is known. */
export async function namedCases(
  db: Queryable,
  clientId: WaitingRow['clientId'],
  { keys, numbers }: NamesGiven,
): Promise<Case[]> {
  const named = keys.length === 0 ? [] : await selectCasesByReference(db, keys)
  const numbered =
    numbers.length === 0
      ? []
      : clientId === null
        ? await selectOpenCasesByInvoiceNumber(db, numbers)
        : await selectCasesByNumber(db, clientId, numbers)
  const cases = [...new Map([...named, ...numbered].map((one) => [one.caseId, one])).values()]
  return cases.filter((one) => clientId === null || one.clientId === clientId)
}
