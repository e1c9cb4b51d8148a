/**
 * Reads the answers of an exchange, each a JSON file with one report or many. Nothing is settled before every report in
 * it has been acknowledged; killed in between, all of it is shown again. A file that cannot be read is moved aside and
 * never keeps back the others. Files may appear in pieces (somebody else writes them), so one that is not JSON yet is
 * waited for a while. This file reads, moves and remembers; answer-state.ts decides how far a file is.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { DropError, FILE_TOO_LARGE } from './errors.ts'
import { type FileEvent, type FileState, type MovedTo, nextState } from './answer-state.ts'
import type { Exchange } from './exchange.ts'

interface Answer<T> {
  /** Names this report: the file, its content and the place in it. */
  id: string
  value: T
}

/** The content of a file: reports, and the lines that are none, in words. */
export interface ReadAnswers<T> {
  values: T[]
  faults: string[]
}

export interface DropLog {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

export interface AnswerFilesOptions<T> {
  exchange: Exchange
  /** Reads one file's JSON. @throws DropError when it has to be asked again later */
  parse(json: unknown, signal: AbortSignal): ReadAnswers<T> | Promise<ReadAnswers<T>>
  log: DropLog
  /** How long a file that is not JSON is waited for, ms. */
  unfinishedMs?: number
  now?: () => number
}

export const ANSWER_BYTES_MAX = 8 * 1024 * 1024
const UNFINISHED_MS = 60_000
const FILES_KNOWN_MAX = 10_000
/** Files read at once. */
const FILES_AT_ONCE = 8
const FAULTS_LOGGED_MAX = 20
/** Files asked for beside those that are needed, should some be rubbish. */
const SPARE_FILES = 50

export class AnswerFiles<T> {
  readonly #options: AnswerFilesOptions<T>
  readonly #states = new LRUCache<string, FileState>({ max: FILES_KNOWN_MAX })

  constructor(options: AnswerFilesOptions<T>) {
    this.#options = options
  }

  /** @returns at most `max` reports that have not been acknowledged @throws DropError when the exchange cannot be asked */
  async read(max: number, signal: AbortSignal): Promise<Answer<T>[]> {
    const { exchange, log } = this.#options
    const found: Answer<T>[] = []
    let problem: unknown
    const names = await exchange.answers(max + this.#unfinishedCount() + SPARE_FILES, signal)
    for (let i = 0; i < names.length && found.length < max; i += FILES_AT_ONCE) {
      const some = names.slice(i, i + FILES_AT_ONCE)
      const read = await Promise.allSettled(some.map((name) => this.#readFile(name, signal)))
      for (const [index, result] of read.entries()) {
        if (result.status === 'fulfilled') {
          found.push(...result.value)
        } else {
          problem ??= result.reason
          log.warn({ file: some[index], err: result.reason as unknown }, 'an answer could not be read now')
        }
      }
    }
    // The parts that could be read are worth more than the others; it is an error only where there is nothing else.
    if (problem !== undefined && found.length === 0) throw problem
    return found.slice(0, max)
  }

  /** @throws DropError when a file could not be moved; the next acknowledgement or read moves it */
  async acknowledge(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const contents = Map.groupBy(ids, (id) => id.slice(0, id.lastIndexOf('#')))
    const complete: { name: string; content: string; moveTo: MovedTo }[] = []
    for (const [key, own] of contents) {
      const { name, content } = partsOf(key)
      const reports = own.map((id) => Number(id.slice(key.length + 1)))
      const { moveTo } = this.#remember(name, { type: 'ACKNOWLEDGED', content, reports })
      if (moveTo !== null) complete.push({ name, content, moveTo })
    }
    for (let i = 0; i < complete.length; i += FILES_AT_ONCE) {
      const some = complete.slice(i, i + FILES_AT_ONCE)
      await Promise.all(some.map(({ name, content, moveTo }) => this.#finish(name, content, moveTo, signal)))
    }
  }

  async #readFile(name: string, signal: AbortSignal): Promise<Answer<T>[]> {
    try {
      const bytes = await this.#options.exchange.read(name, signal)
      if (bytes === null) return []
      if (bytes.length <= ANSWER_BYTES_MAX) return await this.#readContent(name, bytes, signal)
      return await this.#setAside(name, [`it has ${bytes.length} bytes, above ${ANSWER_BYTES_MAX}`], signal)
    } catch (error) {
      if (!(error instanceof DropError) || error.code !== FILE_TOO_LARGE) throw error
      return this.#setAside(name, [error.message], signal)
    }
  }

  async #readContent(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<Answer<T>[]> {
    const { parse, log, unfinishedMs = UNFINISHED_MS, now = Date.now } = this.#options
    const content = hashOf(bytes)
    const json = parsed(bytes)
    if (json === undefined) {
      const { moveTo } = this.#remember(name, { type: 'NOT_JSON', content, now: now(), unfinishedMs })
      return moveTo === null ? [] : this.#setAside(name, ['it is not JSON'], signal)
    }
    const { values, faults } = await parse(json, signal)
    if (values.length === 0)
      return this.#setAside(name, faults.length === 0 ? ['there is no report in it'] : faults, signal)
    if (faults.length > 0)
      log.error({ file: name, faults: faults.slice(0, FAULTS_LOGGED_MAX) }, 'an answer can be read in part')
    const event = { type: 'READ', content, reports: values.length, hasFaults: faults.length > 0 } as const
    const { state, moveTo } = this.#remember(name, event)
    if (moveTo !== null) await this.#finish(name, content, moveTo, signal)
    const acknowledged = state.step === 'OPEN' ? state.acknowledged : new Set<number>()
    return values.flatMap((value, index) =>
      acknowledged.has(index) ? [] : [{ id: `${name}#${content}#${index}`, value }],
    )
  }

  #remember(name: string, event: FileEvent): ReturnType<typeof nextState> {
    const next = nextState(this.#states.get(name), event)
    this.#states.set(name, next.state)
    return next
  }

  /** Moves a file whose reports have all been acknowledged, unless it was written over since. */
  async #finish(name: string, content: string, moveTo: MovedTo, signal: AbortSignal): Promise<void> {
    const { exchange, log } = this.#options
    const bytes = await exchange.read(name, signal)
    if (bytes !== null && hashOf(bytes) !== content) {
      log.warn({ file: name }, 'an answer was overwritten before it was archived; it is read again')
    } else {
      await exchange.archive(name, moveTo, signal)
    }
    if (this.#states.get(name)?.content === content) this.#states.delete(name)
  }

  async #setAside(name: string, why: string[], signal: AbortSignal): Promise<[]> {
    const { exchange, log } = this.#options
    log.error({ file: name, faults: why.slice(0, FAULTS_LOGGED_MAX) }, 'an answer cannot be read and is moved aside')
    await exchange.archive(name, 'bad', signal)
    this.#states.delete(name)
    return []
  }

  #unfinishedCount(): number {
    let count = 0
    for (const { step } of this.#states.values()) if (step === 'UNFINISHED') count++
    return count
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

// A name may hold "#", the hash does not.
function partsOf(key: string): { name: string; content: string } {
  const at = key.lastIndexOf('#')
  return { name: key.slice(0, at), content: key.slice(at + 1) }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
