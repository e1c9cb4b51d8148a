/** The docs for programs, and their search. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { docsApp } from '../../test/support/docs/app.ts'
import { prefersMarkdown } from './accept.ts'
import { GUIDES } from './guide-list.ts'
import { createSearch } from './search/find.ts'

const SEARCH_MS_MAX = 50
let docs: Awaited<ReturnType<typeof docsApp>>
before(async () => {
  docs = await docsApp()
})
after(() => docs.close())

async function get(path: string, accept?: string) {
  const response = await fetch(docs.origin + path, accept === undefined ? {} : { headers: { accept } })
  assert.equal(response.status, 200, path)
  const header = (name: string) => response.headers.get(name) ?? ''
  return { text: await response.text(), type: header('content-type'), link: header('link'), vary: header('vary') }
}

test('every guide is Markdown at its own address and by Accept, with its tables and the address of the deployment', async () => {
  for (const { slug, title } of GUIDES) {
    const { text, type } = await get(`/docs/${slug}.md`)
    assert.match(type, /^text\/markdown/)
    assert.ok(text.startsWith(`# ${title.replace(/^Service: .*/, '')}`), slug)
    assert.doesNotMatch(text, /^\{\{|127\.0\.0\.1:8080|```http request|```sh session/m, slug)
    assert.equal((await get(`/docs/${slug}`, 'text/markdown')).text, text, slug)
  }
  const page = await get('/docs/invoices', 'text/html,application/xhtml+xml,*/*;q=0.8')
  assert.match(page.type, /^text\/html/)
  assert.match(page.vary, /accept/)
  assert.match(
    page.link,
    /<\/docs\/invoices\.md>; rel="alternate"; type="text\/markdown", <\/llms\.txt>; rel="llms-txt"/,
  )
})

test('llms.txt names each guide with a sentence, and llms-full.txt holds them all', async () => {
  const { text: index } = await get('/llms.txt')
  assert.match(index, /^# Saatava\n\n> /)
  for (const { slug, title, about } of GUIDES)
    assert.ok(index.includes(`- [${title}](${docs.origin}/docs/${slug}.md): ${about}.`), slug)
  assert.equal((await get('/docs', 'text/markdown')).text, index)
  const { text: full } = await get('/llms-full.txt')
  assert.equal(full.match(/^# /gm)?.length, GUIDES.length)
  assert.doesNotMatch(full, /^```(?:ts|csharp|python) /m)
  assert.match(full, /^```sh curl$/m)
})

test('a program that names Markdown gets it, and a browser does not', () => {
  for (const accept of ['text/markdown', 'text/markdown, text/html;q=0.9', 'text/html;q=0.5, text/markdown;q=0.5'])
    assert.ok(prefersMarkdown(accept), accept)
  for (const accept of [undefined, '*/*', 'text/html', 'text/html, text/markdown;q=0.9', 'text/markdown;q=0'])
    assert.ok(!prefersMarkdown(accept), accept)
})

const SEARCHES: readonly [query: string, first: string][] = [
  ['SMTP_URL', '/docs/operating#SMTP_URL'],
  ['PAYS_ELSEWHERE', '/docs/invoices#PAYS_ELSEWHERE'],
  ['idempotency key', '/docs/idempotency#by-key'],
  ['scenario debtors', '/docs/test-data#scenario-debtors'],
  ['renew token', '/docs/authentication#renewal'],
  ['credit notes', '/docs/invoices#credit-notes'],
  ['settlments', '/docs/settlements'],
  ['chargeback', '/docs/glossary#payments'],
]

test('the search finds settings, codes, sections and misspelt words, quickly', () => {
  const search = createSearch(docs.platform)
  search.find('makes the index')
  for (const [query, first] of SEARCHES) {
    const began = performance.now()
    const found = search.find(query).slice(0, 3)
    assert.ok(performance.now() - began < SEARCH_MS_MAX, query)
    assert.ok(
      found.some(({ id }) => id === first),
      `${query}: ${found.map(({ id }) => id).join(' ')}`,
    )
  }
})

test('the search finds operations of the reference', async () => {
  const { text } = await get('/docs/search?q=POST+%2Finvoices%2Fbatch')
  assert.match(text, /href="\/docs\/reference\/invoices#\w+"/)
})

test('a page of results needs no script, marks the words, and repeats nothing unescaped', async () => {
  const { text } = await get('/docs/search?q=chargeback')
  assert.match(text, /One result/)
  assert.match(text, /<a href="\/docs\/glossary#payments">Payments<\/a>[\s\S]*<mark>Chargeback<\/mark>/)
  const attack = await get(`/docs/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  assert.doesNotMatch(attack.text, /<script>alert/)
  assert.match((await get('/docs/search?q=xyzzyq')).text, /Nothing was found/)
  assert.match((await get('/docs/search')).text, /Type a word/)
})
