/** The cases that the entries of a batch name, looked up in two statements. */
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Case } from '../../claims/case.ts'
import { selectOpenCasesByInvoiceNumber } from '../../claims/find-queries.ts'
import { selectCasesByReference } from '../../claims/queries.ts'
import type { Tx } from '../../platform/database.ts'
import type { BankEntry } from '../entry.ts'
import { debtsOf, documentKeysOf, structuredReferenceOf, keysInText, numbersOf, textOf } from './entry-keys.ts'

export interface KnownCases {
  /** By the key of the reference, whatever their status. */
  byReference: ReadonlyMap<string, Case[]>
  /** Open cases by the number of the invoice. */
  byNumber: ReadonlyMap<number, Case[]>
}

/** The names that an entry gives: keys of references, and numbers of invoices. */
export interface Names {
  keys: string[]
  numbers: number[]
}

function namesOf(entry: BankEntry): Names {
  const debts = debtsOf(entry)
  const given = structuredReferenceOf(entry)
  const ofDebts = debts.flatMap(({ reference }) => (reference === undefined ? [] : [referenceKey(reference)]))
  const inText = debts.length === 0 ? keysInText(textOf(entry)) : []
  const keys = [...(given === undefined ? [] : [given]), ...ofDebts, ...documentKeysOf(entry), ...inText]
  return { keys: [...new Set(keys)], numbers: numbersOf(entry) }
}

/** The names that no case has: a case that opens later may have them. */
export function unknownNamesOf(entry: BankEntry, known: KnownCases): Names {
  const { keys, numbers } = namesOf(entry)
  return {
    keys: keys.filter((key) => !known.byReference.has(key)),
    numbers: numbers.filter((number) => !known.byNumber.has(number)),
  }
}

export async function findKnownCases(tx: Tx, entries: readonly BankEntry[]): Promise<KnownCases> {
  const names = entries.map(namesOf)
  const keys = [...new Set(names.flatMap((one) => one.keys))]
  const numbers = [...new Set(names.flatMap((one) => one.numbers))]
  const byReference = keys.length === 0 ? [] : await selectCasesByReference(tx, keys)
  const byNumber = numbers.length === 0 ? [] : await selectOpenCasesByInvoiceNumber(tx, numbers)
  return {
    byReference: Map.groupBy(byReference, ({ paymentReference }) => paymentReference ?? ''),
    byNumber: Map.groupBy(byNumber, ({ invoiceNumber }) => invoiceNumber),
  }
}

/** Returns the cases again, as they are now that they are locked. */
export function withLocked(known: KnownCases, locked: ReadonlyMap<number, Case>): KnownCases {
  const fresh = (cases: Case[]) => cases.map((one) => locked.get(one.caseId) ?? one)
  return {
    byReference: new Map([...known.byReference].map(([key, cases]) => [key, fresh(cases)])),
    byNumber: new Map(
      [...known.byNumber].map(([number, cases]) => [number, fresh(cases).filter(({ status }) => status !== 'CLOSED')]),
    ),
  }
}
