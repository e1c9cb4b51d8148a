/** The guides to the accounting systems have one form; docs/guides/writing-a-connector.md describes it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { CONNECTORS } from '../connectors/registry.ts'
import { examplesIn } from './examples/expand.ts'
import { pageSentences } from '../../test/support/language/pages.ts'

const OPTIONAL = 'Accounts'
const BEFORE_OWN_SECTIONS = [
  ...['What you need', 'Try it', 'Credentials', 'Settings', 'Mappings', OPTIONAL],
  ...['How a ledger document is mapped', 'How a payment is mapped'],
]
const AFTER_OWN_SECTIONS = ['What can go wrong', 'Limits', 'Not confirmed by the vendor']
const REFUSALS = '| Answer or symptom | Meaning | Remedy |'
const API = 'http://127.0.0.1:8080/api/v1/partner/accounting'
/** The names in a command. Each guide has different ones, because a reader pastes all guides into one sandbox. */
const NAMES = /"(companyIdentifier|ledgerIdentifier|paymentIdentifier|invoiceNumber|documentName)": "([^"]+)"/g

interface Section {
  heading: string
  text: string
}

const GUIDES = CONNECTORS.map(({ system, title }) => {
  const slug = system.toLowerCase()
  const markdown = readFileSync(new URL(`../../docs/guides/accounting-${slug}.md`, import.meta.url), 'utf8')
  const [intro = '', ...rest] = markdown.split(/^## /m)
  const sections = rest.map((part): Section => {
    const end = part.indexOf('\n')
    return { heading: part.slice(0, end).replace(/ \{#[\w-]+\}$/, ''), text: part.slice(end).trim() }
  })
  return { system, title, slug, intro, sections, commands: commandsIn(sectionOf(sections, 'Try it')) }
})

function sectionOf(sections: readonly Section[], heading: string): string {
  return sections.find((section) => section.heading === heading)?.text ?? ''
}

function commandsIn(text: string): string[] {
  return examplesIn('curl', text)
}

function hasTable(text: string): boolean {
  return /^\|.+\|\n\|(?: --- \|)+\n\|.+\|$/m.test(text)
}

for (const { system, title, slug, intro, sections, commands } of GUIDES) {
  describe(`the guide to ${title}`, () => {
    const textOf = (heading: string) => sectionOf(sections, heading)

    test('has the sections of every guide in their order, and its own between payments and refusals', () => {
      const headings = sections.map(({ heading }) => heading)
      const before = BEFORE_OWN_SECTIONS.filter((heading) => heading !== OPTIONAL || headings.includes(OPTIONAL))
      assert.deepEqual(headings.slice(0, before.length), before)
      assert.deepEqual(headings.slice(-AFTER_OWN_SECTIONS.length), AFTER_OWN_SECTIONS)
      assert.deepEqual(headings, [...new Set(headings)])
      for (const { heading, text } of sections) assert.notEqual(text, '', heading)
    })

    test('begins with one paragraph of two or three sentences: the outcome, the wire, the search', () => {
      const [heading, ...paragraphs] = intro.trim().split('\n\n')
      assert.equal(heading, `# ${title}`)
      assert.equal(paragraphs.length, 1)
      const sentences = pageSentences(intro)
      assert.ok(sentences.length === 2 || sentences.length === 3, `${sentences.length} sentences`)
      assert.match(intro, /ledger documents .*payments/i)
      assert.match(intro, /found again by/)
    })

    test('names the things that a reader needs, and who gives them', () => {
      const givers = [...textOf('What you need').matchAll(/^- \*\*From (.+?):\*\* /gm)].map(([, giver]) => giver)
      assert.ok(givers.includes('the company') && givers.length >= 2, givers.join(', '))
    })

    test('tries the system with five commands against its simulator, and says what the reader sees', () => {
      const company = `${slug}-company`
      const [token, connection = '', connectionTest = '', ledger = '', payment = '', inspect = '', ...more] = commands
      assert.equal(token, "export TOKEN='<access token>'")
      assert.deepEqual(more, [])
      assert.ok(connection.startsWith(`curl -sS -X PUT ${API}/connection \\\n`))
      assert.ok(connection.includes(`"system": "${system}", "companyIdentifier": "${company}", "simulator": true`))
      assert.ok(connectionTest.startsWith(`curl -sS -X POST '${API}/connection/test?companyIdentifier=${company}'`))
      assert.ok(ledger.startsWith(`curl -sS ${API}/ledger \\\n`))
      assert.ok(payment.startsWith(`curl -sS ${API}/payment \\\n`))
      for (const document of [ledger, payment]) assert.ok(document.includes(`"companyIdentifier": "${company}"`))
      assert.equal(inspect, `curl -sS 'http://127.0.0.1:8080/simulators/${slug}/inspect?company=sim-100001-${company}'`)
      const seen = textOf('Try it').split('```').at(-1) ?? ''
      assert.equal(pageSentences(seen).length, 1, seen)
    })

    test('prints credentials, settings and mappings from the code', () => {
      assert.ok(textOf('Credentials').startsWith(`{{credentials:${system}}}\n`))
      assert.match(textOf('Credentials'), /For the real system leave `simulator` out/)
      assert.ok(textOf('Settings').startsWith(`{{settings:${system}}}\n\n{{timing:${system}}}\n`))
      assert.ok(textOf('Settings').includes('[of every connection](/docs/accounting#the-connection)'))
      assert.ok(textOf('Mappings').startsWith(`{{mappings:${system}}}\n`))
      for (const name of ['voucherTypes', 'vatCodes', 'dimensions', 'paymentMethods'])
        assert.match(textOf('Mappings'), new RegExp(`^- \`${name}\`: `, 'm'))
    })

    test('shows in tables how documents and payments are mapped, and what can go wrong', () => {
      assert.ok(hasTable(textOf('How a ledger document is mapped')))
      assert.ok(hasTable(textOf('How a payment is mapped')))
      const refusals = textOf('What can go wrong')
      assert.ok(refusals.startsWith(`${REFUSALS}\n`))
      for (const row of refusals.split('\n').slice(2)) assert.doesNotMatch(row, /\| +\|/, row)
      assert.match(refusals, /queue stop/)
      assert.match(refusals, /\| unclear: /)
      assert.match(textOf('Not confirmed by the vendor'), /^- /m)
    })
  })
}

test('no two guides name the same company, document or invoice in their commands', () => {
  const owners = new Map<string, string>()
  for (const { slug, commands } of GUIDES)
    for (const [, field, name] of commands.join('\n').matchAll(NAMES)) {
      const key = `${field} ${name}`
      assert.equal(owners.get(key) ?? slug, slug, key)
      owners.set(key, slug)
    }
  assert.ok(owners.size >= 5 * GUIDES.length)
})
