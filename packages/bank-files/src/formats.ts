import type { FormatReader } from './format-reader.ts'
import { CamtReader } from './camt/camt-reader.ts'
import { encodingOf } from './camt/encoding.ts'
import { BgMaxRecords } from './fixed/bgmax-records.ts'
import { KtlRecords } from './fixed/ktl-records.ts'
import { LineReader } from './fixed/line-reader.ts'
import { OcrGiroRecords } from './fixed/ocr-giro-records.ts'
import { type Output, ReadingStopped } from './output.ts'

/** A byte order mark and empty lines, which editors and transfers put before the first line of a fixed format. */
const BEFORE_FIRST_LINE = /^(?:\u00EF\u00BB\u00BF)?(?:[ \t]*\r?\n)*/

/** The reader for a file that begins so. @param head the first bytes, or the whole file where it is short */
export function openReader(head: Uint8Array, output: Output): FormatReader {
  const text = Buffer.from(head).toString('latin1').replace(BEFORE_FIRST_LINE, '')
  if (text.startsWith('01BGMAX')) return new LineReader(output, new BgMaxRecords(output))
  if (text.startsWith('NY0000')) return new LineReader(output, new OcrGiroRecords(output))
  if (/^0\d{10}/.test(text)) return new LineReader(output, new KtlRecords(output))
  const encoding = encodingOf(head)
  if (encoding !== undefined) return new CamtReader(output, encoding)
  const begins = text === '' ? 'is empty' : `begins with ${JSON.stringify(text.slice(0, 30))}`
  throw new ReadingStopped(
    'UNKNOWN_FORMAT',
    'line 1',
    `The file ${begins}. Read are camt.053 and camt.054 (.001.02 and .001.08), BgMax ("01BGMAX"), Norwegian OCR giro ("NY000010") and KTL ("0", then the date).`,
  )
}
