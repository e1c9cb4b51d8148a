/** Makes the pictures of the README: `npm run pictures`. README_PICTURES names their folder. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDemoLink } from '../../src/users/enrolment/make-enrolment.ts'
import { furnishedSandbox } from '../support/console/furnished.ts'
import { browserAbsent, openBrowser } from '../support/docs/browser.ts'

const FOLDER = process.env['README_PICTURES']
const TEST_MS_MAX = 1_800_000
const SIZE = { width: 1280, height: 800 }

/** A list, and whether the picture is of the page behind its first row. */
const PICTURES: readonly { name: string; path: string; opens?: true }[] = [
  { name: 'work-queue', path: '/console' },
  { name: 'case', path: '/console/cases', opens: true },
  { name: 'payment', path: '/console/payments', opens: true },
  { name: 'accounting', path: '/console/accounting' },
  { name: 'funds', path: '/console/funds' },
]

const skip = FOLDER === undefined ? 'npm run pictures' : browserAbsent

test('the pictures of the README are made', { skip, timeout: TEST_MS_MAX }, async () => {
  assert.ok(FOLDER !== undefined)
  const { api, stop } = await furnishedSandbox()
  const browser = await openBrowser()
  try {
    const page = await (await browser.newContext({ viewport: SIZE, colorScheme: 'light' })).newPage()
    const origin = String(api.service.consoleOrigin)
    await page.goto(`${origin}${(await makeDemoLink(api.ctx())).path}`)
    await page.getByRole('heading', { name: 'Work queue' }).waitFor()
    for (const { name, path, opens } of PICTURES) {
      await page.goto(`${origin}${path}`)
      if (opens) {
        const first = await page.locator('main tbody a').first().getAttribute('href')
        await page.goto(`${origin}${first}`)
      }
      await page.screenshot({ path: join(FOLDER, `console-${name}.png`) })
    }
  } finally {
    await browser.close()
    await stop()
  }
})
