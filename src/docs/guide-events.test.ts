/** The guide to events names every type that the code spells out. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const WRITTEN = [/\bemit\([^()'`]*'(?<type>[a-z-]+\.[a-z.-]+)'/g, /\btype: '(?<type>[a-z-]+\.[a-z.-]+)'/g]

function typesInCode(): Set<string> {
  const sources = globSync(['src/**/*.ts', 'packages/*/src/**/*.ts'], { exclude: ['**/*.test.ts', '**/*.testing.ts'] })
  return new Set(
    sources
      .map((path) => readFileSync(path, 'utf8'))
      .flatMap((text) => WRITTEN.flatMap((pattern) => [...text.matchAll(pattern)]))
      .flatMap(({ groups }) => groups?.['type'] ?? []),
  )
}

/** In a cell, ".delivered" goes on from the word before the last one's last dot. */
function typesInGuide(): Set<string> {
  const table = readFileSync('docs/guides/events.md', 'utf8').split('| Types |')[1] ?? ''
  const types = new Set<string>()
  for (const line of table.split('\n').filter((one) => one.startsWith('| `'))) {
    let before = ''
    for (const [, name = ''] of (line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)) {
      if (!name.startsWith('.')) before = name.slice(0, name.lastIndexOf('.'))
      types.add(name.startsWith('.') ? before + name : name)
    }
  }
  return types
}

test('each type of event stands in the guide', () => {
  const inGuide = typesInGuide()
  const inCode = typesInCode()
  assert.ok(inCode.size > 20, `${inCode.size} types were found`)
  assert.deepEqual(
    [...inCode].filter((type) => !inGuide.has(type)),
    [],
  )
})
