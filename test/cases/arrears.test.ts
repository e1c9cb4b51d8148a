/** Reminders that the law counts over all claims of a debtor. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { remindersInArrears } from '../../src/dunning/arrears.ts'
import { selectCases } from '../../src/claims/find-queries.ts'
import { LAW } from '@saatava/law/law.ts'
import { type InvoiceClient } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { atNoon, caseClient, someCase, somePolicies } from '../support/cases/cases.ts'

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService({ tokenLifetimeDays: 36_500 })
  atNoon(api, '2026-01-16')
  await somePolicies(api)
  client = await caseClient(api)
})
after(() => api.stop())

/** A case of a Danish consumer, as it would be with a Danish client. */
async function danish(name: string, dueDate: string, charged: number): Promise<{ clientId: number; caseId: number }> {
  const { caseId } = await someCase(api, client, { buyer: { entityType: 'CONSUMER', name }, header: { dueDate } })
  await api.pool.query(`update collection_case set country = 'DK', next_at = null where case_id = $1`, [caseId])
  for (let i = 0; i < charged; i++)
    await api.pool.query(
      `insert into case_step (client_id, case_id, step_index, kind, taken_on, fee_minor) values ($1, $2, $3, 'REMINDER', $4, 10000)`,
      [client.clientIdentifier, caseId, 50 + i, dueDate],
    )
  return { clientId: client.clientIdentifier, caseId }
}

test('D5: the reminders of a Danish consumer’s other late claims count with those of this one', async () => {
  const first = await danish('Mette Testsen', '2026-02-01', 2)
  const second = await danish('Mette Testsen', '2026-03-01', 1)
  const other = await danish('Jens Testsen', '2026-03-01', 3)
  const counted = async ({ clientId, caseId }: typeof first) => {
    const debt = (await selectCases(api.service.platform.pool, [{ clientId, caseId }])).get(`${clientId} ${caseId}`)
    assert.ok(debt)
    return (await remindersInArrears(api.service.platform.pool, [debt], LAW, () => '2026-04-01')).get(debt)
  }
  assert.deepEqual([await counted(first), await counted(second), await counted(other)], [1, 2, 0])
  // The first was paid before the second fell due: its arrears were over.
  await api.pool.query(
    `update collection_case set status = 'CLOSED', stage = 'CLOSED', closing_reason = 'PAID', closed_at = '2026-02-20T12:00:00Z' where case_id = $1`,
    [first.caseId],
  )

  assert.equal(await counted(second), 0)
  await api.pool.query(`update collection_case set country = 'SE' where case_id = $1`, [second.caseId])
  assert.equal(await counted(second), undefined, 'Swedish law counts by claim')
})
