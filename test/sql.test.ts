/**
 * Rules of the SQL in src that a text can be held to, so that the same statements run where the tables are distributed by
 * client over several nodes.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type SqlText, sqlTextsOf } from './support/sql/sql-texts.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Statements that lock rows and name no client, by file and a word of the text, with the reason. */
const LOCKS_WITHOUT_CLIENT = [
  { path: 'src/platform/auth/token-queries.ts', word: 'access_token', why: 'the table is shared' },
  { path: 'src/clock/queries.ts', word: 'sandbox_setting', why: 'the table is shared' },
  { path: 'src/deliveries/queue-queries.ts', word: 'batch_id', why: 'a print batch holds letters of many clients' },
  { path: 'src/payouts/queries.ts', word: 'message_id', why: 'a payment file pays many clients' },
]

interface Found extends SqlText {
  path: string
}

const STATEMENTS: Found[] = globSync('src/**/*.ts', { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.test.ts'))
  .sort()
  .flatMap((path) => sqlTextsOf(readFileSync(join(ROOT, path), 'utf8')).map((one) => ({ path, ...one })))

const WRITES = /\b(?:insert into|update \w+ (?:\w+ )?set|delete from)\b/i
const LOCKS = /\bfor (?:no key )?(?:update|share)\b/i
/** By a parameter, or by the keys of a set that is joined. */
const NAMES_CLIENT = /\bclient_id = (?:\$\d|any\(\$\d|0\b|[ln]\.client_id)|\.from\(\d+\)[\s\S]*using \(client_id/

function shown(found: Found[]): string[] {
  return found.map(({ path, line }) => `${path}:${line}`)
}

test('the rules below have seen the statements', () => {
  assert.ok(STATEMENTS.length > 250, `${STATEMENTS.length} statements`)
  assert.ok(STATEMENTS.filter(({ text }) => WRITES.test(text)).length > 100)
  assert.ok(STATEMENTS.filter(({ text }) => LOCKS.test(text)).length > 25)
})

test('no statement that writes asks for clock_timestamp(): each node would answer for itself', () => {
  assert.deepEqual(shown(STATEMENTS.filter(({ text }) => WRITES.test(text) && /clock_timestamp\(\)/i.test(text))), [])
})

test('a conflict takes moments from the row that was to be inserted', () => {
  const updates = STATEMENTS.filter(({ text }) => {
    const [, set = ''] = /\bdo update\s+set\b([\s\S]*)$/i.exec(text) ?? []
    return /\b(?:now|\w+_timestamp)\(\)|\brandom\(\)/i.test(set)
  })
  assert.deepEqual(shown(updates), [])
})

test('every statement that locks rows names its clients', () => {
  const unnamed = STATEMENTS.filter(({ text }) => LOCKS.test(text) && !NAMES_CLIENT.test(text))
  const isExpected = (found: Found) =>
    LOCKS_WITHOUT_CLIENT.some(({ path, word }) => found.path === path && found.text.includes(word))
  assert.deepEqual(shown(unnamed.filter((found) => !isExpected(found))), [])
  for (const { path, word } of LOCKS_WITHOUT_CLIENT)
    assert.ok(
      unnamed.some((found) => found.path === path && found.text.includes(word)),
      `${path}: ${word} is still an exception`,
    )
})
