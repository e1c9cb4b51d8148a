/**
 * A drop: the place where receipt files are left for NetBaron and where its acknowledgements are found. NetBaron has no
 * public write API, so the file itself is the write, and exactly-once rests on three promises every driver keeps:
 * a file appears under its name whole or not at all; a name that is taken is never written over; nothing is deleted.
 */

/** CREATED: it stands there now. SAME: it stood there already, byte for byte. DIFFERS: another file has the name. */
export type PutResult = 'CREATED' | 'SAME' | 'DIFFERS'

/** Names are plain ASCII, relative to the drop, at most one folder deep: `x.csv`, `ack/x.csv.ok`, `done/x.csv`. */
export interface Drop {
  /** @throws ConnectorError ambiguous when the line was cut, temporary or auth when it certainly does not stand there */
  put(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<PutResult>
  /** The file's bytes, null when there is none. Reads throw temporary or auth, never ambiguous. */
  read(name: string, signal: AbortSignal): Promise<Uint8Array | null>
  /** Those of `names` that exist. */
  present(names: readonly string[], signal: AbortSignal): Promise<Set<string>>
  /** Names in the drop and its ack/ and done/ whose file part begins with `prefix`; unfinished files are left out. */
  list(prefix: string, signal: AbortSignal): Promise<string[]>
  /** Writes and removes a trial file where the driver can; answers where the drop is, in words. */
  probe(signal: AbortSignal): Promise<string>
}

/** Folders of a drop that the importer may use: acknowledgements, and files it has taken. */
export const ACK_FOLDER = 'ack'
export const DONE_FOLDER = 'done'
export const FOLDERS = ['', ACK_FOLDER, DONE_FOLDER] as const

/** Longest acknowledgement text that is shown, characters. */
export const ACK_TEXT_MAX = 1_000
/** Files a list may name; a drop that holds more for the days asked must be asked for fewer days. */
export const LIST_FILES_MAX = 100_000

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
