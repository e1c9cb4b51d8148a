/** Tries a mutation on generated cases until law and model disagree. */
import { type Law, createLaw } from '@saatava/law/law.ts'
import type { Rule } from '@saatava/law/rule.ts'
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
  /** Number of cases whose questions are known. */
  surveyed: number
  lookups: Lookups
  /** The most cases that a mutation is tried on; left out: all of them. */
  triesMax?: number
}

export const OPTIONS = { unverified: 'ALLOW', missing: 'REFUSE' } as const

export function hunt(
  mutation: Mutation,
  { rules, seed, casesMax, surveyed, lookups, triesMax = casesMax }: Ground,
): Hunt {
  const law = createLaw(mutated(rules, mutation), OPTIONS)
  const { ruleId, validFrom, validTo } = mutation.rule
  const first = lookups.cases(ruleId, mutation.days, validFrom, validTo)
  // Only a case that asks for the rule can see it. A rule that the law itself asks for is tried on all cases.
  const all = lookups.all(ruleId)
  const others = [...all, ...casesOf(mutation, seed, all.size > 0 ? surveyed : 0, casesMax)]
  let cases = 0
  for (const index of new Set([...first, ...others])) {
    if (cases >= triesMax) break
    cases += 1
    const killedBy = tried(law, seed, index)
    if (killedBy !== undefined) return { mutation, killedBy, cases }
  }
  return { mutation, killedBy: undefined, cases }
}

/** Cases of the rule's country from a number on. */
function casesOf({ rule }: Mutation, seed: number, from: number, end: number): number[] {
  const indices = Array.from({ length: Math.max(end - from, 0) }, (_, i) => from + i)
  return indices.filter((index) => landOf(seed, index) === rule.country)
}

function tried(law: Law, seed: number, index: number): string | undefined {
  try {
    return disagreement(law, seed, index)
  } catch (error) {
    // An answer that breaks the law's own checks is one, too.
    return String(error)
  }
}
