/**
 * POST /invoices/batch: NDJSON in, NDJSON out, an outcome a line, in order. Invoices are taken as they arrive, a few
 * hundred under way at once, so a file of any allowed length needs no more memory than those; each line stands for
 * itself, and what was answered with 200 is committed, also when the connection breaks in the middle.
 */
import { Readable } from 'node:stream'
import { createHash } from 'node:crypto'
import { AppError, invalid, problemOf } from '../platform/errors.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { type Line, jsonOfLine, linesOf } from '../platform/http/ndjson.ts'
import { type UnknownField, compileCleaner, ignoredText } from '../platform/http/shape.ts'
import { faultsOf, validatorOfBody } from '../platform/http/validation.ts'
import type { InvoiceCtx, InvoiceServices } from './context.ts'
import { SalesInvoiceRequest } from './schemas.ts'
import { storeInvoice } from './submit-invoice.ts'

const BATCH_INVOICES_MAX = 10_000
const LINE_BYTES_MAX = 12 * 1024 * 1024
const BATCH_BYTES_MAX = 512 * 1024 * 1024
const UNDER_WAY_MAX = 256
/** Bytes of lines that are under way; one line is always let in. */
const UNDER_WAY_BYTES_MAX = 32 * 1024 * 1024
/** Errors shown of one line; the limit holds whatever was sent in it. */
const FAULTS_SHOWN_MAX = 20
const OUTCOME_CHARACTERS_MAX = 8_192
/**
 * Batches of one client in one process; more would only wait for each other, and each may hold outcomes that nobody
 * reads.
 */
export const BATCHES_AT_ONCE_MAX = 4
const BUSY_SECONDS = 5
const PATH = '/api/v1/partner/invoices/batch'

const cleaner = compileCleaner(SalesInvoiceRequest)
const validate = validatorOfBody(SalesInvoiceRequest)

/** Batches under way, by client; each service of a process counts its own. */
const batches = new WeakMap<InvoiceServices, Map<number, number>>()

/** Errors: 429 the client has BATCHES_AT_ONCE_MAX under way; all others are outcomes of lines, the last one of the whole. */
export function submitBatch(ctx: InvoiceCtx, body: Readable, idempotency?: Idempotency): Answer {
  const leave = enter(ctx)
  // Outcomes wait in memory for a caller that reads only once it has sent everything: with back-pressure both would wait
  // for ever. There are at most BATCH_INVOICES_MAX of them, each bounded by OUTCOME_CHARACTERS_MAX.
  const data = new Readable({ read() {} })
  data.once('close', leave)
  void run(ctx, body, idempotency, (line) => data.push(`${textOf(line)}\n`)).finally(() => data.push(null))
  return { content: { data, mediaType: 'application/x-ndjson; charset=utf-8' } }
}

function enter({ invoices, clientId }: InvoiceCtx): () => void {
  const counts = batches.get(invoices) ?? new Map<number, number>()
  batches.set(invoices, counts)
  const count = counts.get(clientId) ?? 0
  if (count >= BATCHES_AT_ONCE_MAX)
    throw new AppError(
      'TOO_MANY_REQUESTS',
      `${count} batches of this client are running, so this batch was not read. Send it again when one of them has been answered.`,
      { retryAfterSeconds: BUSY_SECONDS },
    )
  counts.set(clientId, count + 1)
  return () => {
    const left = (counts.get(clientId) ?? 1) - 1
    if (left > 0) counts.set(clientId, left)
    else counts.delete(clientId)
  }
}

type Outcome = Record<string, unknown>

/** One line; of one that is too long only the first faults or warnings. */
function textOf(outcome: Outcome): string {
  const text = JSON.stringify(outcome)
  if (text.length <= OUTCOME_CHARACTERS_MAX) return text
  const { errors, warnings, ...rest } = outcome
  const list = Array.isArray(errors) ? { errors } : Array.isArray(warnings) ? { warnings } : {}
  const [name, items] = Object.entries(list)[0] ?? []
  if (name === undefined || items === undefined || items.length === 0) return JSON.stringify(rest)
  return textOf({ ...rest, [name]: items.slice(0, Math.floor(items.length / 2)), cut: true })
}

