/**
 * The intake of invoices: submissions of concurrent requests are committed together. One transaction looks up the rows
 * that are stored under their keys and numbers; each invoice is then decided alone: new, a repetition, other content for
 * one that nobody has acted on, or a conflict. A row that another process stored between look and insert is looked up
 * again.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { keyIdsOf } from '../personal-keys/keys.ts'
import { archiveAll } from '../archive/archive.ts'
import type { Platform } from '../platform/context.ts'
import { type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/violation.ts'
import { AppError } from '../platform/errors.ts'
import { type GroupCommit, type Outcome, createGroupCommit } from '../platform/group-commit.ts'
import { oneOf, optional } from '../platform/http/schema.ts'
import { reusedKey } from '../platform/idempotency.ts'
import { differences } from '../platform/differences.ts'
import { storedText } from '../platform/stored.ts'
import { takeNumbers } from '../settings/take-numbers.ts'
import {
  type InvoiceKeyRow,
  type KeyRow,
  countUsedFrom,
  findKeys,
  findUsedNumbers,
  insertAttachments,
  insertInvoices,
  insertKeys,
  lockExisting,
  releaseCredits,
  replaceInvoices,
} from './intake-queries.ts'
import type { NewInvoice, StoredInvoice } from './new-invoice.ts'
import { INVOICE_STATUSES, REPLACEABLE, type InvoiceStatus } from './states.ts'

export type InvoiceIntake = GroupCommit<NewInvoice, StoredInvoice>

const BATCH_INVOICES_MAX = 200
const QUEUE_INVOICES_MAX = 20_000
const FLUSHES_MAX = 2
const RACES_MAX = 20

class Race extends Error {}

export function createInvoiceIntake(platform: Platform, wake: () => void): InvoiceIntake {
  return createGroupCommit<NewInvoice, StoredInvoice>({
    flush: async (invoices) => {
      const outcomes = await flush(platform, invoices)
      wake()
      return outcomes
    },
    weigh: (invoice) => 1 + invoice.attachments.length * 10,
    batchWeightMax: BATCH_INVOICES_MAX,
    flushesMax: FLUSHES_MAX,
    queueWeightMax: QUEUE_INVOICES_MAX,
    full: () =>
      new AppError('UNAVAILABLE', 'More is coming in than can be stored right now; nothing of this was stored.', {
        retryAfterSeconds: 2,
      }),
  })
}

async function flush(platform: Platform, invoices: NewInvoice[]): Promise<Outcome<StoredInvoice>[]> {
  for (let races = 0; ; races++) {
    try {
      return await attempt(platform, invoices)
    } catch (error) {
      if (!(error instanceof Race) && !isUniqueViolation(error) && !isDeadlock(error)) {
        if (invoices.length === 1 || isDatabaseUnavailable(error)) throw error
        // One invoice that the database refuses must not take its neighbours with it.
        return Promise.all(invoices.map((invoice) => alone(platform, invoice)))
      }
      if (races >= RACES_MAX)
        throw new AppError('UNAVAILABLE', 'The same invoices are being submitted by several requests at once.', {
          retryAfterSeconds: 1,
        })
    }
  }
}

async function alone(platform: Platform, invoice: NewInvoice): Promise<Outcome<StoredInvoice>> {
  try {
    return (await flush(platform, [invoice]))[0] ?? { error: new Error('no outcome') }
  } catch (error) {
    return { error }
  }
}

/**
 * When a batch holds two invoices of one number or key, the second is decided after the first is stored, in a second
 * round.
 */
