/**
 * Contradictions between the packs, the engine and the acts: generated cases are walked through the law's verbs and compared
 * with the model, which was written from the acts alone.
 */
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { PACKS } from '../../src/law/packs/index.ts'
import { createLaw } from '../../src/law/law.ts'
import { disagreement } from './walk/walk.ts'

const LONG = process.env['SAATAVA_TEST_LONG'] === '1'
const SEED = 1
/** More disagreements say nothing more. */
const SHOWN_MAX = 10
const CASES = LONG ? 100_000 : 2_000

test(`the law answers as the acts say in ${CASES} generated cases`, () => {
  const law = createLaw(PACKS, { unverified: 'ALLOW', missing: 'REFUSE' })
  const disagreements: string[] = []
  for (let index = 0; index < CASES && disagreements.length < SHOWN_MAX; index += 1) {
    const found = disagreement(law, SEED, index)
    if (found !== undefined) disagreements.push(found)
  }
  assert.deepEqual(disagreements, [])
})

test('the model shares nothing with the law', () => {
  const folder = new URL('model/', import.meta.url)
  for (const file of readdirSync(folder)) {
    const imports = [...readFileSync(new URL(file, folder), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    const foreign = imports.filter((from) => from !== 'temporal-polyfill' && !/^\.\/[a-z-]+\.ts$/.test(from ?? ''))
    assert.deepEqual(foreign, [], file)
  }
})
