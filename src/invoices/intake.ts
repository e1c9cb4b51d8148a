/**
 * The intake of invoices (platform/batch-intake.ts). One transaction looks up the rows that are stored under their keys
 * and numbers; each invoice is then decided alone: new, a repetition, other content for one that nobody has acted on, or a
 * conflict.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { keyIdsOf } from '../personal-keys/keys.ts'
import { markInvoicesChanged } from '../claims/update-queries.ts'
import { archiveAll } from '../archive/archive.ts'
import { LostRace, TakenNames, createBatchIntake } from '../platform/batch-intake.ts'
import type { Platform } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { GroupCommit, Outcome } from '../platform/group-commit.ts'
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
import { INVOICE_STATUSES, REPLACEABLE } from './states.ts'

export type InvoiceIntake = GroupCommit<NewInvoice, StoredInvoice>

const BATCH_INVOICES_MAX = 200
const QUEUE_INVOICES_MAX = 20_000

export function createInvoiceIntake(platform: Platform, wake: () => void): InvoiceIntake {
  return createBatchIntake<NewInvoice, StoredInvoice>({
    pool: platform.pool,
    weigh: (invoice) => 1 + invoice.attachments.length * 10,
    batchWeightMax: BATCH_INVOICES_MAX,
    queueWeightMax: QUEUE_INVOICES_MAX,
    decideRound: (tx, invoices) => decideRound(platform, tx, invoices),
    busy: 'Several requests are submitting the same invoices at once.',
    stored: wake,
  })
}

async function decideRound(
  platform: Platform,
  tx: Tx,
  invoices: NewInvoice[],
): Promise<Map<NewInvoice, Outcome<StoredInvoice>>> {
  const at = platform.clock.now()
  // Our numbers that an attempt took were given back when it was rolled back.
  for (const invoice of invoices) if (invoice.numbered === 'BY_US') invoice.number = undefined
  const taken = new TakenNames()
  const round = invoices.filter((invoice) => taken.take(namesOf(invoice)))
  const outcomes = await replayAll(tx, round)
  const fresh = round.filter((invoice) => !outcomes.has(invoice))
  const inserts: NewInvoice[] = []
  const replacements: NewInvoice[] = []
  const answers = new Map<NewInvoice, StoredInvoice>()
  for (const { invoice, there } of await withStored(tx, fresh)) {
    const verdict = verdictOn(invoice, there)
    if ('conflict' in verdict) {
      outcomes.set(invoice, { error: verdict.conflict })
      continue
    }
    if (verdict.store === 'INSERT') inserts.push(invoice)
    if (verdict.store === 'REPLACE') replacements.push({ ...invoice, invoiceId: verdict.answer.invoiceId })
    answers.set(invoice, verdict.answer)
  }
  await assignNumbers(tx, inserts)
  for (const invoice of inserts) answers.set(invoice, answerFor(invoice, invoice))
  await store(platform, tx, inserts, replacements, at)
  await storeAnswers(tx, answers, at)
  for (const [invoice, answer] of answers) outcomes.set(invoice, { ok: answer })
  return outcomes
}

function namesOf(invoice: NewInvoice): string[] {
  const names = invoice.number === undefined ? [] : [keyOf({ ...invoice, number: invoice.number })]
  return invoice.idempotency ? [...names, `${invoice.clientId} ${invoice.scope} ${invoice.idempotency.key}`] : names
}

function keyOf(row: { clientId: ClientId; number: number; type: string; issue: string }): string {
  return `${row.clientId} ${row.number} ${row.type} ${row.issue}`
}

/** Returns the outcomes of invoices whose Idempotency-Key has an answer. */
async function replayAll(tx: Tx, invoices: NewInvoice[]): Promise<Map<NewInvoice, Outcome<StoredInvoice>>> {
  const keys = new Map((await findKeys(tx, invoices)).map((row) => [`${row.clientId} ${row.scope} ${row.key}`, row]))
  return new Map(
    invoices.flatMap((invoice) => {
      const outcome = replay(invoice, keys)
      return outcome === undefined ? [] : [[invoice, outcome] as const]
    }),
  )
}

/** Returns each invoice with the one that is stored under its number, which is locked. */
async function withStored(
  tx: Tx,
  invoices: NewInvoice[],
): Promise<{ invoice: NewInvoice; there: InvoiceKeyRow | undefined }[]> {
  const numbered = invoices.filter((invoice) => invoice.number !== undefined)
  const stored = new Map(
    (numbered.length === 0 ? [] : await lockExisting(tx, numbered)).map((row) => [keyOf(row), row]),
  )
  return invoices.map((invoice) => {
    const { number } = invoice
    return { invoice, there: number === undefined ? undefined : stored.get(keyOf({ ...invoice, number })) }
  })
}

type Verdict = { store: 'INSERT' | 'REPLACE' | 'NOTHING'; answer: StoredInvoice } | { conflict: AppError }

function verdictOn(invoice: NewInvoice, there: InvoiceKeyRow | undefined): Verdict {
  if (there === undefined) return { store: 'INSERT', answer: answerFor(invoice, invoice) }
  if (there.contentHash.equals(invoice.contentHash) && there.status !== 'ERROR')
    return { store: 'NOTHING', answer: { ...answerFor(invoice, there), status: there.status } }
  return isReplaceable(invoice, there)
    ? { store: 'REPLACE', answer: answerFor(invoice, there) }
    : { conflict: conflict(invoice, there) }
}

function answerFor(
  { draft, warnings }: NewInvoice,
  { invoiceId, number }: Pick<NewInvoice, 'invoiceId' | 'number'>,
): StoredInvoice {
  return { invoiceId, number: number ?? 0, status: draft ? 'DRAFT' : 'PAUSED', warnings, replayed: false }
}

// An invoice to which credit notes refer stands as it is, but for another attempt to deliver it.
function isReplaceable(invoice: NewInvoice, there: InvoiceKeyRow): boolean {
  return REPLACEABLE.includes(there.status) && (!there.credited || there.contentHash.equals(invoice.contentHash))
}

/** Gives numbers to invoices that came without one, passing over those that the client has used itself. */
async function assignNumbers(tx: Tx, inserts: NewInvoice[]): Promise<void> {
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
    if (stored.size < inserts.length) throw new LostRace('an invoice was stored or changed meanwhile')
  }
  const originals = await releaseCredits(tx, replacements, at)
  if (replacements.length > 0 && (await replaceInvoices(tx, replacements, at)) < replacements.length)
    throw new LostRace('an invoice was stored or changed meanwhile')
  await markInvoicesChanged(tx, originals, at)
  await insertAttachments(tx, all, hashOf, at)
}

async function storeAnswers(tx: Tx, answers: Map<NewInvoice, StoredInvoice>, at: Date): Promise<void> {
  const keyed = [...answers].filter(([invoice]) => invoice.idempotency !== undefined)
  const stored = keyed.map(([invoice, answer]) => ({ invoice, answer: JSON.stringify(answer) }))
  if (!(await insertKeys(tx, stored, at))) throw new LostRace('an Idempotency-Key was stored meanwhile')
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
  const detail = `${type} ${given} was submitted before with other content and is ${state}. Nothing of this request was stored; errors lists the fields that differ.`
  return new AppError('CONFLICT', detail, {
    faults: differences(there.payload, JSON.parse(invoice.payload), ''),
    extra: { invoiceId: there.invoiceId, invoiceStatus: there.status },
  })
}
