import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { COUNTRIES } from '@saatava/law/rule.ts'
import { PACKS } from '@saatava/law/packs/index.ts'
import { lawGuide } from './law-guide.ts'

test('the guide to the law is as it is printed from the packs', () => {
  const page = readFileSync('docs/guides/law.md', 'utf8')
  assert.ok(page === lawGuide(PACKS), 'docs/guides/law.md is old: print it with "npm run law-guide"')
})

test('it has each country with its fees, terms, interest and limitation, and marks what is unconfirmed', () => {
  const page = lawGuide(PACKS)
  assert.equal([...page.matchAll(/^## /gm)].length, COUNTRIES.length)
  for (const part of ['fees that may be charged', 'late interest', 'limitation'])
    assert.equal([...page.matchAll(new RegExp(`^### \\w+: ${part}$`, 'gm'))].length, COUNTRIES.length, part)
  const lineOf = (country: string, topic: string) =>
    page
      .split(/^## /m)
      .find((text) => text.startsWith(country))
      ?.split('\n')
      .find((line) => line.includes(`(\`${topic}\`)`)) ?? ''
  assert.match(
    lineOf('Norway', 'REMINDER_FEE'),
    /\| 38\.00 NOK ⚠ \| 38\.00 NOK ⚠ \| due date; amount of the day of sending \|/,
  )
  assert.match(lineOf('Norway', 'DEMAND_FEE'), /≤ 500: 187\.50; .*above: 5400\.00 ⚠/)
  assert.match(lineOf('Sweden', 'DEMAND_FEE'), /\| 180\.00 \| 180\.00 \|/)
  assert.match(lineOf('Sweden', 'LIMITATION_START'), /\| origin \| origin \|/)
  assert.match(lineOf('Denmark', 'COMPENSATION'), /\| – \| 310\.00 DKK \| due date \|/)
})
