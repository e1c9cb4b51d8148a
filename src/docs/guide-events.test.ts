import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { EVENTS } from '../events/catalogue.ts'

/** Events that SQL writes: their types stand in the text of a statement, or are made there of a state. */
const IN_SQL = /'((?:invoice|accounting|case)\.[a-z.]*[a-z])'/g
const MADE_IN_SQL = /'((?:invoice|accounting|case)\.(?:[a-z.]*\.)?)' \|\|/g

test('each type that a statement writes is in the catalogue', () => {
  const queries = globSync('src/**/*queries.ts').map((path) => readFileSync(path, 'utf8'))
  const found = (pattern: RegExp) => queries.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))
  const types = Object.keys(EVENTS)
  // Audit entries have names of the same form.
  const audited = new Set(['invoice.submitted'])
  const written = found(IN_SQL).filter((name) => !audited.has(name))
  assert.ok(written.length > 4, `${written.length} types stand in statements`)
  assert.deepEqual(
    written.filter((name) => !types.includes(name)),
    [],
  )
  const begun = found(MADE_IN_SQL)
  assert.ok(begun.length > 0, 'types are made in statements')
  for (const begin of begun)
    assert.ok(
      types.some((type) => type.startsWith(begin)),
      begin,
    )
})

test('every type has a subject, a sentence and data without free fields of a person', () => {
  for (const [type, { subject, tells, data }] of Object.entries(EVENTS)) {
    assert.match(type, /^[a-z]+(\.[a-z]+)+$/)
    assert.ok(subject !== '' && tells !== '', type)
    for (const name of Object.keys(data.properties)) assert.doesNotMatch(name, /comment|email|address|phone/i, type)
  }
})
