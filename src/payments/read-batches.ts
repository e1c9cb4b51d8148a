import type { CivilDate } from '@saatava/core/dates.ts'
import { createReadStream } from 'node:fs'
import type { BankEntry, BankFileFormat } from '@saatava/bank-files/bank-file.ts'
import { readBankFile } from '@saatava/bank-files/read-bank-file.ts'
import type { AccountNames } from './account-names.ts'
import { type Batch, lineKeyOf } from './identity/batches.ts'

/** Batches of one file; lines of further ones are compared one by one. */
const BATCHES_MAX = 10_000
const NATIONAL: ReadonlySet<BankFileFormat> = new Set(['bgmax', 'no-ocr-giro', 'ktl'])

/**
 * Reads a national file once before its lines are stored and returns its batches: a batch ends after its lines, and the
 * identity of a line depends on the sum. @returns none of a camt file, which names its booked entries
 */
export async function readBatches(path: string, options: { today: CivilDate; names: AccountNames }): Promise<Batch[]> {
  const batches = new Map<string, Batch>()
  for await (const item of readBankFile(createReadStream(path), { today: options.today })) {
    if (item.kind === 'file' && !NATIONAL.has(item.format)) return []
    if (item.kind !== 'entry' || item.entry.amount === 0n) continue
    const { currency, bookingDate, amount, facts } = item.entry
    const line = {
      ...{ batch: batchNameOf(facts), accountKey: options.names.of(item.entry).key },
      ...{ currency, day: bookingDate, incoming: amount > 0n },
    }
    const key = lineKeyOf(line)
    const known = batches.get(key)
    if (known === undefined && batches.size >= BATCHES_MAX) continue
    batches.set(key, { ...line, amount: (known?.amount ?? 0n) + amount, lines: (known?.lines ?? 0) + 1 })
  }
  return [...batches.values()]
}

/** The place of the booked entry of lines of a national format: BgMax's deposit, OCR giro's assignment, KTL's batch. */
export function batchNameOf({ entryPosition }: BankEntry['facts']): string {
  return `batch ${entryPosition}`
}
