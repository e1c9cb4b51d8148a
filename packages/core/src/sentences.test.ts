import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from './sentences.ts'

test('sentences() puts a full stop between texts that lack one, and nowhere else', () => {
  assert.equal(sentences('Account 3000 is not in use', 'Correct it.'), 'Account 3000 is not in use. Correct it.')
  assert.equal(sentences('It says "no."', 'Correct it'), 'It says "no." Correct it')
  assert.equal(sentences('Why?', ''), 'Why?')
  assert.equal(sentences(' ', 'Only this'), 'Only this')
})
