/**
 * The intake of vouchers and payments (platform/batch-intake.ts). A batch in which everything is new is one statement;
 * else each submission is decided alone: new, the same again, a replayed key, a replacement, or a conflict.
 */
import { type Static, Type } from 'typebox'
import { AppError, type Fault } from '../platform/errors.ts'
import type { Platform } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { LostRace, TakenNames, createBatchIntake } from '../platform/batch-intake.ts'
import type { GroupCommit, Outcome } from '../platform/group-commit.ts'
import { Warnings, optional } from '../platform/http/schema.ts'
import { reusedKey } from '../platform/idempotency.ts'
import { differences } from '../platform/differences.ts'
import { storedText } from '../platform/stored.ts'
import {
  type StoredDocument,
  type StoredKey,
  findKeys,
  findStored,
  findUnconnected,
  insertDocuments,
} from './intake-queries.ts'
import type { IntakeDocument, IntakeItem, IntakeResult } from './intake-item.ts'
import { replaceDocument } from './replace-queries.ts'
import { releaseGroup, wakeQueue } from './retry-queries.ts'
import { REQUESTED, statesBefore } from './states.ts'

const StoredAnswer = Type.Object({
  warnings: Warnings,
  unconnected: optional(Type.Array(Type.String())),
  replaced: optional(Type.Array(Type.String())),
})
type StoredAnswer = Static<typeof StoredAnswer>
const readAnswer = storedText(StoredAnswer, 'idempotency_record.answer')

const BATCH_DOCUMENTS_MAX = 1_000
const QUEUE_DOCUMENTS_MAX = 50_000

export function createIntake(platform: Platform, wake: () => void): GroupCommit<IntakeItem, IntakeResult> {
  return createBatchIntake<IntakeItem, IntakeResult>({
    pool: platform.pool,
    weigh: (item) => item.documents.length,
    batchWeightMax: BATCH_DOCUMENTS_MAX,
    queueWeightMax: QUEUE_DOCUMENTS_MAX,
    storeNew: (items) => storeNew(platform, items),
    decideRound: (tx, items) => decideRound(tx, items, platform.clock.now()),
    busy: 'Several requests are submitting the same identifiers at once.',
    stored: wake,
  })
}

async function storeNew(platform: Platform, items: IntakeItem[]): Promise<Outcome<IntakeResult>[]> {
  platform.metrics.batchDocuments.observe(items.reduce((total, item) => total + item.documents.length, 0))
  // A key is stored with the whole answer, so the answer must be known before; without keys it is learned on the way.
  const keyed = items.some((item) => item.idempotency !== undefined)
  const known = keyed ? await findUnconnected(platform.pool, items) : new Set<string>()
  const inserted = await insertDocuments(platform.pool, items, answerWith(known), platform.clock.now())
  const unconnected = keyed ? known : inserted
  return items.map((item) => ({ ok: resultOf(item, unconnected) }))
}

async function decideRound(tx: Tx, items: IntakeItem[], at: Date): Promise<Map<IntakeItem, Outcome<IntakeResult>>> {
  const outcomes = new Map<IntakeItem, Outcome<IntakeResult>>()
  const keys = new Map((await findKeys(tx, items)).map((row) => [`${row.client_id} ${row.scope} ${row.key}`, row]))
  const stored = new Map(
    (await findStored(tx, items)).map((row) => [`${row.client_id} ${row.kind} ${row.identifier}`, row]),
  )
  const unconnected = await findUnconnected(tx, items)
  const taken = new TakenNames()
  const fresh: (Decision & { item: IntakeItem })[] = []
  for (const item of items) {
    const decision = decide(item, keys, stored)
    if (!('documents' in decision)) {
      outcomes.set(item, decision)
      continue
    }
    const names = namesOf(item, [...decision.documents, ...decision.replacements])
    if (names.length === 0) outcomes.set(item, { ok: resultOf(item, unconnected) })
    else if (taken.take(names)) fresh.push({ item, ...decision })
  }
  if (fresh.length === 0) return outcomes
  await replaceAll(tx, fresh, at)
  await insertFresh(tx, fresh, unconnected, at)
  for (const { item, replacements } of fresh)
    outcomes.set(item, { ok: resultOf(item, unconnected, pointersOf(replacements)) })
  return outcomes
}

