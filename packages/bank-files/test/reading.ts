/** Reads a whole file for a test. */
import type { BankEntry, BankFileEnd, BankFileFault, BankFileHead, BankFileItem } from '../src/bank-file.ts'
import { readBankFile, type ReadBankFileOptions } from '../src/read-bank-file.ts'

export interface ReadFile {
  items: BankFileItem[]
  head: BankFileHead | undefined
  entries: BankEntry[]
  faults: BankFileFault[]
  end: BankFileEnd
}

/** @param cuts where to cut the bytes into chunks */
export async function readAll(
  file: string | Uint8Array,
  options: ReadBankFileOptions = {},
  cuts: number[] = [],
): Promise<ReadFile> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const items: BankFileItem[] = []
  for await (const item of readBankFile(chunksOf(bytes, cuts), options)) items.push(item)
  const end = items.at(-1)
  if (end?.kind !== 'end') throw new Error('A file must end with its end.')
  return {
    items,
    head: items.find((item) => item.kind === 'file'),
    entries: items.filter((item) => item.kind === 'entry').map(({ entry }) => entry),
    faults: items.filter((item) => item.kind === 'fault'),
    end,
  }
}

async function* chunksOf(bytes: Uint8Array, cuts: number[]): AsyncGenerator<Uint8Array> {
  const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
  for (const [i, from] of at.slice(0, -1).entries()) yield bytes.subarray(from, at[i + 1])
}

/** Faults in short: "check SUM_MISMATCH at line 3". */
export function faultsOf({ faults }: ReadFile): string[] {
  return faults.map(({ scope, code, position }) => `${scope} ${code} at ${position}`)
}
