/** References and numbers of invoices that an entry may name. Candidates only; whether a case has them is looked up. */
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { BankEntry, EntryDetail } from '../entry.ts'

const KEY_CHARACTERS = { min: 3, max: 25 } as const
/** Most groups of one message: a reference is printed in up to seven. */
const GROUPS_MAX = 8
const KEYS_MAX = 60
const NUMBERS_MAX = 20
const NUMBER_DIGITS = { min: 3, max: 15 } as const

/** Debts that the payer listed one by one; a single debt is named by `reference` or a document. */
export function debtsOf({ details }: BankEntry): EntryDetail[] {
  const debts = (details ?? []).filter(({ reference, document }) => reference !== undefined || document !== undefined)
  return debts.length > 1 ? debts : []
}

/** The reference that the payer gave as such; undefined where there is none, or where there are several. */
export function structuredReferenceOf({ reference, details }: BankEntry): string | undefined {
  const text = reference ?? (details?.length === 1 ? details[0]?.reference : undefined)
  return text === undefined ? undefined : keyOf(text)
}

/** Document numbers from the payer or from the bank; they may be references as well. */
function documentsOf({ reference, details, reportedReferences }: BankEntry): string[] {
  const reported = (reportedReferences ?? []).map(({ value }) => value)
  const documents = (details ?? []).flatMap(({ document }) => document ?? [])
  return [...new Set([...documents, ...reported])].filter((text) => text !== reference)
}

export function documentKeysOf(entry: BankEntry): string[] {
  const given = structuredReferenceOf(entry)
  const keys = documentsOf(entry).flatMap((text) => keyOf(text) ?? [])
  return [...new Set(keys)].filter((key) => key !== given && key.length >= KEY_CHARACTERS.min)
}

/** All texts of an entry, with plain spaces. */
export function textOf({ searchText, message }: Pick<BankEntry, 'searchText' | 'message'>): string {
  return searchText ?? message ?? ''
}

/** undefined for a text that is no reference. */
function keyOf(text: string): string | undefined {
  const key = referenceKey(text)
  return key === '' || /^0+$/.test(key) ? undefined : key
}

/** References that may stand in the free text, with spaces and in any form. */
export function keysInText(text: string): string[] {
  const keys = new Set<string>()
  for (const [run] of text.matchAll(/\bRF\d{2}(?: ?[A-Z0-9])+/gi)) addJoined(keys, run.split(' '), 0)
  for (const [run] of text.matchAll(/\d(?:[ -]?\d)*/g)) {
    const groups = run.split(' ')
    for (let from = 0; from < groups.length && keys.size < KEYS_MAX; from++) addJoined(keys, groups, from)
  }
  return [...keys].slice(0, KEYS_MAX)
}

function addJoined(keys: Set<string>, groups: readonly string[], from: number): void {
  for (let to = from + 1; to <= Math.min(groups.length, from + GROUPS_MAX); to++) {
    const key = referenceKey(groups.slice(from, to).join(''))
    if (key.length > KEY_CHARACTERS.max) return
    if (key.length >= KEY_CHARACTERS.min) keys.add(key)
  }
}

/** Numbers that may be invoices'. */
export function numbersIn(texts: readonly (string | null | undefined)[]): number[] {
  const numbers = new Set<number>()
  for (const text of texts)
    for (const [digits] of (text ?? '').matchAll(/\d+/g))
      if (digits.length >= NUMBER_DIGITS.min && digits.length <= NUMBER_DIGITS.max) numbers.add(Number(digits))
  return [...numbers].filter((number) => number > 0).slice(0, NUMBERS_MAX)
}

/** Numbers of invoices that may stand anywhere. */
export function numbersOf(entry: BankEntry): number[] {
  return numbersIn([entry.reference, ...documentsOf(entry), textOf(entry)])
}
