import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

test('the files that SECURITY.md names as walls and their tests exist', () => {
  const page = readFileSync('SECURITY.md', 'utf8')
  const named = [...page.matchAll(/`((?:src|test|packages|migrations)\/[\w./-]+)`/g)].map(([, path = '']) => path)
  assert.ok(named.length > 40, `${named.length} files are named`)
  assert.deepEqual(
    named.filter((path) => !existsSync(path)),
    [],
  )
  const parts = page.split(/^### /m).slice(1)
  assert.ok(parts.length >= 7, `${parts.length} attackers`)
  for (const part of parts) assert.match(part, /^Not covered: /m, part.split('\n')[0])
})