async function attempt(platform: Platform, invoices: NewInvoice[]): Promise<Outcome<StoredInvoice>[]> {
  const outcomes = new Map<NewInvoice, Outcome<StoredInvoice>>()
  // Our numbers that an attempt took were given back when it was rolled back.
  for (const invoice of invoices) if (invoice.numbered === 'BY_US') invoice.number = undefined
  await withTransaction(platform.pool, async (tx) => {
    let left = invoices
    while (left.length > 0) {
      const taken = new Set<string>()
      const round = left.filter((invoice) => {
        const names = namesOf(invoice)
        if (names.some((name) => taken.has(name))) return false
        for (const name of names) taken.add(name)
        return true
      })
      await decideAndStore(platform, tx, round, outcomes)
      left = left.filter((invoice) => !outcomes.has(invoice))
    }
  })
  return invoices.map((invoice) => outcomes.get(invoice) ?? { error: new Error('an invoice was not decided') })
}

function namesOf(invoice: NewInvoice): string[] {
  const names = invoice.number === undefined ? [] : [keyOf({ ...invoice, number: invoice.number })]
  return invoice.idempotency ? [...names, `${invoice.clientId} ${invoice.scope} ${invoice.idempotency.key}`] : names
}

function keyOf(row: { clientId: ClientId; number: number; type: string; issue: string }): string {
  return `${row.clientId} ${row.number} ${row.type} ${row.issue}`
}

async function decideAndStore(
  platform: Platform,
  tx: Tx,
  invoices: NewInvoice[],
  outcomes: Map<NewInvoice, Outcome<StoredInvoice>>,
): Promise<void> {
  const at = platform.clock.now()
  const keys = new Map((await findKeys(tx, invoices)).map((row) => [`${row.clientId} ${row.scope} ${row.key}`, row]))
  const fresh = invoices.filter((invoice) => {
    const replayed = replay(invoice, keys)
    if (replayed) outcomes.set(invoice, replayed)
    return replayed === undefined
  })
  const numbered = fresh.filter((invoice) => invoice.number !== undefined)
  const existing = new Map(
    (numbered.length === 0 ? [] : await lockExisting(tx, numbered)).map((row) => [keyOf(row), row]),
  )
  const inserts: NewInvoice[] = []
  const replacements: NewInvoice[] = []
  const answers = new Map<NewInvoice, StoredInvoice>()
  for (const invoice of fresh) {
    const there = invoice.number === undefined ? undefined : existing.get(keyOf({ ...invoice, number: invoice.number }))
    const status: InvoiceStatus = invoice.draft ? 'DRAFT' : 'PAUSED'
    if (there === undefined) inserts.push(invoice)
    else if (there.contentHash.equals(invoice.contentHash) && there.status !== 'ERROR') {
      const { invoiceId, number: given, status: present } = there
      answers.set(invoice, { invoiceId, number: given, status: present, warnings: invoice.warnings, replayed: false })
      continue
    } else if (isReplaceable(invoice, there)) replacements.push({ ...invoice, invoiceId: there.invoiceId })
    else {
      outcomes.set(invoice, { error: conflict(invoice, there) })
      continue
    }
    const { invoiceId } = there ?? invoice
    answers.set(invoice, {
      invoiceId,
      number: invoice.number ?? 0,
      status,
      warnings: invoice.warnings,
      replayed: false,
    })
  }
  await number(tx, inserts, answers)
  await store(platform, tx, inserts, replacements, at)
  const keyed = [...answers].filter(([invoice]) => invoice.idempotency !== undefined)
  const stored = keyed.map(([invoice, answer]) => ({ invoice, answer: JSON.stringify(answer) }))
  if (!(await insertKeys(tx, stored, at))) throw new Race()
  for (const [invoice, answer] of answers) outcomes.set(invoice, { ok: answer })
}

// An invoice to which credit notes refer stands as it is, but for another attempt to deliver it.
function isReplaceable(invoice: NewInvoice, there: InvoiceKeyRow): boolean {
  return REPLACEABLE.includes(there.status) && (!there.credited || there.contentHash.equals(invoice.contentHash))
}

