import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unfitText } from './unfit-text.ts'

void test('names the invisible character and its place, and never repeats the text', () => {
  const characters = [
    '\ufeff',
    '\u200b',
    '\u200d',
    '\u2060',
    '\u00ad',
    '\u00a0',
    '\u202f',
    '\u2028',
    '\u0000',
    '\n',
    '\u0085',
    '\u034f',
    '\u3164',
    '\u2800',
    '\ufe0f',
    '\u{e0001}',
    '\ue000',
    '\ud800',
  ]
  for (const character of characters) {
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    for (const [text, place] of [
      [`${character}secret`, 1],
      [`ä😀${character}secret`, 3],
      [`secret${character}`, 7],
    ] as const) {
      const words = unfitText(text) ?? ''
      assert.ok(words.includes(`${code}, which is invisible, as character ${place};`), `${code}: ${words}`)
      assert.ok(!words.includes('secret'))
    }
  }
})

void test('takes visible text of any script, with spaces inside', () => {
  for (const text of ['1234567-1', 'Yritys Öljy Oy', 'Škoda', 'Пример', '例え', 'a b', '{}"\\~', '😀']) {
    assert.equal(unfitText(text), undefined, text)
  }
})

void test('refuses a space at an end, unless it belongs to a password', () => {
  assert.match(unfitText(' key') ?? '', /begins or ends with a space/)
  assert.match(unfitText('key ') ?? '', /begins or ends with a space/)
  assert.equal(unfitText(' key ', { edgeSpaces: true }), undefined)
})

void test('lets a key file have its line breaks, and nothing else that is invisible', () => {
  const file = '-----BEGIN KEY-----\r\nMIIE\n-----END KEY-----\n'
  const rules = { edgeSpaces: true, lineBreaks: true }
  assert.equal(unfitText(file, rules), undefined)
  assert.match(unfitText(`\ufeff${file}`, rules) ?? '', /U\+FEFF, which is invisible, as character 1/)
})

void test('a header takes ISO-8859-1 alone', () => {
  assert.equal(unfitText('Käyttö ÿ ¡', { header: true }), undefined)
  assert.match(unfitText('aŠ', { header: true }) ?? '', /outside ISO-8859-1 as character 2/)
  assert.match(unfitText('€', { header: true }) ?? '', /outside ISO-8859-1 as character 1/)
  assert.match(unfitText('a\u0085', { header: true }) ?? '', /invisible/)
})
