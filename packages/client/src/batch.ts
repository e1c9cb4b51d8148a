/**
 * Many invoices, as they come. They are taken from the source in parts; a part is sent as lines, and the outcome of each
 * line is given as soon as the service answers it. If an answer breaks off, the same bytes are sent again with the key of
 * the part: the service repeats the outcomes of the lines that it has stored, and stores no line twice.
 */
import type { Answer, Input } from './call.ts'
import { type Client, stateOf } from './client.ts'
import { ConnectionError, type Problem, SaatavaError, errorOf, isTransient } from './errors.ts'
import { delayMs, sleep } from './retry.ts'
import { type CallOptions, send } from './send.ts'
import { uuid7 } from './uuid.ts'

const OPERATION = 'POST /invoices/batch'
const PART_INVOICES = 500
const PART_CHARACTERS = 4 * 1024 * 1024

type Outcome = Answer<typeof OPERATION>
export type NewInvoice = Input<'POST /invoice'>

interface Part {
  key: string
  body: string
  lines: number
  /** Lines of the parts before. */
  before: number
}

/**
 * Gives an outcome for each invoice, in order; `line` counts them from 1. To go on after a crash, run it again with the
 * same invoices and the same `idempotencyKey` within 48 hours.
 */
export async function* batch(
  client: Client,
  invoices: Iterable<NewInvoice> | AsyncIterable<NewInvoice>,
  options: CallOptions = {},
): AsyncGenerator<Outcome & { line: number }, void, undefined> {
  for await (const part of partsOf(invoices, options.idempotencyKey ?? uuid7()))
    yield* outcomesOf(client, part, options)
}

async function* partsOf(
  invoices: Iterable<NewInvoice> | AsyncIterable<NewInvoice>,
  key: string,
): AsyncGenerator<Part, void, undefined> {
  let lines: string[] = []
  let characters = 0
  let before = 0
  const part = (): Part => ({ key: `${key}.${before}`, body: `${lines.join('\n')}\n`, lines: lines.length, before })
  for await (const invoice of invoices) {
    const line = JSON.stringify(invoice)
    if (lines.length >= PART_INVOICES || (lines.length > 0 && characters + line.length > PART_CHARACTERS)) {
      yield part()
      before += lines.length
      lines = []
      characters = 0
    }
    lines.push(line)
    characters += line.length
  }
  if (lines.length > 0) yield part()
}

async function* outcomesOf(
  client: Client,
  part: Part,
  options: CallOptions,
): AsyncGenerator<Outcome & { line: number }, void, undefined> {
  const { signal, retries = stateOf(client).retries } = options
  let done = 0
  for (let tried = 0; ; tried++) {
    let failure: SaatavaError | undefined
    try {
      for await (const outcome of answersOf(client, part, options)) {
        if (outcome.line === undefined) throw problemOfAll(outcome)
        if (outcome.line <= done) continue
        // A line that could not be stored now is sent again with all others of the part.
        if (tried < retries && isTransient(outcome.status, undefined)) break
        done = outcome.line
        yield { ...outcome, line: part.before + outcome.line }
      }
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason
      failure = error instanceof SaatavaError ? error : brokenOff()
    }
    if (done >= part.lines) return
    failure ??= brokenOff()
    if (!failure.retryable || tried >= retries) throw failure
    await sleep(delayMs(tried, failure.retryAfterMs), signal)
  }
}

/** Leaving the loop early ends the answer; what the service has read by then is stored nevertheless. */
async function* answersOf(client: Client, part: Part, options: CallOptions): AsyncGenerator<Outcome> {
  const { response } = await send(
    client,
    {
      ...{ operation: OPERATION, method: 'POST', url: `${client.baseUrl}/api/v1/partner/invoices/batch` },
      ...{ body: part.body, contentType: 'application/x-ndjson', accept: 'application/x-ndjson' },
    },
    { ...options, idempotencyKey: part.key },
    async () => undefined,
  )
  if (response.body === null) return
  const reader = response.body.getReader()
  const { timeoutMs = stateOf(client).timeoutMs } = options
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      // An answer that stands still has broken off.
      const timer = setTimeout(() => void reader.cancel().catch(() => undefined), timeoutMs)
      const { done, value } = await reader.read().finally(() => clearTimeout(timer))
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') yield JSON.parse(line) as Outcome
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function problemOfAll(outcome: Outcome): SaatavaError {
  const { status } = outcome
  return errorOf({ status, retryable: isTransient(status, undefined), problem: outcome as Problem })
}

function brokenOff(): SaatavaError {
  return new ConnectionError('The answer broke off.', { code: 'CONNECTION', retryable: true })
}
