/**
 * A release puts its migrations on record in migrations/frozen.sha256, in the form that `sha256sum` writes and checks. From
 * then on databases have them, and a database refuses a file that was changed after it had been applied.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { readMigrations } from '../src/platform/migrate.ts'

const RECORD = new URL('../migrations/frozen.sha256', import.meta.url)

type Migrations = readonly { name: string; sha256: string }[]

function faultsOf(record: string, migrations: Migrations): string[] {
  const hashes = new Map(migrations.map(({ name, sha256 }) => [`${name}.sql`, sha256]))
  const next = String(Number(migrations.at(-1)?.name.slice(0, 4) ?? 0) + 1).padStart(4, '0')
  return record
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [, sha256, file = ''] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? []
      if (sha256 === undefined) return [`migrations/frozen.sha256: "${line}" is not a hash and a file`]
      if (hashes.get(file) === sha256) return []
      return [
        `migrations/${file} is frozen and was changed: put it back, and write the change as migrations/${next}_<what it does>.sql`,
      ]
    })
}

test('no migration of a release was edited, renamed or deleted', async () => {
  assert.deepEqual(faultsOf(await readFile(RECORD, 'utf8'), await readMigrations()), [])
})

test('an edit of a frozen migration is refused with what to do', () => {
  const [before, now] = ['a'.repeat(64), 'b'.repeat(64)]
  const migrations = [
    { name: '0001_schema', sha256: now },
    { name: '0002_more', sha256: now },
  ]
  assert.deepEqual(faultsOf(`${now}  0001_schema.sql\n`, migrations), [])
  const advice = 'put it back, and write the change as migrations/0003_<what it does>.sql'
  assert.deepEqual(faultsOf(`${before}  0001_schema.sql\n${now}  0000_gone.sql\n`, migrations), [
    `migrations/0001_schema.sql is frozen and was changed: ${advice}`,
    `migrations/0000_gone.sql is frozen and was changed: ${advice}`,
  ])
  assert.equal(faultsOf('0001_schema.sql\n', migrations).length, 1)
})
