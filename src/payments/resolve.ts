/**
 * Whose an entry is: by its reference; then by references in its text; then by an invoice's number and the amount. What
 * several cases fit is never chosen between by anything but the exact amount; what is not certain waits.
 */
import type { Case } from '../claims/case.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Entry, EntryDetail } from './entry.ts'
import { debtsOf, documentKeysOf, documentsOf, givenKey, keysInText, numbersIn, textOf } from './entry-keys.ts'
import type { Reason } from './states.ts'

export type MatchedBy = 'REFERENCE' | 'REFERENCE_IN_TEXT' | 'NUMBER_AND_AMOUNT' | 'PERSON' | 'CREDITOR'

export type Resolution =
  /** Certain whatever the amount is. */
  | { kind: 'one'; case: Case; by: MatchedBy }
  /** Each of them, where the amounts agree. */
  | { kind: 'each'; parts: { case: Case; told: bigint | undefined }[]; by: MatchedBy }
  /** The one on which exactly this amount is owed. */
  | { kind: 'exact'; cases: Case[]; by: MatchedBy }
  /** The client is certain, and nothing is open there. */
  | { kind: 'hold'; clientId: number; reason: Reason }
  | { kind: 'wait'; reason: Reason }

export interface Known {
  byReference: ReadonlyMap<string, Case[]>
  byNumber: ReadonlyMap<number, Case[]>
}

/** A shorter one may stand in a text by chance: a year, a postcode, a part of a telephone number. */
const CERTAIN_KEY_CHARACTERS_MIN = 10

/** What entries name: keys of references, and numbers of invoices. */
export interface Wanted {
  keys: string[]
  numbers: number[]
}

/** What must be looked up for an entry. */
export function wantedOf(entry: Entry): Wanted {
  const debts = debtsOf(entry)
  const given = givenKey(entry)
  const told = debts.flatMap(({ reference }) => (reference === undefined ? [] : [referenceKey(reference)]))
  const text = debts.length === 0 ? keysInText(textOf(entry)) : []
  const keys = [...(given === undefined ? [] : [given]), ...told, ...documentKeysOf(entry), ...text]
  return { keys: [...new Set(keys)], numbers: numbersOf(entry) }
}

/** What an entry names and no case has: one that opens later may be the one. */
export function unknownOf(entry: Entry, known: Known): Wanted {
  const { keys, numbers } = wantedOf(entry)
  return {
    keys: keys.filter((key) => !known.byReference.has(key)),
    numbers: numbers.filter((number) => !known.byNumber.has(number)),
  }
}

export function resolve(entry: Entry, known: Known): Resolution {
  const debts = debtsOf(entry)
  if (debts.length > 0) return resolveDebts(entry, debts, known)
  const given = givenKey(entry)
  const named = given === undefined ? [] : (known.byReference.get(given) ?? [])
  if (named.length > 0) return resolveNamed(entry, named, 'REFERENCE', true)
  const document = resolveDocument(entry, known)
  if (document !== undefined) return document
  const hits = keysInText(textOf(entry)).filter((key) => known.byReference.has(key))
  if (hits.length > 0) return resolveText(entry, hits, known)
  return resolveNumbers(entry, known, given)
}

/** Numbers of invoices that may stand anywhere. */
function numbersOf(entry: Entry): number[] {
  return numbersIn([entry.reference, ...documentsOf(entry), textOf(entry)])
}

/** A reference where the number of a document should be; certain where it can be no invoice's number. */
function resolveDocument(entry: Entry, known: Known): Resolution | undefined {
  const hits = documentKeysOf(entry).filter((key) => known.byReference.has(key))
  const [only, another] = hits
  if (only === undefined) return undefined
  if (another !== undefined) return resolveText(entry, hits, known)
  const isNumber = numbersIn([only]).some((number) => known.byNumber.has(number))
  return resolveNamed(entry, known.byReference.get(only) ?? [], 'REFERENCE', !isNumber)
}