/** Gives numbers to invoices that came without one, passing over those that the client has used itself. */
async function number(tx: Tx, inserts: NewInvoice[], answers: Map<NewInvoice, StoredInvoice>): Promise<void> {
  const clients = Map.groupBy(
    inserts.filter((invoice) => invoice.number === undefined),
    (invoice) => invoice.clientId,
  )
  // In the order of clients: counters are rows that two batches would otherwise lock in a circle.
  for (const clientId of [...clients.keys()].sort((a, b) => a - b)) {
    let waiting = clients.get(clientId) ?? []
    while (waiting.length > 0) {
      const first = await takeNumbers(tx, clientId, waiting.length)
      for (const [i, invoice] of waiting.entries()) invoice.number = first + i
      const used = await findUsedNumbers(
        tx,
        clientId,
        waiting.map((invoice) => invoice.number ?? 0),
      )
      const next = first + waiting.length
      waiting = waiting.filter((invoice) => used.has(invoice.number ?? 0))
      // A client that has used thousands of numbers itself is not asked about them one by one.
      const run = waiting.length === 0 ? 0 : await countUsedFrom(tx, clientId, next)
      if (run > 0) await takeNumbers(tx, clientId, run)
    }
    for (const invoice of clients.get(clientId) ?? []) {
      const answer = answers.get(invoice)
      if (answer && invoice.number !== undefined) answer.number = invoice.number
    }
  }
}

async function store(
  platform: Platform,
  tx: Tx,
  inserts: NewInvoice[],
  replacements: NewInvoice[],
  at: Date,
): Promise<void> {
  const all = [...inserts, ...replacements]
  // Another buyer may have taken the place of the former one.
  if (replacements.length > 0) await keyIdsOf(platform, tx, replacements)
  const kept = all.flatMap((invoice) =>
    invoice.attachments.flatMap((attachment) =>
      'bytes' in attachment.source ? [{ invoice, attachment, bytes: attachment.source.bytes }] : [],
    ),
  )
  const objects = kept.map(({ invoice: { clientId, invoiceId, buyer }, bytes }) => ({
    ...{ clientId, bytes, mediaType: 'application/pdf', owner: { invoiceId, buyer } },
  }))
  const hashes = await archiveAll(platform, tx, objects, at)
  const hashOf = new Map(kept.map(({ attachment }, i) => [attachment, hashes[i] as Buffer]))
  if (inserts.length > 0) {
    const stored = await insertInvoices(tx, inserts, at)
    if (stored.size < inserts.length) throw new Race()
  }
  await releaseCredits(tx, replacements, at)
  if (replacements.length > 0 && (await replaceInvoices(tx, replacements, at)) < replacements.length) throw new Race()
  await insertAttachments(tx, all, hashOf, at)
}

const StoredAnswer = Type.Object({
  invoiceId: Type.String(),
  number: Type.Integer(),
  status: oneOf(INVOICE_STATUSES),
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String(), pointer: optional(Type.String()) })),
})
const readAnswer = storedText(StoredAnswer, 'idempotency_record.answer')

function replay(invoice: NewInvoice, keys: Map<string, KeyRow>): Outcome<StoredInvoice> | undefined {
  const { idempotency } = invoice
  const key = idempotency && keys.get(`${invoice.clientId} ${invoice.scope} ${idempotency.key}`)
  if (key === undefined || idempotency === undefined) return undefined
  if (!key.bodyHash.equals(idempotency.bodyHash)) return { error: reusedKey(idempotency.key) }
  return {
    ok: { ...readAnswer(key.answer.toString(), `client ${invoice.clientId}, ${invoice.scope}`), replayed: true },
  }
}

function conflict(invoice: NewInvoice, there: InvoiceKeyRow): AppError {
  const { type, number: given } = invoice
  const state = there.credited ? `${there.status} and has been credited` : there.status
  const detail = `${type} ${given} was submitted before with other content and is ${state}; nothing of this was stored. errors lists the fields that differ.`
  return new AppError('CONFLICT', detail, {
    faults: differences(there.payload, JSON.parse(invoice.payload), ''),
    extra: { invoiceId: there.invoiceId, invoiceStatus: there.status },
  })
}
