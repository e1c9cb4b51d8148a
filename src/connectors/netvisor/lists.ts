/** The list an answer holds, and reading long periods in steps. */
import { addDays, type CivilDate } from '@saatava/core/dates.ts'
import { unreadable } from './values.ts'
import type { XmlNode, XmlValue } from './xml.ts'

/** Longest period of one list request, so that an answer stays well below the time-out. */
const DAYS_PER_REQUEST = 31

/**
 * The element that holds the list; empty (`<Vouchers />`) when there is nothing. Throws temporary UNREADABLE_ANSWER when
 * there is no such element: an answer of another shape must not be taken for "nothing there".
 */
export function listIn(root: XmlNode, names: string[]): XmlValue {
  const name = names.find((one) => root[one] !== undefined)
  if (name === undefined) throw unreadable(`no <${names[0] ?? ''}>`)
  return root[name]
}

/** Returns what `read` gives for each step of from..to (both inclusive), one step after the other. */
export async function inSteps<Item>(
  from: CivilDate,
  to: CivilDate,
  read: (from: CivilDate, to: CivilDate) => Promise<Item[]>,
): Promise<Item[]> {
  const items: Item[] = []
  for (let start = from; start <= to; start = addDays(start, DAYS_PER_REQUEST)) {
    const last = addDays(start, DAYS_PER_REQUEST - 1)
    items.push(...(await read(start, last < to ? last : to)))
  }
  return items
}
