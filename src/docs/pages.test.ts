import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { CONNECTORS } from '../connectors/registry.ts'
import { LISTED_SETTINGS } from '../config/list-settings.ts'
import { AppError, type ErrorCode, problemOf } from '../platform/errors.ts'
import { NUMBER_FORMATS, TEXT_FORMATS } from '../platform/http/formats.ts'
import { docsApp } from '../../test/support/docs/app.ts'
import { GUIDES } from './guide-list.ts'
import { TAGS } from './openapi/tags.ts'
import { slugOf } from './reference/document.ts'
import { guideText } from './guides.ts'
import { configTable } from './placeholders.ts'

let docs: Awaited<ReturnType<typeof docsApp>>
before(async () => {
  docs = await docsApp()
})
after(() => docs.close())

async function page(path: string): Promise<string> {
  const response = await fetch(docs.origin + path)
  assert.equal(response.status, 200, path)
  return response.text()
}

test('every guide in the folder has its page, and every page its guide', async () => {
  const files = (await readdir('docs/guides')).map((name) => name.replace(/\.md$/, ''))
  const guides = GUIDES.filter(({ file }) => file === undefined)
  assert.deepEqual(files.toSorted(), guides.map(({ slug }) => slug).toSorted())
  const home = await page('/docs')
  for (const { slug } of GUIDES) {
    assert.ok(home.includes(`href="/docs/${slug}"`), slug)
    const html = await page(`/docs/${slug}`)
    assert.match(html, /<h1 id=/, slug)
    assert.doesNotMatch(html, /\{\{|\{#|\bundefined\b|\[object/, slug)
  }
})

test('every link within the docs leads somewhere, anchors included', async () => {
  const pages = new Map<string, string>()
  const reference = ['', '/types', ...TAGS.map(({ name }) => `/${slugOf(name)}`)].map(
    (path) => `/docs/reference${path}`,
  )
  for (const path of ['/docs', ...reference, ...GUIDES.map(({ slug }) => `/docs/${slug}`)])
    pages.set(path, await page(path))
  for (const [from, html] of pages) {
    for (const [, href = ''] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      assert.match(href, /^[/#]/, `${from} leads out: ${href}`)
      const [path, anchor] = href.split('#')
      if (path !== '' && !pages.has(path ?? '')) await page(path ?? '')
      const target = pages.get(path === '' ? from : (path ?? ''))
      if (anchor !== undefined) assert.ok(target?.includes(`id="${anchor}"`), `${from}: ${href}`)
    }
  }
})

test('the pages load nothing from elsewhere, and their policy forbids it', async () => {
  for (const path of ['/docs', '/docs/errors', '/docs/reference']) {
    const html = await page(path)
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//, path)
    const policy = (await fetch(docs.origin + path)).headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'.*connect-src 'self'/)
  }
})

test('the type of every problem leads to its section', async () => {
  const html = await page('/docs/errors')
  const source = await readFile('src/platform/errors.ts', 'utf8')
  const codes = [...source.matchAll(/^ {2}([A-Z_]+): \d{3},$/gm)].map(([, code]) => code as ErrorCode)
  assert.ok(codes.length >= 13)
  for (const code of codes) {
    const { type } = problemOf(new AppError(code, ''), { id: '', path: '' })
    const [path, anchor] = String(type).split('#')
    assert.equal(path, '/docs/errors')
    assert.ok(html.includes(`<h3 id="${anchor}"`), String(type))
  }
})

test('every code of a fault, a failure, a refusal or a stop is explained: on the page of errors, or of what it is about', async () => {
  const pages = ['errors', 'invoices', 'distribution', 'cases', 'payments', 'settlements'] as const
  const text = pages.map((slug) => guideText(slug, docs.platform)).join('\n')
  const known = new Set([...text.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, code]) => code))
  const unexplained: string[] = []
  for (const file of await sources()) {
    for (const code of codesIn(await readFile(file, 'utf8'), file)) {
      if (!known.has(code)) unexplained.push(`${code} in ${file}`)
    }
  }
  const formats = [...Object.keys(TEXT_FORMATS), ...Object.keys(NUMBER_FORMATS).filter((name) => name !== 'money')]
  for (const format of formats) {
    const code = `INVALID_${format.toUpperCase().replace('-', '_')}`
    if (!known.has(code)) unexplained.push(code)
  }
  assert.deepEqual(unexplained, [])
})

async function sources(): Promise<string[]> {
  const folders = [
    ...['accounting', 'onboarding', 'invoices', 'distribution', 'channels', 'settings', 'operations', 'platform/http'],
    ...['claims', 'dunning', 'case-api', 'flows', 'payments', 'settlements', 'clock', 'feed', 'connectors'],
  ].map((folder) => `src/${folder}`)
  folders.push('packages/einvoice/src')
  const all = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })))
  return all
    .flatMap((names, i) => names.map((name) => `${folders[i]}/${name}`))
    .filter((name) => name.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(name))
}

