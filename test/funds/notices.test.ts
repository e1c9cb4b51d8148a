/** An account's missing statement, and a national file whose lines do not make its sum, cause one notice for each day. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { camtFile } from '../../packages/bank-files/test/camt.ts'
import { addBankingDays } from '@saatava/core/banking-days.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { noticeDays } from '../../src/funds/notice-days.ts'
import { NATIONAL } from '../support/payments/national-files.ts'
import { type World, entryOf, startWorld } from '../support/payments/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

const today = () => civilDateAt(world.api.service.platform.clock.now(), timeZoneOf('FI'))

async function statement(date: string): Promise<void> {
  const entries = [entryOf(`E-${date}`, '10.00', { text: 'a', date })]
  const statementOf = { id: `S-${date}`, opening: '0.00', closing: '10.00', balancesOn: date, entries }
  await world.take(camtFile({ format: 'camt.053.001.08', messageId: `M-${date}`, statements: [statementOf] }))
}

async function emitted(type: string): Promise<unknown[]> {
  while ((await noticeDays(world.api.ctx())) > 0);
  const { rows } = await world.api.pool.query<{ data: unknown }>(
    'select data from event where client_id = 0 and type = $1 order by event_id',
    [type],
  )
  return rows.map(({ data }) => data)
}

test('emits one event for each banking day without a statement, when the next banking day is over', async () => {
  assert.deepEqual(
    await emitted('funds.statement.missing'),
    [],
    'an account without any statement has none that is missing',
  )
  const [last, missing] = [-4, -3].map((days) => addBankingDays('FI', today(), days))
  assert.ok(last !== undefined && missing !== undefined)
  await statement(last)
  const account = 'FI2112345600000785'
  const events = await emitted('funds.statement.missing')
  const days = events.map((data) => (data as { date: string }).date)
  assert.ok(days.includes(missing))
  assert.ok(days.every((day) => day > last && addBankingDays('FI', day, 1) < today()))
  assert.deepEqual(events[0], { account, currency: 'EUR', date: missing, lastStatement: last })
  assert.deepEqual(await emitted('funds.statement.missing'), events, 'once')
  await statement(addBankingDays('FI', today(), -2))
  assert.deepEqual(await emitted('funds.statement.missing'), events, 'a statement that has come is not missing')
})

test('emits one event for each day on which the sum of a national file differs from its lines', async () => {
  const day = addBankingDays('SE', today(), -5)
  const lines = [
    { amount: 12_500, reference: '3191008' },
    { amount: 30_000, reference: '3191016' },
  ]
  for (const national of NATIONAL) {
    const right = national.write(day, [lines], 1)
    await world.take(right)
    // The sum of the deposit, the assignment or the batch: one line more than could be read.
    await world.take(right.replaceAll('42500', '92500'))
  }
  const events = (await emitted('funds.receipts.differ')) as Record<string, unknown>[]
  assert.deepEqual(
    events
      .map(({ currency, formats, reported, read, difference }) => ({
        currency,
        formats,
        reported,
        read,
        difference,
      }))
      .toSorted((a, b) => String(a.currency).localeCompare(String(b.currency))),
    [
      ['EUR', 'ktl'],
      ['NOK', 'no-ocr-giro'],
      ['SEK', 'bgmax'],
    ].map(([currency, format]) => ({
      ...{ currency, formats: [format], reported: '925.00', read: '425.00', difference: '500.00' },
    })),
  )
  assert.equal((await emitted('funds.receipts.differ')).length, 3, 'once')
})
