/** The whole hunt: what asks for what, then each mutation in turn. */
import { createLaw } from '@saatava/law/law.ts'
import type { Rule } from '@saatava/law/rule.ts'
import { createDice } from '../walk/dice.ts'
import type { Land } from '../model/shape.ts'
import { landOf } from '../walk/generate.ts'
import { disagreement } from '../walk/walk.ts'
import { type Ground, type Hunt, OPTIONS, hunt } from './hunt.ts'
import { type Mutation, mutationsOf } from './mutations.ts'
import { type Lookups, record } from './record.ts'

const SEED = 1
/** More of them say nothing more. */
const DISAGREEMENTS_MAX = 10

/** Walks the cases over the rules as they are. @param land only those of one country @returns the first disagreements, and who asked for what */
export function survey(
  rules: readonly Rule[],
  cases: number,
  land?: Land,
): { disagreements: string[]; lookups: Lookups } {
  const recorder = record(createLaw(rules, OPTIONS))
  const disagreements: string[] = []
  for (let index = 0; index < cases && disagreements.length < DISAGREEMENTS_MAX; index += 1) {
    if (land !== undefined && landOf(SEED, index) !== land) continue
    recorder.begin(index)
    const found = disagreement(recorder.law, SEED, index)
    if (found !== undefined) disagreements.push(found)
  }
  return { disagreements, lookups: recorder }
}

/** So many mutations, chosen by a fixed seed; all where there are fewer. */
export function sampleOf(rules: readonly Rule[], size: number): Mutation[] {
  const dice = createDice(SEED, 0)
  const all = mutationsOf(rules)
  const chosen = new Set<Mutation>()
  while (chosen.size < Math.min(size, all.length)) chosen.add(dice.pick(all))
  return [...chosen]
}

export function* hunts(mutations: readonly Mutation[], ground: Omit<Ground, 'seed'>): Generator<Hunt> {
  for (const mutation of mutations) yield hunt(mutation, { ...ground, seed: SEED })
}