function codesIn(source: string, file: string): string[] {
  const faults = [...source.matchAll(/(?:\bcode: |\bfault\(|\bfail\(|\brefused\(\s*|\bwait\(\s*)'([A-Z_]{3,})'(?!;)/g)]
  const thrown = file.startsWith('src/connectors')
    ? [...source.matchAll(/\b(?:refused|notLetIn|notNow|notKnown)\(\s*'([A-Z_]+)'/g)]
    : []
  const against = [...source.matchAll(/\bagainst(?:Case|Contract)\(\s*'([A-Z_]+)'/g)]
  const made = [...source.matchAll(/new ConnectorError\(\s*'\w+',\s*'([A-Z_]+)'/g)]
  return [...faults, ...thrown, ...against, ...made].map(([, code = '']) => code)
}

test('settings of connections and of the service stand in the guides', async () => {
  for (const connector of CONNECTORS) {
    const text = guideText(`accounting-${connector.system.toLowerCase()}`, docs.platform)
    for (const schema of [connector.settings, connector.credentials]) {
      const names = Object.keys((schema as { properties?: object }).properties ?? {})
      assert.ok(names.length > 1)
      for (const name of names) assert.ok(text.includes(`| \`${name}\` |`), `${connector.system} ${name}`)
    }
  }
  const operating = guideText('operating', docs.platform)
  for (const { name } of docs.platform.metrics.registry.getMetricsAsArray()) {
    if (name.startsWith('saatava_')) assert.ok(operating.includes(`\`${name}\``), name)
  }
})

test('the guide to operating prints the table of settings from the code, and no other page holds a second one', async () => {
  assert.ok(guideText('operating', docs.platform).includes(`\n${configTable()}\n`))
  assert.equal(configTable().split('\n').length, LISTED_SETTINGS.length + 2)
  for (const slug of ['README', ...GUIDES.map((guide) => guide.slug)]) {
    const file = GUIDES.find((guide) => guide.slug === slug)?.file ?? `guides/${slug}.md`
    const text = await readFile(slug === 'README' ? 'README.md' : `docs/${file}`, 'utf8')
    assert.doesNotMatch(text, /^\| `DATABASE_URL` \|/m, slug)
  }
})

test('the tables of endpoints name every route', () => {
  const text = guideText('endpoints', docs.platform)
  for (const { method, path } of docs.app.routeSpecs) {
    const short = path
      .replace('/api/v1/partner', '')
      .replace(/\/(ledger|payment|invoice)\/:identifier/, '/{ledger,payment,invoice}/{identifier}')
      .replaceAll(/:(\w+)/g, '{$1}')
    assert.match(text, new RegExp(`\`[A-Z, ]*${method}[A-Z, ]* ${short.replaceAll(/[{}]/g, '\\$&')}\``), path)
  }
})
