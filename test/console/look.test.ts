/**
 * Pages of the console as people see them: no fault of accessibility (WCAG 2.2 AA, by axe), no wider than a narrow window, nothing
 * from elsewhere, and the work queue by keyboard alone. look-at-all.test.ts looks at three widths, light and dark.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { makeDemoLink } from '../../src/users/enrolment/make-enrolment.ts'
import { SCREENS } from '../../src/console/screens.ts'
import { assertFits, axeFaults } from '../support/console/faults.ts'
import { browserAbsent, openBrowser } from '../support/docs/browser.ts'
import { invoiceClient, invoiceOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

/** Generous: a busy machine is slow. */
const WAIT_MS_MAX = 120_000
const options = { skip: browserAbsent }
let api: TestService
let browser: Browser | undefined
let task: string

before(async () => {
  api = await testService()
  const client = await invoiceClient(api)
  await client.send(invoiceOf({ processing: { manualApprovalEnabled: true } }))
  const { rows } = await api.pool.query<{ id: string }>(`select task_id as id from task where kind = 'INVOICE_MANUAL'`)
  task = `/console/task/${rows[0]?.id}`
  if (!browserAbsent) browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await api.stop()
})

interface Visit {
  page: Page
  requests: string[]
  complaints: string[]
  close(): Promise<void>
}

/** The demo operator in a fresh profile. */
async function visit(settings: { javaScriptEnabled?: boolean } = {}): Promise<Visit> {
  assert.ok(browser)
  const context = await browser.newContext(settings)
  context.setDefaultTimeout(WAIT_MS_MAX)
  const page = await context.newPage()
  const [requests, complaints]: [string[], string[]] = [[], []]
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  const { path } = await makeDemoLink(api.ctx())
  await page.goto(`${api.service.consoleOrigin}${path}`)
  if (settings.javaScriptEnabled === false) {
    await page.getByLabel('Code of the link').fill(`${api.service.consoleOrigin}${path}`)
    await page.getByRole('button', { name: 'Enter' }).click()
  }
  await page.getByRole('heading', { name: 'Work queue' }).waitFor()
  return { page, requests, complaints, close: () => context.close() }
}

test('each page is accessible, fits 320 pixels, and asks for nothing from elsewhere', options, async () => {
  const { page, requests, complaints, close } = await visit()
  const menu = SCREENS.flatMap((screen) => (screen.menu === undefined ? [] : [screen.menu.path]))
  for (const path of [...menu, task, `${task}/nothing`, '/console/sign-in', '/console/enter']) {
    await page.goto(`${api.service.consoleOrigin}${path}`)
    await assertFits(page, 320, path)
    assert.deepEqual(await axeFaults(page, 'light'), [], path)
  }
  const own = (url: string) => url.startsWith(`${api.service.consoleOrigin}/`)
  assert.deepEqual(
    requests.filter((url) => !own(url)),
    [],
  )
  // The page that is not there answers 404, and Chromium says so.
  assert.deepEqual(
    complaints.filter((text) => !/404/.test(text)),
    [],
  )
  await close()
})

test('a task is opened by keyboard alone', options, async () => {
  const { page, close } = await visit()
  await page.goto(`${api.service.consoleOrigin}/console?kind=INVOICE_MANUAL`)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'An invoice waits for approval' }).waitFor()
  await close()
})

test(
  'keys tick a row, open its snoozing, lead to a screen and to the search, and are switched off',
  options,
  async () => {
    const { page, complaints, close } = await visit()
    const list = `${api.service.consoleOrigin}/console?kind=INVOICE_MANUAL`
    await page.goto(list)
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    assert.equal(await page.locator('.tick:checked').count(), 1)
    await page.keyboard.press('e')
    await page.waitForURL(/\/console\/task\/.*#snooze$/)
    await page.keyboard.press('e')
    assert.equal(await page.evaluate('document.activeElement.id'), 'until')
    await page.goto(list)
    await page.keyboard.press('/')
    assert.equal(await page.evaluate('document.activeElement.name'), 'q')
    await page.goto(list)
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.waitFor()
    assert.deepEqual(await axeFaults(page, 'light'), [])
    const line = dialog.locator('dd', { hasText: 'to Invoices' })
    const letter = await line.locator('xpath=preceding-sibling::dt[1]/kbd[2]').textContent()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press(letter ?? '')
    await page.getByRole('heading', { name: 'Invoices' }).waitFor()
    await page.getByRole('button', { name: 'Keys' }).click()
    await dialog.getByLabel('The keys are on').uncheck()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('?')
    assert.equal(await dialog.isVisible(), false)
    assert.deepEqual(complaints, [])
    await close()
  },
)

test('without JavaScript a task is taken and snoozed, and a fault stands beside its field', options, async () => {
  const { page, close } = await visit({ javaScriptEnabled: false })
  await page.goto(`${api.service.consoleOrigin}/console?kind=INVOICE_MANUAL`)
  await page.getByRole('button', { name: 'Take', exact: true }).click()
  await page.getByText('The task is yours.').waitFor()
  await page.getByRole('link', { name: 'Snooze' }).click()
  await page.getByLabel('Hide it until').fill('2020-01-01')
  await page.getByRole('button', { name: 'Snooze' }).click()
  await page.getByRole('alert').getByText('has begun already').waitFor()
  await page.getByLabel('Hide it until').fill('2098-01-01')
  await page.getByRole('button', { name: 'Snooze' }).click()
  await page.getByText('The task sleeps until that day.').waitFor()
  await close()
})

test('tasks are ticked and taken together by keyboard, and the job shows its progress', options, async () => {
  const { page, close } = await visit()
  await page.goto(`${api.service.consoleOrigin}/console?kind=LAW_RULE_ENDING`)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Take tasks…' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('will be done').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('1 of 1 rows').waitFor()
  await page.getByText('ended', { exact: true }).waitFor()
  assert.deepEqual(await axeFaults(page, 'light'), [])
  await close()
})
