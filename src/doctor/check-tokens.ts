import { selectWrongTokens } from '../platform/auth/queries.ts'
import type { Platform } from '../platform/context.ts'
import { type Check, ok, warn } from './check.ts'

const DAY_MS = 86_400_000
/** A program with an old token in its settings sends a few; more than this in a day is worth a look. */
const ATTEMPTS_MAX = 100
const SHOWN_MAX = 3

/** Checks whether somebody tries tokens, or a program goes on with one that has ended. */
export async function checkTokens({ pool, clock }: Pick<Platform, 'pool' | 'clock'>): Promise<Check> {
  const since = new Date(clock.real().getTime() - DAY_MS)
  const rows = await selectWrongTokens(pool, since, SHOWN_MAX)
  const many = rows.filter(({ attempts }) => attempts > ATTEMPTS_MAX)
  if (many.length === 0) return ok('tokens', 'No address has sent many wrong tokens in the last day.')
  const named = many.map(({ address, attempts, firstAt }) => `${address} (${attempts} since ${day(firstAt)})`)
  return warn(
    'tokens',
    `Many requests came with tokens that are not taken, from ${named.join(', ')}.`,
    'Look in the log for the address. Where it is a partner, its token has ended: issue another. Where it is nobody you know, block it at the proxy.',
  )
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10)
}