/** @param certain whether one open case among them is the one, whatever the amount */
function resolveNamed(entry: Entry, cases: readonly Case[], by: MatchedBy, certain: boolean): Resolution {
  if (clientsOf(cases).size > 1) return { kind: 'wait', reason: 'SEVERAL_CLIENTS' }
  const inCurrency = cases.filter(({ currency }) => currency === entry.currency)
  if (inCurrency.length === 0) return { kind: 'wait', reason: 'CURRENCY_DIFFERS' }
  const open = inCurrency.filter(isOpen)
  const [only] = open
  if (only === undefined) {
    const [closed] = inCurrency
    return certain && closed !== undefined
      ? { kind: 'hold', clientId: closed.clientId, reason: 'CASE_CLOSED' }
      : { kind: 'wait', reason: 'CASE_CLOSED' }
  }
  return certain && open.length === 1 ? { kind: 'one', case: only, by } : { kind: 'exact', cases: open, by }
}

function resolveText(entry: Entry, hits: readonly string[], known: Known): Resolution {
  const cases = unique(hits.flatMap((key) => known.byReference.get(key) ?? []))
  const certain = hits.every((key) => key.length >= CERTAIN_KEY_CHARACTERS_MIN)
  if (hits.length === 1 || clientsOf(cases).size > 1) return resolveNamed(entry, cases, 'REFERENCE_IN_TEXT', certain)
  const open = cases.filter((one) => isOpen(one) && one.currency === entry.currency)
  if (open.length < 2) return resolveNamed(entry, cases, 'REFERENCE_IN_TEXT', false)
  return { kind: 'each', parts: open.map((one) => ({ case: one, told: undefined })), by: 'REFERENCE_IN_TEXT' }
}

function resolveDebts(entry: Entry, debts: readonly EntryDetail[], known: Known): Resolution {
  const parts = new Map<Case, bigint | undefined>()
  for (const debt of debts) {
    const found = casesOf(debt, known)
    if (found.length === 0) return { kind: 'wait', reason: 'UNKNOWN_REFERENCE' }
    if (clientsOf(found).size > 1) return { kind: 'wait', reason: 'SEVERAL_CLIENTS' }
    const inCurrency = found.filter(({ currency }) => currency === entry.currency)
    if (inCurrency.length === 0) return { kind: 'wait', reason: 'CURRENCY_DIFFERS' }
    const [one, another] = inCurrency.filter(isOpen)
    if (one === undefined) return { kind: 'wait', reason: 'CASE_CLOSED' }
    if (another !== undefined) return { kind: 'wait', reason: 'SEVERAL_CASES' }
    const told = debt.amount === undefined ? undefined : BigInt(debt.amount)
    // Two debts of one case are one part; where one of them tells no amount, the part has none.
    const unsaid = told === undefined || (parts.has(one) && parts.get(one) === undefined)
    parts.set(one, unsaid ? undefined : (parts.get(one) ?? 0n) + told)
  }
  if (clientsOf([...parts.keys()]).size > 1) return { kind: 'wait', reason: 'SEVERAL_CLIENTS' }
  return { kind: 'each', parts: [...parts].map(([one, told]) => ({ case: one, told })), by: 'REFERENCE' }
}

function casesOf({ reference, document }: EntryDetail, known: Known): Case[] {
  const byReference = reference === undefined ? [] : (known.byReference.get(referenceKey(reference)) ?? [])
  if (byReference.length > 0) return byReference
  const asReference = document === undefined ? [] : (known.byReference.get(referenceKey(document)) ?? [])
  if (asReference.length > 0) return asReference
  return numbersIn([document]).flatMap((number) => known.byNumber.get(number) ?? [])
}

function resolveNumbers(entry: Entry, known: Known, given: string | undefined): Resolution {
  const cases = unique(numbersOf(entry).flatMap((number) => known.byNumber.get(number) ?? []))
  const inCurrency = cases.filter(({ currency }) => currency === entry.currency)
  if (inCurrency.length > 0) return { kind: 'exact', cases: inCurrency, by: 'NUMBER_AND_AMOUNT' }
  if (cases.length > 0) return { kind: 'wait', reason: 'CURRENCY_DIFFERS' }
  return { kind: 'wait', reason: given === undefined ? 'NO_REFERENCE' : 'UNKNOWN_REFERENCE' }
}

function isOpen({ status }: Case): boolean {
  return status !== 'CLOSED'
}

function clientsOf(cases: readonly Case[]): Set<number> {
  return new Set(cases.map(({ clientId }) => clientId))
}

/** The same case found twice is one. */
function unique(cases: readonly Case[]): Case[] {
  return [...new Map(cases.map((one) => [one.caseId, one])).values()]
}
