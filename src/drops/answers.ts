/**
 * Reads the answers of an exchange, each a JSON file with one report or many. Nothing is settled before every report in
 * it has been acknowledged; killed in between, all of it is shown again. A file that cannot be read is moved aside and
 * never keeps back the others. Files may appear in pieces (somebody else writes them), so one that is not JSON yet is
 * waited for a while.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { DropError, FILE_TOO_LARGE } from './errors.ts'
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

export interface AnswerReaderOptions<T> {
  exchange: Exchange
  /** Reads one file's JSON. @throws DropError when it has to be asked again later */
  parse(json: unknown, signal: AbortSignal): ReadAnswers<T> | Promise<ReadAnswers<T>>
  log: DropLog
  /** How long a file that is not JSON is waited for, ms. */
  unfinishedMs?: number
  now?: () => number
}

export interface AnswerReader<T> {
  /** Reports that have not been acknowledged, at most `max`. @throws DropError when the exchange cannot be asked */
  read(max: number, signal: AbortSignal): Promise<Answer<T>[]>
  /** @throws DropError when a file could not be settled; the next acknowledgement or read does it */
  acknowledge(ids: readonly string[], signal: AbortSignal): Promise<void>
}

export const ANSWER_BYTES_MAX = 8 * 1024 * 1024
const UNFINISHED_MS = 60_000
const FILES_KNOWN_MAX = 10_000
/** Files read at once. */
const FILES_AT_ONCE = 8
const FAULTS_LOGGED_MAX = 20
/** Files asked for beside those that are needed, should some be rubbish. */
const SPARE_FILES = 50

/** How far a file is; by name and content, so that another content under the name is another file. */
interface Progress {
  count: number | undefined
  acknowledged: Set<number>
  as: 'done' | 'bad'
}

export function createAnswerReader<T>(options: AnswerReaderOptions<T>): AnswerReader<T> {
  const { exchange, parse, log, unfinishedMs = UNFINISHED_MS, now = Date.now } = options
  const progress = new LRUCache<string, Progress>({ max: FILES_KNOWN_MAX })
  const unfinished = new LRUCache<string, { key: string; since: number }>({ max: FILES_KNOWN_MAX })

  const setAside = async (name: string, why: string[], signal: AbortSignal): Promise<void> => {
    log.error({ file: name, faults: why.slice(0, FAULTS_LOGGED_MAX) }, 'an answer cannot be read and is moved aside')
    await exchange.settle(name, 'bad', signal)
    unfinished.delete(name)
  }

  const readFile = async (name: string, signal: AbortSignal): Promise<Answer<T>[]> => {
    const bytes = await exchange.read(name, signal)
    if (bytes === null) return []
    const key = `${name}#${hashOf(bytes)}`
    if (bytes.length > ANSWER_BYTES_MAX) {
      await setAside(name, [`it has ${bytes.length} bytes, above ${ANSWER_BYTES_MAX}`], signal)
      return []
    }
    const json = parsed(bytes)
    if (json === undefined) {
      const before = unfinished.get(name)
      const since = before?.key === key ? before.since : now()
      unfinished.set(name, { key, since })
      if (now() - since >= unfinishedMs) await setAside(name, ['it is not JSON'], signal)
      return []
    }
    unfinished.delete(name)
    const { values, faults } = await parse(json, signal)
    if (values.length === 0) {
      await setAside(name, faults.length === 0 ? ['there is no report in it'] : faults, signal)
      return []
    }
    if (faults.length > 0)
      log.error({ file: name, faults: faults.slice(0, FAULTS_LOGGED_MAX) }, 'an answer can be read in part')
    const known = progress.get(key)
    const acknowledged = known?.acknowledged ?? new Set<number>()
    progress.set(key, { count: values.length, acknowledged, as: faults.length === 0 ? 'done' : 'bad' })
    if (acknowledged.size >= values.length) await settle(key, signal)
    return values.flatMap((value, index) => (acknowledged.has(index) ? [] : [{ id: `${key}#${index}`, value }]))
  }

  const settle = async (key: string, signal: AbortSignal): Promise<void> => {
    const known = progress.get(key)
    if (known?.count === undefined || known.acknowledged.size < known.count) return
    const name = nameOf(key)
    const bytes = await exchange.read(name, signal)
    if (bytes !== null && `${name}#${hashOf(bytes)}` !== key) {
      log.warn({ file: name }, 'an answer was written over before it was settled; it is read anew')
    } else {
      await exchange.settle(name, known.as, signal)
    }
    progress.delete(key)
  }

  return {
    async read(max, signal) {
      const found: Answer<T>[] = []
      let problem: unknown
      const names = await exchange.answers(max + unfinished.size + SPARE_FILES, signal)
      for (let i = 0; i < names.length && found.length < max; i += FILES_AT_ONCE) {
        const some = names.slice(i, i + FILES_AT_ONCE)
        const read = await Promise.allSettled(
          some.map((name) => skippingLarge(() => readFile(name, signal), name, signal)),
        )
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
    },
    async acknowledge(ids, signal) {
      const touched = new Set<string>()
      for (const id of ids) {
        const { key, index } = partsOf(id)
        const known = progress.get(key) ?? { count: undefined, acknowledged: new Set<number>(), as: 'done' }
        known.acknowledged.add(index)
        progress.set(key, known)
        touched.add(key)
      }
      const keys = [...touched]
      for (let i = 0; i < keys.length; i += FILES_AT_ONCE) {
        await Promise.all(keys.slice(i, i + FILES_AT_ONCE).map((key) => settle(key, signal)))
      }
    },
  }

  async function skippingLarge(read: () => Promise<Answer<T>[]>, name: string, signal: AbortSignal) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof DropError) || error.code !== FILE_TOO_LARGE) throw error
      await setAside(name, [error.message], signal)
      return []
    }
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

// A name may hold "#", the hash and the index do not.
function nameOf(key: string): string {
  return key.slice(0, key.lastIndexOf('#'))
}

function partsOf(id: string): { key: string; index: number } {
  const at = id.lastIndexOf('#')
  return { key: id.slice(0, at), index: Number(id.slice(at + 1)) }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
