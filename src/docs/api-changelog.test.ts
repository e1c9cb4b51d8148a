import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { openApiText } from '../../test/support/docs/app.ts'
import { changelogFault, fingerprintOf } from '../../test/support/docs/fingerprint.ts'

const BASE = { paths: { '/a': { get: { summary: 'A', parameters: [{ name: 'x', schema: { type: 'string' } }] } } } }
const PAGE = (unreleased: string) =>
  `# API changelog\n\n${unreleased}## 2026-12-01: 0.1.0 (${fingerprintOf(BASE)})\n\n- Added: all.\n`

test('words for people do not change the fingerprint, and everything else does', () => {
  const other = structuredClone(BASE)
  other.paths['/a'].get.summary = 'B'
  assert.equal(fingerprintOf(other), fingerprintOf(BASE))
  other.paths['/a'].get.parameters[0] = { name: 'y', schema: { type: 'string' } }
  assert.notEqual(fingerprintOf(other), fingerprintOf(BASE))
  const named = { properties: { description: { type: 'string' } } }
  assert.notEqual(fingerprintOf(named), fingerprintOf({ properties: { summary: { type: 'string' } } }))
})

test('a changed API needs a line under Unreleased, and an unchanged one needs none', () => {
  assert.equal(changelogFault(PAGE(''), fingerprintOf(BASE)), undefined)
  assert.match(changelogFault(PAGE(''), 'abc') ?? '', /fingerprint abc/)
  assert.match(changelogFault(PAGE('## Unreleased\n\n'), 'abc') ?? '', /describe the change/)
  assert.equal(changelogFault(PAGE('## Unreleased\n\n- Added: b.\n\n'), 'abc'), undefined)
})

test('every change of the API since the newest release has a line in the changelog', async () => {
  const page = await readFile('docs/guides/api-changelog.md', 'utf8')
  const document = JSON.parse(await openApiText()) as object
  assert.equal(changelogFault(page, fingerprintOf(document)), undefined)
})
