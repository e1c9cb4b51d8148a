/**
 * The intake of vouchers and payments: submissions of concurrent requests are committed together. The common case, in
 * which everything is new, is one statement. When a key exists already the statement fails as a whole and nothing is
 * stored; the careful path then reads the stored rows and decides for each submission alone.
 */
import { type Static, Type } from 'typebox'
import { AppError, type Fault } from '../platform/errors.ts'
import type { Platform } from '../platform/context.ts'
import { type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/violation.ts'
import { type GroupCommit, type Outcome, createGroupCommit } from '../platform/group-commit.ts'
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

/** A document that was to be replaced is no longer what it was: everything is looked at again. */
class Overtaken extends Error {}

const BATCH_DOCUMENTS_MAX = 1_000
const QUEUE_DOCUMENTS_MAX = 50_000
const FLUSHES_MAX = 2
/** How often in a row the careful path may lose a race before it says that too much is going on. */
const RACES_MAX = 20

export function createIntake(platform: Platform, wake: () => void): GroupCommit<IntakeItem, IntakeResult> {
  return createGroupCommit<IntakeItem, IntakeResult>({
    flush: async (items) => {
      const outcomes = await flush(platform, items)
      wake()
      return outcomes
    },
    weigh: (item) => item.documents.length,
    batchWeightMax: BATCH_DOCUMENTS_MAX,
    flushesMax: FLUSHES_MAX,
    queueWeightMax: QUEUE_DOCUMENTS_MAX,
    full: () =>
      new AppError('UNAVAILABLE', 'More is coming in than can be stored right now; nothing of this was stored.', {
        retryAfterSeconds: 2,
      }),
  })
}

async function flush(platform: Platform, items: IntakeItem[]): Promise<Outcome<IntakeResult>[]> {
  platform.metrics.batchDocuments.observe(items.reduce((total, item) => total + item.documents.length, 0))
  try {
    // A key is stored with the whole answer, so the answer must be known before; without keys it is learned on the way.
    const keyed = items.some((item) => item.idempotency !== undefined)
    const known = keyed ? await findUnconnected(platform.pool, items) : new Set<string>()
    const inserted = await insertDocuments(platform.pool, items, answerWith(known), platform.clock.now())
    const unconnected = keyed ? known : inserted
    return items.map((item) => ({ ok: resultOf(item, unconnected) }))
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    if (isRace(error)) return carefully(platform, items)
    // One submission that the database refuses must not take its neighbours with it.
    if (items.length === 1) throw error
    return Promise.all(items.map((item) => alone(platform, item)))
  }
}

async function alone(platform: Platform, item: IntakeItem): Promise<Outcome<IntakeResult>> {
  try {
    return (await flush(platform, [item]))[0] ?? { error: new Error('no outcome') }
  } catch (error) {
    return { error }
  }
}

/** Decides for each submission: new, the same again, a replayed key, or a conflict; repeats for what raced. */
async function carefully(platform: Platform, items: IntakeItem[]): Promise<Outcome<IntakeResult>[]> {
  const outcomes = new Map<IntakeItem, Outcome<IntakeResult>>()
  for (let races = 0; races < RACES_MAX && outcomes.size < items.length; ) {
    const settled = await attempt(
      platform,
      items.filter((item) => !outcomes.has(item)),
    )
    for (const [item, outcome] of settled) outcomes.set(item, outcome)
    races = settled.size === 0 ? races + 1 : 0
  }
  const busy = new AppError('UNAVAILABLE', 'The same identifiers are being submitted by several requests at once.', {
    retryAfterSeconds: 1,
  })
  return items.map((item) => outcomes.get(item) ?? { error: busy })
}

async function attempt(platform: Platform, items: IntakeItem[]): Promise<Map<IntakeItem, Outcome<IntakeResult>>> {
  const settled = new Map<IntakeItem, Outcome<IntakeResult>>()
  try {
    await withTransaction(platform.pool, async (tx) => {
      const keys = new Map((await findKeys(tx, items)).map((row) => [`${row.client_id} ${row.scope} ${row.key}`, row]))
      const stored = new Map(
        (await findStored(tx, items)).map((row) => [`${row.client_id} ${row.kind} ${row.identifier}`, row]),
      )
      const unconnected = await findUnconnected(tx, items)
      const claimed = new Set<string>()
      const fresh: (Decision & { item: IntakeItem })[] = []
      for (const item of items) {
        const decision = decide(item, keys, stored)
        if (!('documents' in decision)) {
          settled.set(item, decision)
          continue
        }
        // Two submissions of one key in one batch: the second is decided in the next round, when the first is stored.
        const names = namesOf(item, [...decision.documents, ...decision.replacements])
        if (names.some((name) => claimed.has(name))) continue
        for (const name of names) claimed.add(name)
        if (names.length === 0) settled.set(item, { ok: resultOf(item, unconnected) })
        else fresh.push({ item, ...decision })
      }
      if (fresh.length === 0) return
      await replaceAll(tx, fresh, platform.clock.now())
      // The answer to keep is that of all its documents; those to insert are those that are not there yet.
      const inserts = new Map(fresh.map((one) => [{ ...one.item, documents: one.documents }, one]))
      const answerOf = (insert: IntakeItem) => {
        const { item = insert, replacements = [] } = inserts.get(insert) ?? {}
        return answerWith(unconnected, pointersOf(replacements))(item)
      }
      await insertDocuments(tx, [...inserts.keys()], answerOf, platform.clock.now())
      for (const { item, replacements } of fresh)
        settled.set(item, { ok: resultOf(item, unconnected, pointersOf(replacements)) })
    })
  } catch (error) {
    // Another process stored one of these between our look and our insert: look again.
    if (isRace(error)) return new Map()
    throw error
  }
  return settled
}

// Arrays in different orders may wait for each other in a circle; PostgreSQL ends one of them, and it looks again.
function isRace(error: unknown): boolean {
  return isUniqueViolation(error) || isDeadlock(error) || error instanceof Overtaken
}

/** Puts the new content in place of the old, and lets those go on that waited behind it. */
async function replaceAll(tx: Tx, fresh: (Decision & { item: IntakeItem })[], at: Date): Promise<void> {
  for (const { item, replacements } of fresh) {
    const { clientId, submittedBy } = item
    for (const document of replacements) {
      const old = await replaceDocument(tx, { clientId, submittedBy, document }, at)
      if (old === undefined)
        throw new Overtaken(`${document.kind} ${document.identifier} is not to be replaced any more`)
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
    'The same identifier was submitted before with other content; nothing of this request was stored. errors lists the fields that differ.'
  return unsure === undefined
    ? words
    : `${words} ${unsure} failed after a request that may have arrived: retry it, which looks for it in the accounting system, or drop it and submit another identifier.`
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
