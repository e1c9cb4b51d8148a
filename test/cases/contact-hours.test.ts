/** Where a law sets the hours in which a collector contacts a debtor, e-mails wait for them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startRegime } from '../../src/agency/start-regime.ts'
import { type InvoiceClient, invoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { until } from '../support/until.ts'
import { atNoon, caseOf, someCase } from '../support/cases/cases.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ distributionPollMs: 200 })
  atNoon(api, '2026-01-20')
  client = await invoiceClient(api)
  const start = { regimeId: 'NO.ACT_2026_19', startsOn: '2026-01-01', sourcesRead: 'Lovdata', person: 'user:N. N.' }
  await startRegime(api.ctx(), start)
})
after(() => api.stop())

function at(moment: string): void {
  api.shiftClock(new Date(moment).getTime() - Date.now())
}

interface Waiting {
  state: string
  at: Date | null
  attempts: number
}

async function mailOf(caseId: number): Promise<Waiting[]> {
  const { rows } = await api.pool.query<Waiting>({
    text: `select state, next_attempt_at as at, attempts from delivery join letter using (client_id, letter_id)
           where case_id = $1 and channel = 'EMAIL'`,
    values: [caseId],
  })
  return rows
}

test('N12: an e-mail that would leave on Saturday evening leaves on Monday at eight, without an attempt before', async () => {
  const { caseId } = await someCase(api, client, { buyer: { contact: { email: 'debtor@example.com' } } })
  await api.pool.query(`update collection_case set country = 'NO' where case_id = $1`, [caseId])
  // A Saturday, at five in Oslo.
  at('2026-02-14T16:00:00Z')
  const [waiting] = await until(
    'the e-mail to wait',
    () => mailOf(caseId),
    (mails) => mails[0]?.at?.toISOString() === '2026-02-16T07:00:00.000Z',
  )
  assert.deepEqual([waiting?.state, waiting?.attempts], ['pending', 0])
  at('2026-02-16T07:00:00Z')
  await until(
    'the e-mail to leave',
    () => mailOf(caseId),
    (mails) => mails[0]?.attempts === 1 && ['sent', 'delivered'].includes(mails[0].state),
  )
  assert.ok((await caseOf(api, client, { caseId })).events.some(({ kind }) => kind === 'LETTER_SENT'))
})
