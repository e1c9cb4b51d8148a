/** How many key presses the most frequent acts take, in a real browser and without a mouse. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { actOnCase } from '../../src/case-api/actions/act-on-case.ts'
import { setFourEyes } from '../../src/approvals/setting.ts'
import { settleSoon } from '../../src/settlements/browse/preview-settlement.ts'
import { runSettlements } from '../../src/settlements/run-settlements.ts'
import { makeDemoLink } from '../../src/users/enrolment/make-enrolment.ts'
import { browserAbsent, openBrowser } from '../support/docs/browser.ts'
import { type World, entryOf, startWorld } from '../support/payments/world.ts'

/** Generous: a busy machine is slow. */
const WAIT_MS_MAX = 120_000
const options = { skip: browserAbsent }
let world: World
let browser: Browser | undefined

before(async () => {
  world = await startWorld()
  if (!browserAbsent) browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await world.stop()
})

/** The demo operator, and a keyboard that counts. */
async function typist(path: string): Promise<{ page: Page; press(key: string): Promise<void>; count(): number }> {
  assert.ok(browser)
  const context = await browser.newContext()
  context.setDefaultTimeout(WAIT_MS_MAX)
  const page = await context.newPage()
  const link = await makeDemoLink(world.api.ctx())
  await page.goto(`${world.api.service.consoleOrigin}${link.path}`)
  await page.getByRole('heading', { name: 'Work queue' }).waitFor()
  await page.goto(`${world.api.service.consoleOrigin}${path}`)
  let presses = 0
  const press = async (key: string) => {
    presses += 1
    await page.keyboard.press(key)
  }
  return { page, press, count: () => presses }
}

/**
 * Allocate a payment to its first candidate, and move on to the next payment. Odoo takes the proposal with Ctrl+Enter
 * (odoo/odoo#23763); a person then chooses the next line, which its users ask to have done for them
 * (OCA/account-reconcile#500): 2.
 */
const ALLOCATE_AND_MOVE_ON = 1

