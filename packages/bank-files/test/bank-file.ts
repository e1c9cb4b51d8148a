/** Bank files of any size for the benchmark, made as they are read. */
import { camtEnd, camtEntry, camtStart, camtStatementHead, type CamtTransaction } from './camt.ts'
import { bgMaxFile, ktlFile, ocrGiroFile } from './fixed.ts'

export const SHAPES = ['entries', 'batch', 'bgmax', 'ocr-giro', 'ktl'] as const
export type Shape = (typeof SHAPES)[number]

const FORMAT = 'camt.053.001.02'
const CHUNK_CHARS = 65_536
const ID = { id: 'STATEMENT-1' }

/** A file of about so many bytes without a fault, in chunks. */
export function* bankFile(shape: Shape, bytes: number): Generator<Buffer> {
  let chunk = ''
  for (const text of partsOf(shape, bytes)) {
    chunk += text
    if (chunk.length < CHUNK_CHARS) continue
    yield encoded(shape, chunk)
    chunk = ''
  }
  yield encoded(shape, chunk)
}

function encoded(shape: Shape, text: string): Buffer {
  return Buffer.from(text, shape === 'entries' || shape === 'batch' ? 'utf8' : 'latin1')
}

function* partsOf(shape: Shape, bytes: number): Generator<string> {
  if (shape === 'entries') yield* entries(bytes)
  else if (shape === 'batch') yield* batch(bytes)
  else if (shape === 'bgmax') yield* bgMaxFile(bytes)
  else if (shape === 'ocr-giro') yield* ocrGiroFile(bytes)
  else yield* ktlFile(bytes)
}

function* entries(bytes: number): Generator<string> {
  const one = (i: number) =>
    `${camtEntry(FORMAT, { amount: '123.45', servicerReference: reference(i), transactions: [transaction(i)] })}\n`
  const count = Math.max(1, Math.floor(bytes / one(1_000_000).length))
  yield `${camtStart({ format: FORMAT })}<Stmt>${camtStatementHead(FORMAT, { ...ID, closing: major(count * 12_345) })}\n`
  for (let i = 0; i < count; i += 1) yield one(i)
  yield `</Stmt>${camtEnd({ format: FORMAT })}`
}

function* batch(bytes: number): Generator<string> {
  const one = (i: number) =>
    `${camtEntry(FORMAT, { amount: '0', transactions: [{ ...transaction(i), amount: '123.45' }] }).replace(/^.*<NtryDtls>(.*)<\/NtryDtls>.*$/s, '$1')}\n`
  const count = Math.max(2, Math.floor(bytes / one(1_000_000).length))
  const amount = major(count * 12_345)
  const [before = '', after = ''] = camtEntry(FORMAT, { amount, servicerReference: 'BATCH', transactions: [] }).split(
    '<NtryDtls></NtryDtls>',
  )
  yield `${camtStart({ format: FORMAT })}<Stmt>${camtStatementHead(FORMAT, { ...ID, closing: amount })}\n${before}<NtryDtls>`
  for (let i = 0; i < count; i += 1) yield one(i)
  yield `</NtryDtls>${after}</Stmt>${camtEnd({ format: FORMAT })}`
}

function transaction(i: number): CamtTransaction {
  return {
    servicerReference: reference(i),
    endToEndId: `E2E-${i}`,
    debtor: 'Matti Meikäläinen',
    debtorIban: 'FI4250001510000023',
    structured: [{ reference: '20260000422' }],
    acceptedAt: '2026-01-04T10:11:12',
  }
}

function reference(i: number): string {
  return `260105593497E${String(i).padStart(9, '0')}`
}

function major(hundredths: number): string {
  return (hundredths / 100).toFixed(2)
}
