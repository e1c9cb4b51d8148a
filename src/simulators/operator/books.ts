/**
 * The messages that the operator has taken. Every change is an entry: journalled first, then applied; replayed at start.
 */
import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type AnswerBook, createAnswerBook } from '../kit/answer-book.ts'
import type { StoreAnswer } from '../kit/drop-server.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { magicOf } from './magic.ts'
import { type Message, readMessage } from './read-message.ts'

interface Settings {
  /** Simulated time between taking an invoice and delivering it, ms. */
  deliverAfterMs: number
}

interface TakenMessage extends Message {
  name: string
  sha256: string
  bytes: number
  /** ISO instant. */
  receivedAt: string
  /** How often it was put with the same bytes after the first time. */
  repeated: number
  /** Names of the reports it has led to. */
  reports: string[]
}

type Entry =
  | { type: 'settings'; settings: Settings }
  | { type: 'message'; name: string; sha256: string; at: string; deliverAfterMs: number; xml: string; message: Message }
  | { type: 'repeated'; name: string }
  | { type: 'archive'; name: string; as: 'done' | 'bad' }

export interface Books {
  settings: Settings
  messages: ReadonlyMap<string, TakenMessage>
  answers: AnswerBook
  xml(name: string): Buffer | undefined
  set(settings: Settings): void
  store(name: string, bytes: Buffer): StoreAnswer
  archive(name: string, as: 'done' | 'bad'): void
}

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.xml$/
/** Files whose bytes are kept to be looked at; of the others their hash and what was read of them. */
const XML_KEPT_MAX = 2_000

export function createBooks(kit: SimulatorKit): Books {
  const messages = new Map<string, TakenMessage>()
  const kept = new Map<string, Buffer>()
  const answers = createAnswerBook()
  const books: Books = {
    settings: { deliverAfterMs: 0 },
    messages,
    answers,
    xml: (name) => {
      const packed = kept.get(name)
      return packed === undefined ? undefined : inflateRawSync(packed)
    },
    set: (settings) => commit({ type: 'settings', settings }),
    archive(name, as) {
      if (answers.all.get(name)?.settled === null) commit({ type: 'archive', name, as })
    },
    store(name, bytes) {
      if (!FILE_NAME.test(name))
        return {
          status: 400,
          code: 'FILE_NAME',
          message: 'A file is named with letters, digits, ".", "-", "_" and .xml.',
        }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const there = messages.get(name)
      if (there !== undefined && there.sha256 !== sha256)
        return { status: 409, code: 'DIFFERS', message: 'Another file of this name was taken.' }
      if (there !== undefined) {
        commit({ type: 'repeated', name })
        return { status: 200, code: 'SAME', message: 'The file was taken already.' }
      }
      const message = readMessage(bytes)
      if ('code' in message) return { status: 422, ...message }
      const { deliverAfterMs } = books.settings
      const xml = deflateRawSync(bytes).toString('base64')
      commit({ type: 'message', name, sha256, at: kit.now().toISOString(), deliverAfterMs, xml, message })
      return { status: 201, code: 'CREATED', message: 'The file was taken.' }
    },
  }
  const apply = (entry: Entry): void => {
    if (entry.type === 'settings') books.settings = entry.settings
    if (entry.type === 'archive') answers.archive(entry.name, entry.as)
    if (entry.type === 'repeated') {
      const message = messages.get(entry.name)
      if (message !== undefined) message.repeated++
    }
    if (entry.type === 'message') take(entry)
  }
  const take = (entry: Entry & { type: 'message' }): void => {
    const { name, sha256, at, message } = entry
    const packed = Buffer.from(entry.xml, 'base64')
    kept.set(name, packed)
    const oldest = kept.size > XML_KEPT_MAX ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    const reports = reportsOf(entry).map(
      ({ outcome, body, dueAt }) => answers.add(`${stemOf(name)}-${outcome}`, body, dueAt).name,
    )
    const bytes = inflateRawSync(packed).length
    messages.set(name, { ...message, name, sha256, bytes, receivedAt: at, repeated: 0, reports })
  }
  const commit = (entry: Entry): void => {
    kit.journal.append(entry)
    apply(entry)
  }
  kit.journal.replay((entry) => apply(entry as Entry))
  return books
}

function stemOf(name: string): string {
  return name.replace(/\.xml$/, '')
}

interface Report {
  outcome: string
  body: unknown
  dueAt: number
}

/** Returns the operator's later reports on a message, and their times. */
function reportsOf({ name, at, deliverAfterMs, message }: Entry & { type: 'message' }): Report[] {
  const received = Date.parse(at)
  const magic = magicOf(message.to, message.toIntermediator)
  const report = (outcome: string, afterMs: number, why?: { code: string; reason: string }): Report => {
    const dueAt = received + afterMs
    const body = {
      deliveryId: stemOf(name),
      messageId: message.messageId,
      outcome,
      ...(why === undefined ? {} : { code: why.code, reason: why.reason }),
      at: new Date(dueAt).toISOString(),
    }
    return { outcome, body, dueAt }
  }
  const accepted = report('ACCEPTED', 0)
  if (magic === undefined) return [accepted, report('DELIVERED', deliverAfterMs)]
  if (magic.outcome === 'REFUSED') return [report('REFUSED', 0, magic)]
  return magic.outcome === 'SILENT' ? [accepted] : [accepted, report('FAILED', deliverAfterMs, magic)]
}
