import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, written } from './html.ts'

test('a value is escaped in text and in attributes, and HTML stays HTML', () => {
  const name = `"><script>alert('x')</script>&`
  const inner = html`<b title="${name}">${name}</b>`
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;'
  assert.equal(written(html`<p>${inner}</p>`), `<p><b title="${escaped}">${escaped}</b></p>`)
})

test('lists are joined, and nothing is written for null, undefined and false', () => {
  const items = ['a', 'b'].map((item) => html`<li>${item}</li>`)
  assert.equal(
    written(html`<ul>${items}</ul>${null}${undefined}${false}${0}${12n}`),
    '<ul><li>a</li><li>b</li></ul>012',
  )
})

test('a text that looks like HTML is escaped in a list too', () => {
  assert.equal(written(html`${['<i>', html`<b>${'<'}</b>`]}`), '&lt;i&gt;<b>&lt;</b>')
})
