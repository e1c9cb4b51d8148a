/** Passkeys, in a real browser with a virtual authenticator. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { makeDemoLink, makeEnrolment } from '../../src/users/enrolment/make-enrolment.ts'
import { disableUser, inviteUser } from '../../src/users/manage-users.ts'
import { browserAbsent, openBrowser } from '../support/docs/browser.ts'
import { type TestService, testService } from '../support/service.ts'

/** Generous: a busy machine is slow. */
const WAIT_MS_MAX = 120_000
const options = { skip: browserAbsent }
let api: TestService
let browser: Browser | undefined

before(async () => {
  api = await testService({ role: 'api' })
  await inviteUser(api.ctx(), { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  if (!browserAbsent) browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await api.stop()
})

const as = (name: string) => ({ ...api.ctx(), actor: `user:${name}` as const })

interface Visit {
  context: BrowserContext
  page: Page
  complaints: string[]
  /** Whether the device recognises its user. */
  recognise(isUser: boolean): Promise<void>
}

/** A fresh profile with a device that makes passkeys. */
async function visit(): Promise<Visit> {
  assert.ok(browser)
  const context = await browser.newContext()
  context.setDefaultTimeout(WAIT_MS_MAX)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  const recognise = (isUserVerified: boolean) =>
    cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  return { context, page, complaints, recognise: async (isUser) => void (await recognise(isUser)) }
}

async function open(page: Page, { path }: { path: string }): Promise<void> {
  await page.goto(`${api.service.consoleOrigin}${path}`)
}

async function actions(): Promise<string[]> {
  const { rows } = await api.pool.query<{ action: string }>(
    `select action from audit_entry where action ~ '^(session|sign-in|credential)' order by audit_id`,
  )
  return rows.map(({ action }) => action)
}

test('a user makes a passkey with the link, signs out, and signs in with the passkey', options, async () => {
  const { context, page, complaints, recognise } = await visit()
  const link = await makeEnrolment(as('Ada'), { name: 'Ada' })
  await open(page, link)
  await page.waitForURL('**/console/enrol')
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('heading', { name: 'Work queue' }).waitFor()
  assert.match(await page.locator('.person').innerText(), /^Ada/)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/console/sign-in')
  await open(page, { path: '/console/decisions' })
  await page.waitForURL('**/console/sign-in?next=**')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Decisions of creditors' }).waitFor()
  assert.deepEqual(await actions(), [...['credential.added', 'session.begun', 'session.ended', 'session.begun']])
  assert.deepEqual(complaints, [])

  // Another sign-in in a session renews it, with a new token.
  const before = await context.cookies()
  await open(page, { path: '/console/sign-in?again=1' })
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Work queue' }).waitFor()
  assert.notEqual((await context.cookies())[0]?.value, before[0]?.value)
  assert.deepEqual((await actions()).slice(-2), ['session.ended', 'session.renewed'])

  // A device that does not recognise its user signs nobody in.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await recognise(false)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('No passkey was used').waitFor()
  await recognise(true)
  await context.close()
})

test('a link of a user works once, and a disabled user does not sign in', options, async () => {
  const { context, page } = await visit()
  await inviteUser(as('Ada'), { name: 'Bea', grants: [{ role: 'VIEWER', clientIds: [] }] })
  const link = await makeEnrolment(as('Ada'), { name: 'Bea' })
  await open(page, link)
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('heading', { name: 'Work queue' }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/console/sign-in')
  await open(page, link)
  await page.getByText('was used already').first().waitFor()
  await disableUser(as('Ada'), { name: 'Bea' })
  await open(page, { path: '/console/sign-in' })
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('The passkey was not accepted').first().waitFor()
  assert.equal((await actions()).at(-1), 'sign-in.failed')
  await context.close()
})

test('the link of a sandbox signs in with a click, also at a width of 320 pixels', options, async () => {
  const { context, page, complaints } = await visit()
  await page.setViewportSize({ width: 320, height: 700 })
  await open(page, await makeDemoLink(api.ctx()))
  await page.getByRole('heading', { name: 'Work queue' }).waitFor()
  assert.doesNotMatch(page.url(), /#/, 'the code has left the address')
  for (const path of ['/console', '/console/decisions', '/console/sign-in', '/console/enter']) {
    await open(page, { path })
    const [inner, outer] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )
    assert.ok(inner <= outer, `${path}: ${inner} px in ${outer}`)
  }
  assert.deepEqual(complaints, [])
  await context.close()
})