/** Inserts the documents that are not there yet. The answer to keep with a key is that of all documents of its item. */
async function insertFresh(
  tx: Tx,
  fresh: (Decision & { item: IntakeItem })[],
  unconnected: Set<string>,
  at: Date,
): Promise<void> {
  const inserts = new Map(fresh.map((one) => [{ ...one.item, documents: one.documents }, one]))
  const answerOf = (insert: IntakeItem) => {
    const { item = insert, replacements = [] } = inserts.get(insert) ?? {}
    return answerWith(unconnected, pointersOf(replacements))(item)
  }
  await insertDocuments(tx, [...inserts.keys()], answerOf, at)
}

/** Puts the new content in place of the old, and lets those go on that waited behind it. */
async function replaceAll(tx: Tx, fresh: (Decision & { item: IntakeItem })[], at: Date): Promise<void> {
  for (const { item, replacements } of fresh) {
    const { clientId, submittedBy } = item
    for (const document of replacements) {
      const old = await replaceDocument(tx, { clientId, submittedBy, document }, at)
      if (old === undefined) throw new LostRace(`${document.kind} ${document.identifier} can no longer be replaced`)
      await releaseGroup(tx, clientId, old, at)
      await wakeQueue(tx, clientId, document.companyIdentifier)
    }
  }
}

function pointersOf(documents: IntakeDocument[]): string[] {
  return documents.map(({ pointer }) => pointer)
}

/** The names that a submission would take: its key, and the identifiers of those documents that are not stored yet. */
function namesOf(item: IntakeItem, documents: IntakeDocument[]): string[] {
  const names = documents.map((document) => `${item.clientId} ${document.kind} ${document.identifier}`)
  return item.idempotency ? [...names, `${item.clientId} ${item.scope} key ${item.idempotency.key}`] : names
}

interface Decision {
  /** Not stored yet. */
  documents: IntakeDocument[]
  /** Stored with other content, failed or dropped, and certainly not in the accounting system. */
  replacements: IntakeDocument[]
}

function decide(
  item: IntakeItem,
  keys: Map<string, StoredKey>,
  stored: Map<string, StoredDocument>,
): Outcome<IntakeResult> | Decision {
  const key = item.idempotency && keys.get(`${item.clientId} ${item.scope} ${item.idempotency.key}`)
  if (key && item.idempotency) {
    if (!key.body_hash.equals(item.idempotency.bodyHash)) return { error: reusedKey(item.idempotency.key) }
    const {
      warnings = [],
      unconnected = [],
      replaced = [],
    } = readAnswer(key.answer.toString(), `client ${item.clientId}, ${item.scope}`)
    return { ok: { unconnected, replaced, replayed: { warnings } } }
  }
  const faults: Fault[] = []
  const documents: IntakeDocument[] = []
  const replacements: IntakeDocument[] = []
  let unsure: string | undefined
  for (const document of item.documents) {
    const there = stored.get(`${item.clientId} ${document.kind} ${document.identifier}`)
    if (there === undefined) documents.push(document)
    else if (!there.content_hash.equals(document.contentHash)) {
      const ended = statesBefore('pending', REQUESTED).includes(there.status)
      if (ended && !there.maybe_stored) replacements.push(document)
      else faults.push(...differences(there.payload, JSON.parse(document.payload), document.pointer))
      if (ended && there.maybe_stored) unsure ??= document.identifier
    }
  }
  if (faults.length > 0) return { error: new AppError('CONFLICT', conflictWords(unsure), { faults }) }
  return { documents, replacements }
}

/** @param unsure identifier of one that failed, and may stand in the accounting system all the same */
function conflictWords(unsure: string | undefined): string {
  const words =
    'An earlier request has this identifier and other content. Nothing of this request was stored; errors lists the fields that differ.'
  return unsure === undefined
    ? words
    : `${words} ${unsure} failed, but its request may have arrived. Retry it: Saatava then searches for it in the accounting system. Or drop it, and submit another identifier.`
}

function answerWith(unconnected: Set<string>, replaced: string[] = []): (item: IntakeItem) => string {
  return (item) =>
    JSON.stringify({ warnings: item.warnings, ...resultOf(item, unconnected, replaced) } satisfies StoredAnswer)
}

function resultOf(item: IntakeItem, unconnected: Set<string>, replaced: string[] = []): IntakeResult {
  const companies = new Set(item.documents.map((document) => document.companyIdentifier))
  return {
    unconnected: [...companies].filter((company) => unconnected.has(`${item.clientId} ${company}`)),
    ...(replaced.length === 0 ? {} : { replaced }),
  }
}
