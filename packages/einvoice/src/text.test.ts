import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cut, fitting, wrapped } from './text.ts'

test('a text of one character gets a full stop where the schema asks for two, also beyond the basic plane', () => {
  assert.deepEqual(wrapped('x', 70, 2), ['x.'])
  assert.deepEqual(wrapped('𐀀', 70, 2), ['𐀀.'])
  assert.deepEqual(wrapped('𐀀', 70), ['𐀀'])
})

test('lengths count characters, not halves of them', () => {
  assert.equal(cut('𐀀𐀁𐀂', 2), '𐀀𐀁')
  assert.equal(fitting('𐀀𐀁', 2), '𐀀𐀁')
  assert.equal(fitting('𐀀𐀁𐀂', 2), undefined)
  assert.deepEqual(wrapped('𐀀𐀁 𐀂', 2), ['𐀀𐀁', '𐀂'])
})
