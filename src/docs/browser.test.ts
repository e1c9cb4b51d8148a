import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { docsApp } from '../../test/support/docs/app.ts'
import { browserAbsent, openBrowser } from '../../test/support/docs/browser.ts'
import { assertFits, axeFaults } from '../../test/support/console/faults.ts'
import { GUIDES } from './guide-list.ts'
import { TAGS } from './openapi/tags.ts'
import { slugOf } from './reference/document.ts'

/** Generous: a busy machine is slow. */
const WAIT_MS_MAX = 120_000
const options = { skip: browserAbsent }
let docs: Awaited<ReturnType<typeof docsApp>>
let browser: Browser | undefined

before(async () => {
  docs = await docsApp()
  if (!browserAbsent) browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await docs.close()
})

/** Opens a page in a fresh profile, and returns everything it asked for or complained about. */
async function visit(path: string, viewport = { width: 1280, height: 900 }) {
  assert.ok(browser)
  const context = await browser.newContext({ viewport })
  context.setDefaultTimeout(WAIT_MS_MAX)
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(docs.origin + path, { waitUntil: 'networkidle' })
  return { page, requests, complaints, close: () => context.close() }
}

const REFERENCE = [
  '/docs/reference',
  '/docs/reference/types',
  ...TAGS.map(({ name }) => `/docs/reference/${slugOf(name)}`),
]

test('the reference shows every operation, from this server alone', options, async () => {
  const { page, requests, complaints, close } = await visit('/docs/reference')
  let operations = 0
  for (const path of REFERENCE) {
    await page.goto(docs.origin + path, { waitUntil: 'load' })
    assert.match(await page.locator('h1').innerText(), /\w/, path)
    operations += await page.locator('section.operation h2').count()
    await assertFits(page, 320, path)
  }
  assert.ok(operations >= docs.app.routeSpecs.length, `${operations}`)
  await page.goto(`${docs.origin}/docs/reference/accounting#submitLedgers`, { waitUntil: 'load' })
  await page.getByText('abc-123-def-456').first().waitFor()
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(docs.origin) && !url.startsWith('data:')),
    [],
  )
  assert.deepEqual(complaints, [])
  await close()
})

test('the reference can be used without seeing it', options, async () => {
  const { page, close } = await visit('/docs/reference/invoices')
  for (const scheme of ['light', 'dark'] as const) assert.deepEqual(await axeFaults(page, scheme), [], scheme)
  await close()
})

test('no guide asks for anything from elsewhere, or is wider than a telephone', options, async () => {
  const { page, requests, complaints, close } = await visit('/docs', { width: 380, height: 800 })
  for (const path of ['/docs', ...GUIDES.map(({ slug }) => `/docs/${slug}`)]) {
    await page.goto(docs.origin + path, { waitUntil: 'load' })
    const [inner, outer] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )
    assert.ok(inner <= outer, `${path}: ${inner} px in ${outer}`)
    assert.deepEqual(complaints, [], path)
  }
  await page.waitForLoadState('networkidle')
  assert.ok(requests.length > GUIDES.length)
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(docs.origin) && !url.startsWith('data:')),
    [],
  )
  await close()
})
