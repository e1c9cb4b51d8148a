/** The model's own arithmetic of days, tables and tiers. */
import { Temporal } from 'temporal-polyfill'
import type { Act, ActKind, Day, Minor } from './shape.ts'

const MS = 86_400_000

/** Days since 1970 and their names: the walk asks for the same ones again and again. */
const NUMBERS = new Map<Day, number>()
const NAMES = new Map<number, Day>()

function numberOf(day: Day): number {
  const known = NUMBERS.get(day)
  if (known !== undefined) return known
  const number = Math.round(Date.parse(day) / MS)
  NUMBERS.set(day, number)
  return number
}

export function plus(day: Day, days: number): Day {
  const number = numberOf(day) + days
  const known = NAMES.get(number)
  if (known !== undefined) return known
  const name = new Date(number * MS).toISOString().slice(0, 10)
  NAMES.set(number, name)
  return name
}

export function plusMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

export function plusYears(day: Day, years: number): Day {
  return plusMonths(day, 12 * years)
}

/** Days from one to the other. */
export function gap(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from)
}

export function latest(...days: Day[]): Day {
  return days.reduce((a, b) => (a > b ? a : b))
}

/** "2026H2" */
export function halfYear(day: Day): string {
  return `${day.slice(0, 4)}H${day.slice(5, 7) < '07' ? 1 : 2}`
}

export function firstOf(half: string): Day {
  return `${half.slice(0, 4)}-${half.endsWith('H1') ? '01' : '07'}-01`
}

/** The value of the last row that has begun. */
export function since<T>(rows: readonly (readonly [from: Day, value: T])[], day: Day): T | undefined {
  return rows.findLast(([from]) => from <= day)?.[1]
}

/** The amount of the first tier that reaches a capital. */
export function tier(tiers: readonly (readonly [upTo: Minor | null, amount: Minor])[], capital: Minor): Minor {
  const found = tiers.find(([upTo]) => upTo === null || capital <= upTo)
  if (found === undefined) throw new RangeError(`no tier reaches ${capital}`)
  return found[1]
}

/** Major units, "12.50" or 12, as minor ones. */
export function major(amount: number): Minor {
  return BigInt(Math.round(amount * 100))
}

export function tiers(...rows: [upTo: number | null, amount: number][]): (readonly [Minor | null, Minor])[] {
  return rows.map(([upTo, amount]) => [upTo === null ? null : major(upTo), major(amount)] as const)
}

export function inOrder(acts: readonly Act[]): Act[] {
  return acts.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

export function ofKind(acts: readonly Act[], ...kinds: ActKind[]): Act[] {
  return inOrder(acts.filter(({ kind }) => kinds.includes(kind)))
}

/** Returns those of the acts that cost the debtor something. */
export function paidFor(acts: readonly Act[], ...kinds: ActKind[]): Act[] {
  return ofKind(acts, ...kinds).filter(({ charged }) => charged > 0n)
}

export function total(acts: readonly Act[]): Minor {
  return acts.reduce((all, { charged }) => all + charged, 0n)
}

export const least = (a: Minor, b: Minor): Minor => (a < b ? a : b)
export const most = (a: Minor, b: Minor): Minor => (a > b ? a : b)

/** Figures by name and day: a row of undefined says that there is none; before the first row nothing is said. */
export function factsOn<T>(rows: Readonly<Record<string, readonly (readonly [Day, T | undefined])[]>>, day: Day) {
  const facts = new Map<string, T | undefined>()
  for (const [name, list] of Object.entries(rows)) {
    const row = list.findLast(([from]) => from <= day)
    if (row !== undefined) facts.set(name, row[1])
  }
  return facts
}
