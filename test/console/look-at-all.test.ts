/**
 * Every page of a furnished sandbox in a browser: three widths, light and dark, no fault of accessibility, nothing wider than
 * the window, nothing from elsewhere, no error of the console. CONSOLE_PICTURES names a folder for their pictures.
 */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDemoLink } from '../../src/users/enrolment/make-enrolment.ts'
import { onePageOfEachKind } from '../support/console/crawl.ts'
import { assertFits, axeFaults } from '../support/console/faults.ts'
import { furnishedSandbox } from '../support/console/furnished.ts'
import { demoOperator } from '../support/console/visitor.ts'
import { browserAbsent, openBrowser } from '../support/docs/browser.ts'

const PICTURES = process.env['CONSOLE_PICTURES']
const WIDTHS = [320, 768, 1280]
const SCHEMES = ['light', 'dark'] as const
const TEST_MS_MAX = 3_600_000
const isLong = process.env['SAATAVA_TEST_LONG'] === '1'
const skip = isLong ? browserAbsent : 'npm run test:long'

test('every page looks right at every width, light and dark', { skip, timeout: TEST_MS_MAX }, async (t) => {
  const { api, stop } = await furnishedSandbox()
  const browser = await openBrowser()
  try {
    const { pages, broken } = await onePageOfEachKind(await demoOperator(api))
    const origin = String(api.service.consoleOrigin)
    const context = await browser.newContext()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) complaints.push(`asks for ${request.url()}`)
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    const { path } = await makeDemoLink(api.ctx())
    await page.goto(`${origin}${path}`)
    await page.getByRole('heading', { name: 'Work queue' }).waitFor()
    let checks = 0
    for (const url of pages) {
      await page.goto(`${origin}${url}`)
      for (const scheme of SCHEMES)
        for (const width of WIDTHS) {
          await assertFits(page, width, url)
          if (PICTURES !== undefined) await page.screenshot({ path: pictureOf(url, width, scheme), fullPage: true })
          assert.deepEqual(await axeFaults(page, scheme), [], `${url} ${scheme} ${width} px`)
          checks += 1
        }
      assert.deepEqual(complaints, [], url)
    }
    assert.deepEqual(broken, [])
    t.diagnostic(`${pages.length} pages, ${checks} checks by axe`)
  } finally {
    await browser.close()
    await stop()
  }
})

function pictureOf(url: string, width: number, scheme: string): string {
  mkdirSync(String(PICTURES), { recursive: true })
  const name = url.split('?', 1)[0]?.replace('/console', '').replaceAll(/\W+/g, '-').replace(/^-/, '')
  return join(String(PICTURES), `${name === '' ? 'work-queue' : name}-${width}-${scheme}.png`)
}
