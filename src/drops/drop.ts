/**
 * A drop: a place where files are left for another system and where its answers are found. Where there is no API, the
 * file itself is the write, and exactly-once rests on three promises that every driver keeps: a file appears under its
 * name whole or not at all; a name that is taken is never written over; nothing is deleted.
 */

/** CREATED: it stands there now. SAME: it stood there already, byte for byte. DIFFERS: another file has the name. */
export type PutResult = 'CREATED' | 'SAME' | 'DIFFERS'

/** Names are plain ASCII, relative to the drop, at most one folder deep: `x.csv`, `ack/x.csv.ok`, `done/x.csv`. */
export interface Drop {
  /** @throws DropError ambiguous when the line was cut, temporary or auth when it certainly does not stand there */
  put(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<PutResult>
  /**
   * The file's bytes, null when there is none. Reads throw temporary or auth, never ambiguous; `FILE_TOO_LARGE` for a
   * file above the drop's limit.
   */
  read(name: string, signal: AbortSignal): Promise<Uint8Array | null>
  /** Returns those of `names` that exist. */
  present(names: readonly string[], signal: AbortSignal): Promise<Set<string>>
  /** Names in the drop and its own folders whose file part begins with `prefix`; unfinished files are left out. */
  list(prefix: string, signal: AbortSignal): Promise<string[]>
  /** Writes and removes a trial file where the driver can; answers where the drop is, in words. */
  probe(signal: AbortSignal): Promise<string>
}

/** A drop from which files are taken as well: what has been handled is moved aside, not deleted. */
export interface TakingDrop extends Drop {
  /** The first files of the drop itself by name, not of its folders, at most `max`; unfinished files are left out. */
  first(max: number, signal: AbortSignal): Promise<string[]>
  /**
   * Moves a file into a folder of the drop, under its own name or, where that is taken, under one that begins with it.
   * Done when the file is gone already: somebody else has moved it.
   */
  move(name: string, folder: string, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Folders that `list` looks into; '' is the drop itself. */
export type Folders = readonly string[]
export const DROP_ALONE: Folders = ['']

/** Files a list may name; a drop that holds more for the days asked must be asked for fewer days. */
export const LIST_FILES_MAX = 100_000
/** Largest file that is read from a drop, bytes, unless its options say otherwise. */
export const READ_BYTES_MAX = 64 * 1024 * 1024

/** A file name while it is being written: hidden, and with an ending no importer looks for. */
export function unfinishedName(name: string, unique: string): string {
  return `.${name}.${unique}.part`
}

export function isUnfinished(name: string): boolean {
  return name.startsWith('.')
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0
}
