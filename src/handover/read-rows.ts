/** Reads rows from a file, one at a time: NDJSON, a JSON object a line, or CSV with the names of CaseRow in its first line. */
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { CsvError, parse } from 'csv-parse'
import { AppError, type Fault } from '../platform/errors.ts'
import { compileChecked } from '../platform/http/checked-body.ts'
import { rowOfCells } from './csv-form.ts'
import { CaseRow } from './schemas.ts'

export type Format = 'ndjson' | 'csv'

interface Names {
  agency: string | null
  caseNumber: string | null
}

/** A row that can be understood, or why it cannot. */
export type ReadRow = { place: number } & ({ row: CaseRow } | { names: Names; faults: Fault[] })

/** A line that is no JSON. */
class Unreadable {
  readonly line: string

  constructor(line: string) {
    this.line = line
  }
}

const SHOWN_MAX = 80
const LINE_CHARACTERS_MAX = 1_000_000
/** Cells of a CSV row. */
const RECORD_CHARACTERS_MAX = 1_000_000

/** @throws AppError MALFORMED where the file is no CSV any more: the rows after that place cannot be read */
export async function* readRows(stream: Readable, format: Format): AsyncGenerator {
  if (format === 'ndjson') yield* readLines(stream)
  else yield* readCsv(stream)
}

async function* readLines(stream: Readable): AsyncGenerator {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = line.replace(/^\ufeff/, '')
    if (text.trim() !== '') yield parsed(text)
  }
}

function parsed(text: string): unknown {
  if (text.length > LINE_CHARACTERS_MAX) return new Unreadable(text)
  try {
    return JSON.parse(text)
  } catch {
    return new Unreadable(text)
  }
}

async function* readCsv(stream: Readable): AsyncGenerator {
  const options = {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: RECORD_CHARACTERS_MAX,
  }
  const parser = stream.pipe(parse(options))
  stream.on('error', (error) => parser.destroy(error))
  try {
    for await (const cells of parser as AsyncIterable<Record<string, string>>) yield rowOfCells(cells)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new AppError('MALFORMED', `The file is no CSV any more: ${error.message}. The rows before are done.`)
  }
}

const check = compileChecked(CaseRow)

export function checkedRow(place: number, value: unknown): ReadRow {
  if (value instanceof Unreadable || typeof value !== 'object' || value === null || Array.isArray(value)) {
    const received = value instanceof Unreadable ? value.line.slice(0, SHOWN_MAX) : value
    const message = 'must be one JSON object on one line, such as {"agency": "…", "caseNumber": "…"}'
    return {
      place,
      names: { agency: null, caseNumber: null },
      faults: [{ pointer: '', code: 'NOT_JSON', message, received }],
    }
  }
  try {
    return { place, row: check(value) }
  } catch (error) {
    if (!(error instanceof AppError) || error.faults === undefined) throw error
    return { place, names: namesOf(value as Record<string, unknown>), faults: error.faults }
  }
}

function namesOf({ agency, caseNumber }: Record<string, unknown>): Names {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return { agency: text(agency), caseNumber: text(caseNumber) }
}
