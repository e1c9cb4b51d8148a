/**
 * The cases that an entry may pay: by its reference; then by references in its text; then by an invoice's number and the
 * amount. Only the exact amount chooses between several cases; an entry that is not certain waits.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Case } from '../../claims/case.ts'
import type { BankEntry, EntryDetail } from '../entry.ts'
import type { MatchedBy } from '../matched-by.ts'
import type { Reason } from '../states.ts'
import {
  debtsOf,
  documentKeysOf,
  structuredReferenceOf,
  keysInText,
  numbersIn,
  numbersOf,
  textOf,
} from './entry-keys.ts'
import type { KnownCases } from './known-cases.ts'

export type Candidates =
  /** Certain whatever the amount is. */
  | { kind: 'one'; case: Case; by: MatchedBy }
  /** Each of these cases, where the amounts agree. */
  | { kind: 'each'; parts: { case: Case; reported: bigint | undefined }[]; by: MatchedBy }
  /** The one case on which exactly this amount is owed. */
  | { kind: 'exact'; cases: Case[]; by: MatchedBy }
  /** The client is certain, and none of its cases is open. */
  | { kind: 'hold'; clientId: ClientId; reason: Reason }
  | { kind: 'wait'; reason: Reason }

/** An entry and the cases that it may pay. */
export interface Named {
  entry: BankEntry
  candidates: Candidates
}

/** A shorter key may stand in a text by chance: a year, a postcode, a part of a telephone number. */
const CERTAIN_KEY_CHARACTERS_MIN = 10

export function casesOf(candidates: Candidates): Case[] {
  if (candidates.kind === 'one') return [candidates.case]
  if (candidates.kind === 'each') return candidates.parts.map((part) => part.case)
  return candidates.kind === 'exact' ? candidates.cases : []
}

export function candidatesOf(entry: BankEntry, known: KnownCases): Candidates {
  const debts = debtsOf(entry)
  if (debts.length > 0) return byDebts(entry, debts, known)
  const given = structuredReferenceOf(entry)
  const named = given === undefined ? [] : (known.byReference.get(given) ?? [])
  if (named.length > 0) return byName(entry, named, 'REFERENCE', true)
  const document = byDocument(entry, known)
  if (document !== undefined) return document
  const hits = keysInText(textOf(entry)).filter((key) => known.byReference.has(key))
  if (hits.length > 0) return byText(entry, hits, known)
  return byNumbers(entry, known, given)
}

/** A reference where the number of a document should be; certain where it can be no invoice's number. */
function byDocument(entry: BankEntry, known: KnownCases): Candidates | undefined {
  const hits = documentKeysOf(entry).filter((key) => known.byReference.has(key))
  const [only, another] = hits
  if (only === undefined) return undefined
  if (another !== undefined) return byText(entry, hits, known)
  const isNumber = numbersIn([only]).some((number) => known.byNumber.has(number))
  return byName(entry, known.byReference.get(only) ?? [], 'REFERENCE', !isNumber)
}

/** @param certain whether one open case among them is the one, whatever the amount */
function byName(entry: BankEntry, cases: readonly Case[], by: MatchedBy, certain: boolean): Candidates {
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

function byText(entry: BankEntry, hits: readonly string[], known: KnownCases): Candidates {
  const cases = unique(hits.flatMap((key) => known.byReference.get(key) ?? []))
  const certain = hits.every((key) => key.length >= CERTAIN_KEY_CHARACTERS_MIN)
  if (hits.length === 1 || clientsOf(cases).size > 1) return byName(entry, cases, 'REFERENCE_IN_TEXT', certain)
  const open = cases.filter((one) => isOpen(one) && one.currency === entry.currency)
  if (open.length < 2) return byName(entry, cases, 'REFERENCE_IN_TEXT', false)
  return { kind: 'each', parts: open.map((one) => ({ case: one, reported: undefined })), by: 'REFERENCE_IN_TEXT' }
}

function byDebts(entry: BankEntry, debts: readonly EntryDetail[], known: KnownCases): Candidates {
  const parts = new Map<Case, bigint | undefined>()
  for (const debt of debts) {
    const found = casesOfDebt(debt, known)
    if (found.length === 0) return { kind: 'wait', reason: 'UNKNOWN_REFERENCE' }
    if (clientsOf(found).size > 1) return { kind: 'wait', reason: 'SEVERAL_CLIENTS' }
    const inCurrency = found.filter(({ currency }) => currency === entry.currency)
    if (inCurrency.length === 0) return { kind: 'wait', reason: 'CURRENCY_DIFFERS' }
    const [one, another] = inCurrency.filter(isOpen)
    if (one === undefined) return { kind: 'wait', reason: 'CASE_CLOSED' }
    if (another !== undefined) return { kind: 'wait', reason: 'SEVERAL_CASES' }
    const reported = debt.amount === undefined ? undefined : BigInt(debt.amount)
    // Two debts of one case are one part; where one of them names no amount, the part has none.
    const unsaid = reported === undefined || (parts.has(one) && parts.get(one) === undefined)
    parts.set(one, unsaid ? undefined : (parts.get(one) ?? 0n) + reported)
  }
  if (clientsOf([...parts.keys()]).size > 1) return { kind: 'wait', reason: 'SEVERAL_CLIENTS' }
  return { kind: 'each', parts: [...parts].map(([one, reported]) => ({ case: one, reported })), by: 'REFERENCE' }
}

function casesOfDebt({ reference, document }: EntryDetail, known: KnownCases): Case[] {
  const byReference = reference === undefined ? [] : (known.byReference.get(referenceKey(reference)) ?? [])
  if (byReference.length > 0) return byReference
  const asReference = document === undefined ? [] : (known.byReference.get(referenceKey(document)) ?? [])
  if (asReference.length > 0) return asReference
  return numbersIn([document]).flatMap((number) => known.byNumber.get(number) ?? [])
}

function byNumbers(entry: BankEntry, known: KnownCases, given: string | undefined): Candidates {
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

/** A case that is found twice counts once. */
function unique(cases: readonly Case[]): Case[] {
  return [...new Map(cases.map((one) => [one.caseId, one])).values()]
}
