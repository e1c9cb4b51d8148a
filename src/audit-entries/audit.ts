import type { ClientId } from '@saatava/core/ids.ts'
import { createHmac, randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { type AuditNote, insertAudit } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import type { Act, ActDetails } from './catalogue.ts'
import { HASH_PREFIX, Words } from './words.ts'

const KEY_BYTES = 32
const HASH_BYTES = 16

/** Records who did what to what, in the transaction that does it. The catalogue says which details an act has. */
export async function audit<A extends Act>(
  ctx: Ctx,
  tx: Tx,
  clientId: ClientId,
  action: A,
  subject: string,
  details: ActDetails<A>,
): Promise<void> {
  const notes: AuditNote[] = []
  const stored = withoutWords(details, '', notes) as object
  await insertAudit(ctx, tx, { clientId, auditId: uuid(), action, subject, details: stored, notes })
}

/** Returns the text that stands in the details instead of words. */
export function hashOfWords(hashKey: Buffer, text: string): string {
  const hash = createHmac('sha256', hashKey).update(text).digest()
  return `${HASH_PREFIX}${hash.toString('hex', 0, HASH_BYTES)}`
}

/** Puts the hash of words in their place, and the words into `notes`. */
function withoutWords(value: unknown, pointer: string, notes: AuditNote[]): unknown {
  if (value instanceof Words) {
    const hashKey = randomBytes(KEY_BYTES)
    notes.push({ pointer, words: value.text, hashKey })
    return hashOfWords(hashKey, value.text)
  }
  if (Array.isArray(value)) return value.map((one, i) => withoutWords(one, `${pointer}/${i}`, notes))
  // Instants and the like are written as JSON writes them.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withoutWords(one, `${pointer}/${name}`, notes)]),
  )
}
