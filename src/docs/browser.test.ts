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

test('the language of the examples is chosen once, and remembered', options, async () => {
  const { page, complaints, close } = await visit('/docs/getting-started')
  const shown = () => page.locator('.panel:visible code').allInnerTexts()
  assert.ok((await shown()).every((text) => !text.includes('await invoices')))
  await page.locator('.tabs label', { hasText: 'TypeScript' }).first().click()
  assert.ok((await shown()).some((text) => text.includes('await invoices.submit(client, {')))
  await page.goto(`${docs.origin}/docs/invoices`, { waitUntil: 'load' })
  assert.ok((await shown()).some((text) => text.includes('await invoices.get(client, { number: 1201 })')))
  assert.ok((await page.locator('.code button').count()) > 5)
  assert.deepEqual(complaints, [])
  await close()
})

test('without a script every language can be read, and the search works', options, async () => {
  assert.ok(browser)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${docs.origin}/docs/invoices`, { waitUntil: 'load' })
  await page.locator('.tabs label', { hasText: 'Python' }).nth(1).click()
  assert.match(await page.locator('.panel:visible').nth(1).innerText(), /print\(call\(TOKEN, "POST"/)
  await page.getByRole('searchbox').fill('credit notes')
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('link', { name: 'Credit notes' }).first().click()
  assert.match(page.url(), /\/docs\/invoices#credit-notes$/)
  await context.close()
})

const isLong = process.env['SAATAVA_TEST_LONG'] === '1'
const skip = isLong ? browserAbsent : 'npm run test:long'

test('every page looks right at every width, light and dark', { skip }, async () => {
  const { page, complaints, close } = await visit('/docs')
  for (const path of ['/docs', '/docs/search?q=invoice', ...GUIDES.map(({ slug }) => `/docs/${slug}`)]) {
    await page.goto(docs.origin + path, { waitUntil: 'load' })
    for (const scheme of ['light', 'dark'] as const)
      for (const width of [320, 768, 1280]) {
        await assertFits(page, width, path)
        assert.deepEqual(await axeFaults(page, scheme), [], `${path} ${scheme} ${width} px`)
      }
  }
  assert.deepEqual(complaints, [])
  await close()
})
