/** docs/glossary.md is the list of record for words: it names only files and published names that exist. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROWS = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Term ') && !line.startsWith('| --- '))
  .map((line) => {
    const [term = '', meaning = '', api = '', where = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return { term, meaning, api, where }
  })

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
}

test('the glossary explains at least sixty terms, each once and in full sentences', () => {
  assert.ok(ROWS.length >= 60, `${ROWS.length} terms`)
  const terms = ROWS.map(({ term }) => term.toLowerCase())
  assert.deepEqual(
    terms.filter((term, i) => terms.indexOf(term) !== i),
    [],
  )
  const unfinished = ROWS.filter(({ meaning }) => !/^[A-Z].*\.$/.test(meaning))
  assert.deepEqual(
    unfinished.map(({ term }) => term),
    [],
  )
})

test('every file and folder that the glossary names exists', () => {
  const places = ROWS.flatMap(({ term, where }) => quoted(where).map((place) => ({ term, place })))
  assert.ok(places.length >= ROWS.length, 'each term says where it lives')
  const missing = places.filter(
    ({ place }) => !existsSync(join(ROOT, place.startsWith('packages/') ? '' : 'src', place)),
  )
  assert.deepEqual(missing, [])
})

test('every published name that the glossary gives occurs in the source', () => {
  const source = globSync(['src/**/*.ts', 'packages/*/src/**/*.ts'], { cwd: ROOT })
    .filter((path) => !/\.test(ing)?\.ts$/.test(path))
    .map((path) => readFileSync(join(ROOT, path), 'utf8').toLowerCase())
    .join('\n')
  const missing = ROWS.flatMap(({ api }) => quoted(api)).filter((name) => !source.includes(name.toLowerCase()))
  assert.deepEqual(missing, [])
})
