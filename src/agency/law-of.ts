import { LawError } from '@saatava/law/errors.ts'
import { type Law, lawFor } from '@saatava/law/law.ts'
import { confirmsNothing, rulesWith } from '@saatava/law/merge-rules.ts'
import { PACKS } from '@saatava/law/packs/index.ts'
import { regimeTimes, withRegimes } from '@saatava/law/regimes.ts'
import { ConfigError } from '../config/config.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import { confirmationState, selectConfirmations } from './law-queries.ts'
import { createMemory } from './memory.ts'

const memory = createMemory<{ state: string; law: Law }>()

/**
 * The law that this deployment goes by: the packs, and over them the rules that the agency has confirmed. Every process
 * sees a new confirmation within 2 s.
 * @param db the caller's transaction, or the pool outside of one
 * @throws ConfigError for confirmations that do not fit the packs, with every fault in them
 */
export async function lawOf({ config, pool }: Pick<Platform, 'config' | 'pool'>, db: Queryable = pool): Promise<Law> {
  const { law } = await memory.read(pool.connections, async (before) => {
    const state = `${config.environment} ${await confirmationState(db)}`
    if (before?.state === state) return before
    const entries = (await selectConfirmations(db)).map(({ entry }) => entry)
    return { state, law: lawFor(config.environment, rulesOf(entries)) }
  })
  return law
}

/** To be called when a confirmation has been committed. */
export function forgetLaw({ pool }: Pick<Platform, 'pool'>): void {
  memory.forget(pool.connections)
}

/** Without confirmations of rules that an older release shipped and this one does not. */
function rulesOf(confirmed: Record<string, unknown>[]) {
  const base = withRegimes(PACKS, regimeTimes(confirmed))
  const entries = confirmed.filter((entry) => !confirmsNothing(base, entry))
  try {
    return rulesWith(entries.length === 0 ? undefined : { rules: entries })
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const faults = error.faults.map(({ pointer, message }) => `\n  ${describe(entries, pointer)}${pointer}: ${message}`)
    throw new ConfigError(`Confirmed law rules do not fit the law packs of this version: ${faults.join('')}`)
  }
}

function describe(entries: Record<string, unknown>[], pointer: string): string {
  const entry = entries[Number(/^\/rules\/(\d+)/.exec(pointer)?.[1] ?? -1)]
  return entry === undefined ? '' : `${String(entry['ruleId'])} `
}
