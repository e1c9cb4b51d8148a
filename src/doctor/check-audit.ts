import { oldestWaiting } from '../audit/chain-queries.ts'
import type { Platform } from '../platform/context.ts'
import { type Check, ok, warn } from './check.ts'

const WAITING_SECONDS_MAX = 60

/** Checks that entries of the audit are chained. "saatava audit verify" proves the chain; that reads every entry. */
export async function checkAudit({ pool, clock }: Pick<Platform, 'pool' | 'clock'>): Promise<Check> {
  const oldest = await oldestWaiting(pool)
  const seconds = oldest === undefined ? 0 : Math.round((clock.now().getTime() - oldest.getTime()) / 1000)
  if (seconds <= WAITING_SECONDS_MAX) return ok('audit', 'The entries of the audit are chained.')
  return warn(
    'audit',
    `The oldest entry of the audit has waited ${seconds} s for its place in the chain: until then a change of it cannot be noticed.`,
    'Start the service: each of its processes chains entries. Where one runs, look in its log for the loop "audit chain".',
  )
}
