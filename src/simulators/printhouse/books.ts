/**
 * The batches that the print house has taken. Every change is an entry: journalled first, then applied; replayed at
 * start. The journal keeps only the hashes of PDFs; the latest letters are kept in memory (kept-letters.ts). A batch
 * begins when its checksum arrives.
 */
import type { Batch, Settings } from './batch.ts'
import { type AnswerBook, createAnswerBook } from '../kit/answer-book.ts'
import type { StoreAnswer } from '../kit/drop-server.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { type CheckedBatch, checkBatch, sha256 } from './check-batch.ts'
import { type KeptLetters, createKeptLetters } from './kept-letters.ts'
import { reportsOf } from './reports-of.ts'

interface File {
  sha256: string
  bytes: number
  repeated: number
  /** Body of small files alone, base64. */
  body?: string
}

type Entry =
  | { type: 'settings'; settings: Settings }
  | { type: 'file'; name: string; file: File; at: string; settings: Settings; checked?: CheckedBatch }
  | { type: 'repeated'; name: string }
  | { type: 'archive'; name: string; as: 'done' | 'bad' }

export interface Books {
  settings: Settings
  batches: ReadonlyMap<string, Batch>
  files: ReadonlyMap<string, File>
  answers: AnswerBook
  /** The latest, to be looked at. */
  letters: KeptLetters
  set(settings: Settings): void
  store(name: string, bytes: Buffer): Promise<StoreAnswer>
  archive(name: string, as: 'done' | 'bad'): void
}

const FILE_NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(zip|manifest\.json|zip\.sha256)$/
const KEPT_BYTES_MAX = 4 * 1024 * 1024

export function createBooks(kit: SimulatorKit): Books {
  const batches = new Map<string, Batch>()
  const files = new Map<string, File>()
  const answers = createAnswerBook()
  const letters = createKeptLetters()
  const standing = (name: string, sum: string): StoreAnswer | null => {
    const there = files.get(name)
    if (there === undefined) return null
    if (there.sha256 !== sum) return { status: 409, code: 'DIFFERS', message: 'Another file of this name was taken.' }
    commit({ type: 'repeated', name })
    return { status: 200, code: 'SAME', message: 'The file was taken already.' }
  }
  const books: Books = {
    settings: { printAfterMs: 0, returnAfterMs: 0 },
    batches,
    files,
    answers,
    letters,
    set: (settings) => commit({ type: 'settings', settings }),
    archive(name, as) {
      if (answers.all.get(name)?.settled === null) commit({ type: 'archive', name, as })
    },
    async store(name, bytes) {
      const [, batchId, kind] = FILE_NAME.exec(name) ?? []
      if (batchId === undefined)
        return { status: 400, code: 'FILE_NAME', message: 'A file is <batchId>.zip, .manifest.json or .zip.sha256.' }
      const sum = sha256(bytes)
      const before = standing(name, sum)
      if (before !== null) return before
      const checked = kind === 'zip' ? await checkBatch(batchId, bytes) : undefined
      // Looking into it took time: somebody may have delivered it meanwhile.
      const meanwhile = standing(name, sum)
      if (meanwhile !== null) return meanwhile
      if (kind === 'zip.sha256' && !batches.has(batchId))
        return { status: 422, code: 'NO_BATCH', message: 'The checksum is of a ZIP that is not here.' }
      const kept = kind !== 'zip' && bytes.length <= KEPT_BYTES_MAX ? { body: bytes.toString('base64') } : {}
      const file = { sha256: sum, bytes: bytes.length, repeated: 0, ...kept }
      const { settings } = books
      const at = kit.now().toISOString()
      commit({ type: 'file', name, file, at, settings, ...(checked ? { checked } : {}) })
      if (checked !== undefined) letters.keep(checked.letters, bytes, at)
      return { status: 201, code: 'CREATED', message: 'The file was taken.' }
    },
  }
  const take = ({ name, file, at, settings, checked }: Entry & { type: 'file' }): void => {
    files.set(name, file)
    const [, batchId = '', kind] = FILE_NAME.exec(name) ?? []
    if (kind === 'zip' && checked !== undefined) {
      const { sha256: sum, bytes } = file
      batches.set(batchId, { batchId, receivedAt: at, sha256: sum, bytes, checked, begunAt: null, reports: [] })
    }
    const batch = batches.get(batchId)
    if (kind !== 'zip.sha256' || batch === undefined) return
    batch.begunAt = at
    const said = Buffer.from(file.body ?? '', 'base64')
      .toString('utf8')
      .slice(0, 64)
    for (const { label, body, dueAt } of reportsOf(batch, said, settings))
      batch.reports.push(answers.add(`${batchId}-${label}`, body, dueAt).name)
  }
  const apply = (entry: Entry): void => {
    if (entry.type === 'settings') books.settings = entry.settings
    if (entry.type === 'archive') answers.archive(entry.name, entry.as)
    if (entry.type === 'file') take(entry)
    const file = entry.type === 'repeated' ? files.get(entry.name) : undefined
    if (file !== undefined) file.repeated++
  }
  const commit = (entry: Entry): void => {
    kit.journal.append(entry)
    apply(entry)
  }
  kit.journal.replay((entry) => apply(entry as Entry))
  return books
}
