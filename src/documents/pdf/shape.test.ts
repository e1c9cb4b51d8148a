import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { widthOf, wrap } from './shape.ts'

const STYLE = { weight: 'regular', size: 9 } as const

test('lines fit, and nothing but spaces at their ends is lost', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom(...Array.from('abcÅÄÖ-/. 1W漢')), maxLength: 60 }), {
    maxLength: 20,
  })
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 300 }), (list, width) => {
      const text = list.join(' ')
      const lines = wrap(text, STYLE, width)
      for (const line of lines) assert.ok(widthOf(line, STYLE) <= width + 0.001, line)
      assert.equal(lines.join('').replace(/ /g, ''), text.replace(/ /g, ''))
    }),
  )
})

test('a piece of a long word is as wide as it is alone, not as it was behind what stood before it', () => {
  for (const word of ['aaaaWWW', 'aaaa-WWW', 'TTTTaaaaTTTT', 'AVAVAVAV-VAVAVA'])
    for (let width = 14; width < 60; width++)
      for (const line of wrap(word, STYLE, width))
        assert.ok(widthOf(line, STYLE) <= width + 0.001, `${line} in ${width}`)
})

test('words stay whole, long ones break after a hyphen, line breaks stay', () => {
  const width = widthOf('Tuote tai', STYLE) + 1
  assert.deepEqual(wrap('Tuote tai palvelu', STYLE, width), ['Tuote tai', 'palvelu'])
  assert.deepEqual(wrap('eins\nzwei', STYLE, width), ['eins', 'zwei'])
  assert.deepEqual(wrap('aaaaaaa-bbbbbbb', STYLE, widthOf('aaaaaaa-bbb', STYLE)), ['aaaaaaa-', 'bbbbbbb'])
  assert.deepEqual(wrap('', STYLE, width), [''])
})
