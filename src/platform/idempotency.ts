/**
 * `Idempotency-Key`: the key, the hash of what was asked, and the answer are stored in the transaction that does the
 * work. If two requests bear one key, the second waits for the first's transaction and then replays its answer.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { AppError } from './errors.ts'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import type { Answer, Idempotency } from './http/route.ts'
import { Warnings, optional } from './http/schema.ts'
import { retryOnDeadlock } from './retry-on-deadlock.ts'
import { storedText } from './stored.ts'

export interface IdempotencyScope {
  clientId: ClientId
  /** For example "POST /client partner 3". */
  scope: string
  /** The answer holds a secret that is shown once: seal it. */
  secret?: boolean
}

/**
 * Runs `work` once per key; without a key, simply runs it in a transaction. It runs again when it was the victim of a
 * deadlock, so `work` must keep nothing outside the transaction.
 */
export async function idempotently(
  ctx: Ctx,
  scope: IdempotencyScope,
  idempotency: Idempotency | undefined,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const { pool, clock, secrets } = ctx.platform
  return retryOnDeadlock(pool, async (tx) => {
    if (idempotency === undefined) return work(tx)
    const context = `idempotency:${scope.clientId}:${scope.scope}:${idempotency.key}`
    const { rowCount } = await tx.query({
      text: `insert into idempotency_record (client_id, scope, key, body_hash, status, answer, sealed, created_at)
             values ($1, $2, $3, $4, 0, '', $5, $6) on conflict do nothing`,
      values: [scope.clientId, scope.scope, idempotency.key, idempotency.bodyHash, scope.secret ?? false, clock.real()],
    })
    if (rowCount === 0) return replay(ctx, tx, scope, idempotency, context)
    const answer = await work(tx)
    const text = JSON.stringify({ body: answer.body, warnings: answer.warnings })
    await tx.query({
      text: 'update idempotency_record set status = $4, answer = $5 where client_id = $1 and scope = $2 and key = $3',
      values: [
        scope.clientId,
        scope.scope,
        idempotency.key,
        answer.status ?? 200,
        scope.secret ? secrets.seal(context, text) : Buffer.from(text),
      ],
    })
    return answer
  })
}

const StoredAnswer = Type.Object({
  body: optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Array(Type.Unknown())])),
  warnings: Warnings,
})
const readAnswer = storedText(StoredAnswer, 'idempotency_record.answer')

async function replay(
  ctx: Ctx,
  tx: Tx,
  scope: IdempotencyScope,
  idempotency: Idempotency,
  context: string,
): Promise<Answer> {
  const { rows } = await tx.query<{ body_hash: Buffer; status: number; answer: Buffer; sealed: boolean }>({
    text: 'select body_hash, status, answer, sealed from idempotency_record where client_id = $1 and scope = $2 and key = $3',
    values: [scope.clientId, scope.scope, idempotency.key],
  })
  const row = rows[0]
  if (row === undefined)
    throw new AppError('UNAVAILABLE', 'The first request with this Idempotency-Key is still under way.', {
      retryAfterSeconds: 1,
    })
  if (!row.body_hash.equals(idempotency.bodyHash)) throw reusedKey(idempotency.key)
  const text = row.sealed ? ctx.platform.secrets.open(context, row.answer) : row.answer.toString()
  return {
    status: row.status,
    ...readAnswer(text, `client ${scope.clientId}, ${scope.scope}`),
    headers: { 'idempotency-replayed': 'true' },
  }
}

export function reusedKey(key: string): AppError {
  return new AppError(
    'RULE',
    `The Idempotency-Key "${key}" was used before with another body. Use a new key for a new request.`,
  )
}
