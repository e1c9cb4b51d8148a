import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Lock, missingFrom } from '../scripts/complete-lock.ts'

for (const name of ['package-lock.json', 'tools/package-lock.json']) {
  const lock = JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')) as Lock

  test(`${name} names every optional package, or npm ci refuses it on a clean clone`, () => {
    const missing = missingFrom(lock).map(({ name, version }) => `${name}@${version}`)
    assert.deepEqual(missing, [], 'run: node scripts/complete-lock.ts')
  })

  test(`${name} names no registry: each machine uses its own`, () => {
    const text = JSON.stringify(lock)
    // A workspace is a link to its folder.
    assert.doesNotMatch(text, /"resolved":(?!"packages\/[\w-]+","link":true)/)
  })
}