test('allocate a payment and move on', options, async () => {
  const client = await world.api.createClient()
  const cases = [await world.openCase(client, { capital: 1_111n }), await world.openCase(client, { capital: 2_222n })]
  for (const [i, amount] of ['11.11', '22.22'].entries())
    await world.pay([entryOf(`KEYS-${i}`, amount, { date: `2026-02-2${i}` })])
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where state = 'unallocated' order by booking_date`,
  )
  const { page, press, count } = await typist(`/console/payment/${rows[0]?.id}`)
  const focused = page.locator('button[autofocus]:focus')
  await focused.waitFor()
  await press('Enter')
  await page.waitForURL(`**/console/payment/${rows[1]?.id}?did=allocated&undo=*`)
  assert.equal(count(), ALLOCATE_AND_MOVE_ON)
  const [first, second] = cases
  assert.ok(first && second)
  assert.equal((await world.statusOf(first)).status, 'CLOSED')
  assert.equal((await world.statusOf(second)).status, 'OPEN')
  // The focus is on the first candidate of the next payment: each goes with one key.
  await focused.waitFor()
  await press('Enter')
  await page.waitForURL('**/console/payments?did=allocated&undo=*')
  assert.equal((await world.statusOf(second)).status, 'CLOSED')
  await page.context().close()
})

/**
 * Answer an objection from the work queue, and come to the next one: j, Enter, Tab, Enter, Enter, beside the text of the
 * answer. In Intrum Access a creditor must call the person who works on the case (intrum.se, questions and answers).
 */
const ANSWER_AND_MOVE_ON = 5

test('answer an objection and move on to the next one', options, async () => {
  const client = await world.api.createClient()
  const debts = [await world.openCase(client, { capital: 3_333n }), await world.openCase(client, { capital: 4_444n })]
  for (const { clientId, caseId } of debts)
    await actOnCase(
      { ...world.api.ctx(), actor: 'system:test' },
      {
        ...{ code: 'OBJECTION', comment: 'It was paid.' },
        data: { caseId },
      },
    ).then(({ state }) => assert.equal(state, 'performed', String(clientId)))
  const { page, press, count } = await typist('/console?kind=OBJECTION')
  await press('j')
  await press('Enter')
  await page.getByRole('heading', { name: 'The debtor objects: answer' }).waitFor()
  await page.locator('textarea:focus').waitFor()
  await page.keyboard.type('The bank shows no payment.')
  await press('Tab')
  await press('Enter')
  await page.getByRole('table', { name: 'The case before and after' }).waitFor()
  await press('Enter')
  await page.waitForURL('**/case/*?task=*&did=acted-next')
  assert.equal(count(), ANSWER_AND_MOVE_ON)
  await page.getByRole('heading', { name: 'The debtor objects: answer' }).waitFor()
  const statuses = await Promise.all(debts.map(async (debt) => (await world.statusOf(debt)).status))
  assert.deepEqual(statuses.toSorted(), ['DISPUTED', 'OPEN'])
  await page.context().close()
})

/**
 * On the telephone: from a name to the amounts of today on every case: / and Enter, beside the name. Kill Bill's Kaui has one search
 * box on every page too, and leads to the account; the amounts stand on the page of each invoice (killbill-docs, userguide/kaui).
 * So it takes 2 and more for each invoice.
 */
const NAME_TO_AMOUNTS = 2

test('from the name of a debtor to what it owes today', options, async () => {
  const client = await world.api.createClient()
  const debt = await world.openCase(client, { capital: 5_555n, name: 'Aino Rautio' })
  const { page, press, count } = await typist('/console/cases')
  await press('/')
  await page.locator('[data-search]:focus').waitFor()
  await page.keyboard.type('Rautio')
  await press('Enter')
  await page.waitForURL('**/debtor/*')
  assert.equal(count(), NAME_TO_AMOUNTS)
  await page.getByRole('link', { name: String(debt.caseId), exact: true }).waitFor()
  await page.context().close()
})

/**
 * Send again all deliveries that failed for one cause: j, Tab and Enter on the cause, Enter on its effect. River UI takes 200 rows at
 * a time, so its users script a bookmarklet (riverqueue/riverui#590).
 */
const RETRY_ALL_OF_A_CAUSE = 4

test('retry all failures of one cause', options, async () => {
  const client = await world.api.createClient()
  for (const capital of [3_301n, 3_302n, 3_303n]) await world.openCase(client, { capital })
  const { pool } = world.api
  const mine = [client.clientIdentifier]
  await pool.query(
    `insert into delivery (client_id, delivery_id, invoice_id, channel, rank, state, attempts, failure_code, failure_reason,
       created_at, sent_at, updated_at)
     select client_id, gen_random_uuid(), invoice_id, 'EMAIL', 0, 'failed', 1, '5.2.2', 'Mailbox full', now(), now(), now()
     from invoice where client_id = $1`,
    mine,
  )
  await pool.query(
    `insert into distribution_record (client_id, invoice_id, invoice_number, invoice_type, invoice_date, status, outcome, updated_at)
     select client_id, invoice_id, number, type, current_date, 'INVOICED', 'FAILED', now() from invoice where client_id = $1
     on conflict (client_id, invoice_id) do update set outcome = 'FAILED', status = 'INVOICED'`,
    mine,
  )
  await pool.query(`update invoice set status = 'INVOICED' where client_id = $1`, mine)
  const { page, press, count } = await typist(`/console/deliveries?client=${client.clientIdentifier}`)
  for (const key of ['j', 'Tab', 'Enter']) await press(key)
  await page.getByText('will be done').waitFor()
  await press('Enter')
  await page.waitForURL('**/console/bulk/*')
  assert.equal(count(), RETRY_ALL_OF_A_CAUSE)
  await page.context().close()
})

/**
 * Find one voucher among all, by an identifier that is typed or pasted: Enter finds it, Enter opens it. bull-board finds a job by the
 * job's own id alone; its users ask for a search by their data over a million jobs a day (felixmosh/bull-board#154).
 */
const FIND_A_VOUCHER = 2

test('find one voucher among a million', options, async () => {
  const client = await world.api.createClient()
  await world.api.pool.query(
    `insert into accounting_document (client_id, kind, identifier, company_identifier, document_date, document_name, payload,
       content_hash, status, submitted_at, submitted_by, updated_at)
     select $1, 'payment', 'KEYS-' || i, '', '2026-03-01', null,
       json_build_object('paymentIdentifier', 'KEYS-' || i, 'paymentDate', '2026-03-01', 'amount', 1, 'currency', 'EUR',
         'targetIdentifier', 'reference', 'paymentMethodType', 'bankaccount', 'rows', '[]'::json),
       '\\x00', 'pending', now(), 'test', now() from generate_series(1, 1000) i`,
    [client.clientIdentifier],
  )
  const { page, press, count } = await typist(`/console/accounting?client=${client.clientIdentifier}`)
  await page.locator('main input:focus').waitFor()
  await page.keyboard.insertText('KEYS-777')
  await press('Enter')
  await page.getByRole('link', { name: 'KEYS-777' }).waitFor()
  await press('Enter')
  await page.getByRole('heading', { name: 'Voucher KEYS-777' }).waitFor()
  assert.equal(count(), FIND_A_VOUCHER)
  await page.context().close()
})

/**
 * Release a payment file from its page, which shows its sum, its accounts and its hash. In Fineract the second person leaves the
 * record for an inbox (openMF/web-app, FINERACT-2763): the inbox, the row and the button are 3 at least, and the record is not
 * shown. Here the focus is on the title of the request: one key passes it, and one presses the button.
 */
const RELEASE_A_PAYMENT_FILE = 2

test('release a payment file on its page', options, async () => {
  const client = await world.api.createClient()
  const { token } = client
  const bankAccounts = [{ iban: 'FI4250001510000023', bic: 'OKOYFIHH' }]
  await world.api.call('PUT', '/api/v1/partner/client/settings', { token, body: { bankAccounts } })
  const debt = await world.openCase(client, { capital: 3_333n })
  await world.pay([entryOf('KEYS-RUN', '33.33', { reference: debt.reference })])
  await setFourEyes({ ...world.api.ctx(), actor: 'user:Ada' }, { isOn: true, limitMinor: 0 })
  await settleSoon(world.api.ctx(), { clientId: client.clientIdentifier })
  world.api.shiftClock(4 * 86_400_000)
  await runSettlements(world.api.ctx())
  const { rows } = await world.api.pool.query<{ id: string }>('select run_id as id from settlement_run')
  const { page, press, count } = await typist(`/console/payout-run/${rows[0]?.id}`)
  await page.locator('a[autofocus]:focus').waitFor()
  await press('Tab')
  await press('Enter')
  await page.waitForURL(`**/console/payout-run/${rows[0]?.id}?did=approved`)
  assert.equal(count(), RELEASE_A_PAYMENT_FILE)
  await page.context().close()
})
