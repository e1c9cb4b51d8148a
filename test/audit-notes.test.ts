import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../src/audit-entries/audit.ts'
import { words } from '../src/audit-entries/words.ts'
import { listAudit } from '../src/audit/list-audit.ts'
import { present } from '../src/audit/present.ts'
import { withTransaction } from '../src/platform/database.ts'
import { type TestService, testService } from './support/service.ts'

const REASON = 'Matti Meikäläinen rang: +358 40 1234567'
let api: TestService

before(async () => {
  api = await testService({ role: 'api' })
})
after(() => api.stop())

async function dismissed(entryId: string): Promise<{ details: { reason: string }; shown: unknown }> {
  const ctx = api.ctx()
  await withTransaction(api.service.platform.pool, (tx) =>
    audit(ctx, tx, 0, 'entry.dismissed', `entry:${entryId}`, {
      ...{ amount: '1.00', currency: 'EUR', reason: words(REASON) },
    }),
  )
  const { rows } = await api.pool.query<{ details: { reason: string } }>(
    'select details from audit_entry where subject = $1',
    [`entry:${entryId}`],
  )
  const { entries } = await listAudit(ctx, { action: 'entry.dismissed', limit: 1 })
  return { details: rows[0]?.details ?? { reason: '' }, shown: entries.map(present)[0]?.['details'] }
}

test('words of a person stand beside the entry, which holds their hash; the audit shows them', async () => {
  const first = await dismissed('1')
  assert.match(first.details.reason, /^hmac:[0-9a-f]{32}$/)
  assert.deepEqual(first.shown, { amount: '1.00', currency: 'EUR', reason: REASON })
  const second = await dismissed('2')
  assert.notEqual(second.details.reason, first.details.reason, 'equal words have another hash in another entry')
})

test('when the words are erased, the entry stays and shows the hash', async () => {
  const { details } = await dismissed('3')
  await api.pool.query('delete from audit_note')
  const { entries } = await listAudit(api.ctx(), { action: 'entry.dismissed', limit: 1 })
  assert.deepEqual(entries.map(present)[0]?.['details'], details)
  const { rows } = await api.pool.query(`select from audit_entry e where e::text like '%Meikäläinen%'`)
  assert.equal(rows.length, 0)
})
