/** Reads one format. Both throw ReadingStopped where reading cannot go on. */
export interface FormatReader {
  /** Each step leaves some items in the output, to be taken before the next. */
  write(piece: Uint8Array): Iterable<void>
  /** The file has ended here: says what is missing. */
  end(): Iterable<void>
}
