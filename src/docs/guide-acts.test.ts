import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ACTS } from '../audit-entries/catalogue.ts'

test('each action that a statement writes into the audit is in the catalogue', () => {
  const queries = globSync('src/**/intake-queries.ts').map((path) => readFileSync(path, 'utf8'))
  const written = queries.flatMap((text) => [...text.matchAll(/audited\('([a-z.]+)'/g)].map(([, name = '']) => name))
  assert.ok(written.length > 1, `${written.length} actions stand in statements`)
  for (const action of written) assert.ok(action in ACTS, action)
})

test('every act has a subject, a sentence and details without a field of a person', () => {
  for (const [action, { subject, tells, details }] of Object.entries(ACTS)) {
    assert.match(action, /^[a-z-]+(\.[a-z-]+)+$/)
    assert.ok(subject !== '' && tells !== '', action)
    for (const [name, schema] of Object.entries(details.properties)) {
      assert.doesNotMatch(name, /email|address|phone|payer|payee|debtor|person|nationalId/i, action)
      if (/reason$|comment|reasonText|message$/i.test(name))
        assert.match(JSON.stringify(schema), /hmac:/, `${name} of ${action} is a text of a person: keep its hash`)
    }
  }
})
