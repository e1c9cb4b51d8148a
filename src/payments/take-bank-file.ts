import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BankFileEnd, BankFileEntry, BankFileFault } from '@saatava/bank-files/bank-file.ts'
import { readBankFile } from '@saatava/bank-files/read-bank-file.ts'
import type { BankStatement } from '@saatava/bank-files/statement.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { isDatabaseUnavailable, isDeadlock, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { storeStatements } from '../funds/store-statements.ts'
import { accountNames } from './account-names.ts'
import type { Batch } from './identity/batches.ts'
import { type FileRow, finishFile, openFile, selectFile } from './intake-queries.ts'
import { readBatches } from './read-batches.ts'
import type { PartsOf } from './identity/identify-file.ts'
import { storeEntries } from './store-entries.ts'
import { takeStatusReport } from './take-status-report.ts'

/** Entries per transaction. */
const BATCH_ENTRIES = 500
const BANK_FILE_BYTES_MAX = 4 * 1024 ** 3
/** Kept with the file; more are counted. */
const FAULTS_KEPT_MAX = 1_000
const NAME_CHARACTERS_MAX = 255
/** More than a bank puts into one file. */
const STATEMENTS_MAX = 10_000
/** Time zone of the agency's days; dates are bounded by days, so an hour makes no difference. */
const TIME_ZONE = timeZoneOf('FI')

export interface TakenFile extends FileRow {
  /** It had been taken as a whole before: nothing was read again. */
  before: boolean
}

/**
 * Takes a bank's file that comes as a stream. It is written down whole before it is read, so that a file which breaks off
 * on its way is not taken for one that ends early.
 * @throws AppError TOO_LARGE
 */
export async function takeBankFile(
  ctx: Ctx,
  { name, stream }: { name: string; stream: AsyncIterable<Uint8Array> },
): Promise<TakenFile> {
  const folder = join(ctx.platform.config.dataDir, 'bank-files')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${randomUUID()}.part`)
  try {
    await pipeline(bounded(stream), createWriteStream(path, { mode: 0o600 }))
    return await takeBankFileAt(ctx, { name, path })
  } finally {
    await rm(path, { force: true })
  }
}

/**
 * Takes a bank's file from where it lies: each of its entries is stored at its place, and movements that another file has
 * reported before are recognised: see identity/compare.ts. A file that is taken again, also after a kill in the middle,
 * goes on where it was left.
 */
export async function takeBankFileAt(ctx: Ctx, { name, path }: { name: string; path: string }): Promise<TakenFile> {
  const { pool, clock } = ctx.platform
  const hash = await hashOf(path)
  const known = await selectFile(pool, hash)
  if (known?.state === 'done') return { ...known, before: true }
  const answer = await takeStatusReport(ctx, { hash, name: name.slice(0, NAME_CHARACTERS_MAX), path })
  if (answer !== undefined) return { ...answer, before: false }
  const today = civilDateAt(clock.now(), TIME_ZONE)
  const booked = await readBatches(path, { today, names: await accountNames(ctx.platform, pool) })
  const intake = new Intake(ctx, { hash, name: name.slice(0, NAME_CHARACTERS_MAX), booked })
  for await (const item of readBankFile(createReadStream(path), { today })) {
    if (item.kind === 'file') await intake.open(item.format)
    else if (item.kind === 'entry') await intake.entry(item)
    else if (item.kind === 'fault') intake.fault(item)
    else if (item.kind === 'statement') intake.statement(item)
    else if (item.kind === 'end') return { ...(await intake.end(item, clock.now())), before: false }
  }
  throw new Error('a bank file has an end')
}

/** One file on its way in. */
class Intake {
  readonly #ctx: Ctx
  readonly #file: { hash: Buffer; name: string }
  readonly #booked: readonly Batch[]
  #row: FileRow | undefined
  #batch: BankFileEntry[] = []
  #faults: Omit<BankFileFault, 'kind'>[] = []
  #faultCount = 0
  #statements: BankStatement[] = []
  #partsOf: PartsOf = new Map()

  constructor(ctx: Ctx, { booked, ...file }: { hash: Buffer; name: string; booked: readonly Batch[] }) {
    this.#ctx = ctx
    this.#file = file
    this.#booked = booked
  }

  async open(format: string): Promise<FileRow> {
    const { pool, clock } = this.#ctx.platform
    this.#row ??= await openFile(pool, { ...this.#file, format }, clock.now())
    return this.#row
  }

  async entry(item: BankFileEntry): Promise<void> {
    this.#batch.push(item)
    if (this.#batch.length >= BATCH_ENTRIES) await this.#flush()
  }

  fault({ kind: _kind, ...fault }: BankFileFault): void {
    this.#faultCount += 1
    if (this.#faults.length < FAULTS_KEPT_MAX) this.#faults.push(fault)
  }

  statement(item: BankStatement): void {
    if (this.#statements.length < STATEMENTS_MAX) this.#statements.push(item)
  }

  async end(end: BankFileEnd, at: Date): Promise<FileRow> {
    await this.#flush()
    if (end.hash !== this.#file.hash.toString('hex'))
      throw new AppError(
        'CONFLICT',
        `${this.#file.name} was changed while it was being read; submit it again when it is complete.`,
      )
    const { fileId, format } = await this.open('unknown')
    await storeStatements(this.#ctx, { fileId, format, statements: this.#statements })
    const { entries, complete } = end
    return withTransaction(this.#ctx.platform.pool, async (tx) => {
      const done = { entries, faults: this.#faults, faultCount: this.#faultCount, complete }
      const row = await finishFile(tx, fileId, done, at)
      const details = { name: this.#file.name, entries, complete }
      await audit(this.#ctx, tx, OPERATOR_TENANT, 'bank-file.taken', `bank-file:${fileId}`, details)
      return row
    })
  }

  async #flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = []
    if (batch.length === 0) return
    const { fileId } = await this.open('unknown')
    try {
      await this.#store(fileId, batch)
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      await this.#oneByOne(fileId, batch, isDeadlock(error) ? undefined : error)
    }
  }

  async #store(fileId: string, batch: readonly BankFileEntry[]): Promise<void> {
    const { repeated, partsOf } = await storeEntries(this.#ctx, {
      ...{ fileId, batch, before: this.#partsOf, booked: this.#booked },
    })
    this.#partsOf = partsOf
    for (const { position, entry } of repeated) {
      const message = `The bank's reference ${entry.bankReference} was used for another movement before; this movement is counted too.`
      this.fault({ kind: 'fault', scope: 'check', position, code: 'REPEATED_REFERENCE', message })
    }
  }

  /** One entry that the database refuses must not take its neighbours with it. */
  async #oneByOne(fileId: string, batch: readonly BankFileEntry[], cause: unknown): Promise<void> {
    if (cause !== undefined) this.#ctx.log.warn({ err: cause }, 'entries of a bank file are stored one by one')
    for (const item of batch) {
      try {
        await this.#store(fileId, [item])
      } catch (error) {
        if (isDatabaseUnavailable(error) || isDeadlock(error)) throw error
        const message = `The entry cannot be stored: ${(error as Error).message}.`
        this.fault({ kind: 'fault', scope: 'entry', position: item.position, code: 'INVALID', message })
      }
    }
  }
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest()
}

async function* bounded(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > BANK_FILE_BYTES_MAX)
      throw new AppError(
        'TOO_LARGE',
        `The bank file is larger than ${BANK_FILE_BYTES_MAX / 1024 ** 3} GiB; send it in parts.`,
      )
    yield chunk
  }
}
