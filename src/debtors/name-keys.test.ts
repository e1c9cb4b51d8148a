import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameKeyOf, searchKeysOf } from './name-keys.ts'

test('names are compared without accents, capitals and signs', () => {
  for (const [name, key] of [
    ['Matti  Meikäläinen', 'matti meikalainen'],
    ['ÅSE-Marie Øster', 'ase marie oster'],
    ['Ærø & Søn ApS', 'aero son aps'],
    ['Testi Oy, Ab', 'testi oy ab'],
    ['…', ''],
  ] as const)
    assert.equal(nameKeyOf(name), key)
})

test('a name is found by the beginning of each of its words', () => {
  assert.deepEqual(searchKeysOf('Matti Juhani Meikäläinen'), [
    'matti juhani meikalainen',
    'juhani meikalainen matti',
    'meikalainen matti juhani',
  ])
  assert.deepEqual(searchKeysOf('Oy Oy'), ['oy oy'])
  assert.deepEqual(searchKeysOf('…'), [])
})
