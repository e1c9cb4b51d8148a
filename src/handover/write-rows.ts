/** Writes rows in the form that an import reads. */
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { cellsOfRow } from './csv-form.ts'
import type { Format } from './read-rows.ts'
import type { CaseRow } from './schemas.ts'

export interface RowWriter {
  write(row: CaseRow): void
  /** @returns when all of it is written */
  end(): Promise<void>
}

/** The columns of CSV are those that some row needs, so its rows are kept until the end; NDJSON is written as it comes. */
export function rowWriter(stream: Writable, format: Format): RowWriter {
  const kept: Record<string, string>[] = []
  return {
    write(row) {
      if (format === 'csv') kept.push(cellsOfRow(row))
      else stream.write(`${JSON.stringify(row)}\n`)
    },
    async end() {
      const columns = [...new Set(kept.flatMap((cells) => Object.keys(cells)))]
      if (format === 'csv') stream.write(stringify(kept, { header: true, columns }))
      stream.end()
      await once(stream, 'finish')
    },
  }
}
