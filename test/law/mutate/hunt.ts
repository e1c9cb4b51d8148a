/** Tries a mutation on generated cases until law and model disagree. */
import { createLaw } from '../../../src/law/law.ts'
import type { Rule } from '../../../src/law/rule.ts'
import { landOf } from '../walk/generate.ts'
import { disagreement } from '../walk/walk.ts'
import { type Mutation, mutated } from './mutations.ts'
import type { Lookups } from './record.ts'

export interface Hunt {
  mutation: Mutation
  /** The disagreement; undefined: the mutation survives. */
  killedBy: string | undefined
  cases: number
}

export interface Ground {
  rules: readonly Rule[]
  seed: number
  /** Cases that are tried in all, those that asked for the rule first. */
  casesMax: number
  lookups: Lookups
}

export const OPTIONS = { unverified: 'ALLOW', missing: 'REFUSE' } as const

export function hunt(mutation: Mutation, { rules, seed, casesMax, lookups }: Ground): Hunt {
  const law = createLaw(mutated(rules, mutation), OPTIONS)
  const { ruleId, validFrom, validTo } = mutation.rule
  const first = lookups.cases(ruleId, mutation.days, validFrom, validTo)
  const seen = new Set(first)
  let cases = 0
  const tries = (index: number) => {
    cases += 1
    try {
      return disagreement(law, seed, index)
    } catch (error) {
      // An answer that breaks the law's own checks is one, too.
      return String(error)
    }
  }
  for (const index of first) {
    const killedBy = tries(index)
    if (killedBy !== undefined) return { mutation, killedBy, cases }
  }
  for (let index = 0; index < casesMax; index += 1) {
    if (seen.has(index) || landOf(seed, index) !== mutation.rule.country) continue
    const killedBy = tries(index)
    if (killedBy !== undefined) return { mutation, killedBy, cases }
  }
  return { mutation, killedBy: undefined, cases }
}