async function run(
  ctx: InvoiceCtx,
  body: Readable,
  idempotency: Idempotency | undefined,
  say: (outcome: Outcome) => void,
): Promise<void> {
  // Each resolves when its outcome, and all before it, have been said; said as soon as that can be.
  const underWay: Promise<void>[] = []
  let last: Promise<void> = Promise.resolve()
  let bytes = 0
  let waiting = 0
  const follow = async (before: Promise<void>, outcome: Promise<Outcome>, length: number) => {
    await before
    say(await outcome)
    bytes -= length
    waiting--
  }
  let count = 0
  try {
    for await (const line of linesOf(body, { lineBytesMax: LINE_BYTES_MAX, totalBytesMax: BATCH_BYTES_MAX })) {
      if (++count > BATCH_INVOICES_MAX)
        throw new AppError(
          'TOO_LARGE',
          `A batch holds at most ${BATCH_INVOICES_MAX} invoices; from line ${line.number} on, nothing was read.`,
        )
      const { length } = line.bytes
      while (waiting >= UNDER_WAY_MAX || (waiting > 0 && bytes + length > UNDER_WAY_BYTES_MAX)) await underWay.shift()
      bytes += length
      waiting++
      last = follow(last, outcomeOf(ctx, line, idempotency), length)
      underWay.push(last)
      while (underWay.length > UNDER_WAY_MAX) await underWay.shift()
    }
  } catch (error) {
    await last
    // A caller that reads only once it has sent everything must get there.
    body.resume()
    return say(problem(ctx, error))
  }
  await last
}

async function outcomeOf(ctx: InvoiceCtx, line: Line, idempotency: Idempotency | undefined): Promise<Outcome> {
  try {
    const { request, unknown } = requestOf(line)
    const stored = await storeInvoice(ctx, request, keyOfLine(idempotency, line))
    const warnings = [
      ...stored.warnings,
      ...unknown.map((field) => ({ code: 'UNKNOWN_FIELD', message: ignoredText(field), pointer: field.pointer })),
    ]
    const { invoiceId, number: invoiceNumber, status } = stored
    const answer = { line: line.number, status: 200, invoiceId, invoiceNumber, invoiceStatus: status }
    return warnings.length > 0 ? { ...answer, warnings } : answer
  } catch (error) {
    return { line: line.number, ...problem(ctx, error) }
  }
}

function requestOf(line: Line): { request: SalesInvoiceRequest; unknown: UnknownField[] } {
  const value = jsonOfLine(line.bytes)
  const { unknown, faults } = cleaner(value, true)
  faults.push(...faultsOf(validate(value)))
  if (faults.length > 0) throw invalid(faults)
  return { request: value as SalesInvoiceRequest, unknown }
}

// One key serves the whole batch; each line has its own part of it, so that a batch can be sent again after a break.
function keyOfLine(idempotency: Idempotency | undefined, line: Line): Idempotency | undefined {
  return (
    idempotency && {
      // No header can hold a line break: it is never the key of another request.
      key: `${idempotency.key}\nline ${line.number}`,
      bodyHash: createHash('sha256').update(line.bytes).digest(),
    }
  )
}

function problem(ctx: InvoiceCtx, error: unknown): Outcome {
  if (error instanceof AppError) {
    const { errors, ...rest } = problemOf(error, { id: ctx.requestId, path: PATH })
    return Array.isArray(errors) ? { ...rest, errors: errors.slice(0, FAULTS_SHOWN_MAX) } : rest
  }
  ctx.log.error({ err: error, requestId: ctx.requestId }, 'a line of a batch could not be stored')
  const hidden = new AppError('UNAVAILABLE', 'This invoice could not be stored now; send it again.')
  return problemOf(hidden, { id: ctx.requestId, path: PATH })
}
