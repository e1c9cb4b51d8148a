/** The latest letters as PDFs, for a person with a browser: in memory alone, so a restart forgets them. */
import type { DeliveryId } from '@saatava/core/ids.ts'
import type { Letter } from './check-batch.ts'
import { readZip } from './read-zip.ts'

const LETTERS_MAX = 500
const BYTES_MAX = 128 * 1024 * 1024

export interface KeptLetter extends Letter {
  /** When its batch was taken. */
  at: string
  pdf: Buffer
}

export interface KeptLetters {
  /** The newest first. */
  all(): KeptLetter[]
  find(deliveryId: DeliveryId): KeptLetter | undefined
  /** @param letters of a batch that was found right */
  keep(letters: readonly Letter[], zip: Buffer, at: string): void
}

export function createKeptLetters(): KeptLetters {
  const kept = new Map<string, KeptLetter>()
  let bytes = 0
  return {
    all: () => [...kept.values()].reverse(),
    find: (deliveryId) => kept.get(deliveryId),
    keep(letters, zip, at) {
      const entries = letters.length === 0 ? new Map<string, Buffer>() : readZip(zip)
      for (const letter of letters) {
        const pdf = entries.get(letter.file)
        if (pdf === undefined || kept.has(letter.deliveryId)) continue
        kept.set(letter.deliveryId, { ...letter, at, pdf })
        bytes += pdf.length
      }
      for (const [id, { pdf }] of kept) {
        if (kept.size <= LETTERS_MAX && bytes <= BYTES_MAX) break
        kept.delete(id)
        bytes -= pdf.length
      }
    },
  }
}
