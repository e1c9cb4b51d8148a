/**
 * Contradictions between the packs, the engine and the acts: generated cases are walked through the law's verbs and compared
 * with the model, which was written from the acts alone.
 */
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { createLaw } from '@saatava/law/law.ts'
import { mutationsOf } from './mutate/mutations.ts'
import { hunts, sampleOf, survey } from './mutate/sample.ts'
import { UNOBSERVED, whyUnobserved } from './mutate/unobserved.ts'
import { RULES } from '../support/law/rules.ts'
import { disagreement } from './walk/walk.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
/** Seed 1 unless TEST_SEED sets another. */
const SEED = Number(process.env['TEST_SEED'] ?? 1)
/** More disagreements say nothing more. */
const SHOWN_MAX = 10
const CASES = LONG ? 100_000 : 2_000
/** In `npm test` forty, of a fixed choice. */
const MUTATIONS = LONG ? Number.POSITIVE_INFINITY : 40
/** A mutation is tried on so many cases at most before it counts as not found. */
const CASES_OF_MUTATION = 8_000
/** In `npm test`, the cases whose questions are known, so that a mutation is tried on the right ones first. */
const SURVEYED = 800

test(`the law answers as the acts say in ${CASES} generated cases`, () => {
  const law = createLaw(RULES, { unverified: 'ALLOW', missing: 'REFUSE' })
  const disagreements: string[] = []
  for (let index = 0; index < CASES && disagreements.length < SHOWN_MAX; index += 1) {
    const found = disagreement(law, SEED, index)
    if (found !== undefined) disagreements.push(found)
  }
  assert.deepEqual(disagreements, [])
})

test('the walk finds one figure of a rule that is changed', () => {
  const surveyed = LONG ? CASES_OF_MUTATION : SURVEYED
  const { disagreements, lookups } = survey(RULES, surveyed)
  assert.deepEqual(disagreements, [])
  const observable = sampleOf(RULES, MUTATIONS).filter((mutation) => whyUnobserved(mutation, RULES) === undefined)
  const ground = { rules: RULES, casesMax: CASES_OF_MUTATION, surveyed, lookups }
  const survivors: string[] = []
  for (const { mutation, killedBy } of hunts(observable, ground)) {
    if (killedBy === undefined) survivors.push(mutation.name)
  }
  assert.deepEqual(survivors, [])
})

test('every figure that is named as not observable is one of a rule', () => {
  const names = mutationsOf(RULES).map(({ name }) => name)
  const stale = UNOBSERVED.filter(({ mutation }) => !names.some((name) => name.startsWith(mutation)))
  assert.deepEqual(stale, [])
})

test('the model shares nothing with the law', () => {
  const folder = new URL('model/', import.meta.url)
  for (const file of readdirSync(folder)) {
    const imports = [...readFileSync(new URL(file, folder), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    const foreign = imports.filter((from) => from !== 'temporal-polyfill' && !/^\.\/[a-z-]+\.ts$/.test(from ?? ''))
    assert.deepEqual(foreign, [], file)
  }
})
