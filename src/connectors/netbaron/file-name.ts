/**
 * Names of receipt files. `20251212-SA-1A2B3C4D5E6F7.csv` is a ledger document's: the date, then the marker, so the
 * same document always has the same name. A payment's says so, for reconciliation. A file the import refused stays as
 * it is; delivered again, the document gets the next attempt's name, `…-2.csv`. Nothing is ever written over.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { markerIn } from '../marker.ts'

/** Folders of a drop that the importer may use: acknowledgements, and files it has taken. */
const ACK_FOLDER = 'ack'
export const DONE_FOLDER = 'done'
export const FOLDERS = ['', ACK_FOLDER, DONE_FOLDER] as const

export type FileKind = 'ledger' | 'payment'

/** How often one document may be delivered again after refusals. */
export const ATTEMPTS_MAX = 99

/** @param date civil date, the receipt's earliest */
export function firstPart(date: CivilDate, marker: string, kind: FileKind): string {
  return `${date.replaceAll('-', '')}-${marker}${kind === 'payment' ? '-payment' : ''}`
}

/** @param attempt 1 for the first delivery */
export function fileName(base: string, attempt: number): string {
  return attempt === 1 ? `${base}.csv` : `${base}-${attempt}.csv`
}

/** Where a file, or one that was taken, may stand, and its acknowledgements. */
export interface Places {
  file: readonly string[]
  ok: readonly string[]
  error: readonly string[]
}

export function placesOf(name: string): Places {
  return {
    file: [name, `${DONE_FOLDER}/${name}`],
    ok: [`${name}.ok`, `${ACK_FOLDER}/${name}.ok`],
    error: [`${name}.error`, `${ACK_FOLDER}/${name}.error`],
  }
}

export interface NameParts {
  /** The name without folder, attempt and ending: one document. */
  base: string
  attempt: number
  kind: FileKind
  marker: string
  /** YYYYMMDD */
  date: CivilDate
  is: 'file' | 'ok' | 'error'
}

const NAME = /^(?:ack\/|done\/)?((\d{8})-(SA-[0-9A-Z]{13})(-payment)?)(?:-(\d{1,2}))?\.csv(\.ok|\.error)?$/

/** The parts of a name in the drop; null for a file that this service did not write. */
export function partsOf(name: string): NameParts | null {
  const match = NAME.exec(name)
  if (match === null) return null
  const [, base = '', date = '', found = '', payment, attempt, ending] = match
  const marker = markerIn(found)
  if (marker === undefined) return null
  return {
    base,
    date,
    marker,
    attempt: Number(attempt ?? 1),
    kind: payment === undefined ? 'ledger' : 'payment',
    is: ending === '.ok' ? 'ok' : ending === '.error' ? 'error' : 'file',
  }
}
