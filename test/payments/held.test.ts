/** No payment is settled further than what came: what was taken off in the same credit holds back as much. */
import { strict as assert } from 'node:assert'
import { after, before, test } from 'node:test'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { dismissEntry } from '../../src/payments/dismiss-entry.ts'
import { listUnallocated } from '../../src/payments/list-unallocated.ts'
import { selectWaitingCases } from '../../src/payments/settle-queries.ts'
import type { TestClient } from '../support/service.ts'
import { startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

async function toSettle(): Promise<Set<number>> {
  const account = { clientId: client.clientIdentifier, currency: 'EUR' }
  const { caseIds } = await selectWaitingCases(world.api.pool, account, 100)
  return new Set(caseIds.map(Number))
}

test('holds the payment of the same payer until a person has decided about the deduction', async () => {
  const [payer, other] = await Promise.all([50_000n, 30_000n].map((capital) => world.openCase(client, { capital })))
  assert.ok(payer && other)
  const entries: CamtEntry[] = [
    {
      ...{ amount: '700.00', bookingDate: '2026-02-25', servicerReference: 'HELD' },
      transactions: [
        {
          amount: '500.00',
          servicerReference: 'HELD-1',
          debtorIban: 'FI4250001510000023',
          structured: [{ reference: payer.reference }],
        },
        {
          amount: '300.00',
          servicerReference: 'HELD-2',
          debtorIban: 'FI9814283500171141',
          structured: [{ reference: other.reference }],
        },
        {
          amount: '100.00',
          sign: 'DBIT',
          servicerReference: 'HELD-3',
          creditorIban: 'FI4250001510000023',
          unstructured: ['credit note 77'],
        },
      ],
    },
  ]
  const format = 'camt.054.001.08'
  await world.take(camtFile({ format, messageId: 'HELD', statements: [{ id: 'HELD', entries }] }))
  const [waiting] = await listUnallocated(world.api.ctx(), 10)
  assert.deepEqual([waiting?.reason, waiting?.waiting], ['DEDUCTION', -100])
  assert.deepEqual(await toSettle(), new Set([other.caseId]))
  await dismissEntry(world.api.ctx(), { entryId: waiting?.id ?? '', reason: 'agreed with the client' })
  assert.deepEqual(await toSettle(), new Set([payer.caseId, other.caseId]))
})
