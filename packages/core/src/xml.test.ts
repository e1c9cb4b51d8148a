import assert from 'node:assert/strict'
import { test } from 'node:test'
import { element, escapeXml, removeForbidden, textElement } from './xml.ts'

test('escapes what would be markup, and quotes where they are asked for', () => {
  const text = `<a href="x" title='y'>&amp;</a>`
  assert.equal(escapeXml(text), '&lt;a href=&quot;x&quot; title=&apos;y&apos;&gt;&amp;amp;&lt;/a&gt;')
  assert.equal(escapeXml(text, 'double'), `&lt;a href=&quot;x&quot; title='y'&gt;&amp;amp;&lt;/a&gt;`)
  assert.equal(escapeXml(text, 'none'), `&lt;a href="x" title='y'&gt;&amp;amp;&lt;/a&gt;`)
})

test('removes what XML cannot hold, and keeps whole characters beyond the basic plane', () => {
  assert.equal(removeForbidden('a\u0000b\u000bc\u001f\ufffe\uffff\ud800d\udc00\te\n😀'), 'abcd\te\n😀')
})

test('an element holds elements as they are, and text escaped', () => {
  assert.equal(element('a', textElement('b', '1 < 2', ' c="d"')), '<a><b c="d">1 &lt; 2</b></a>')
  assert.equal(element('a', ''), '<a></a>')
})
