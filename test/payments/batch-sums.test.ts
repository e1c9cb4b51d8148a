/** Lines of BgMax, OCR giro and KTL, and the sum of them that camt.053 or camt.054 books: the money is counted once. */
import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { allocateManually } from '../../src/payments/allocate-manually.ts'
import { decideSame } from '../../src/payments/decide-same.ts'
import { matchAll } from '../../src/payments/match/match-all.ts'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import type { TestClient } from '../support/service.ts'
import { type Line, NATIONAL, type National, total } from '../support/payments/national-files.ts'
import { startWorld, type World } from '../support/payments/world.ts'

let world: World
let client: TestClient
before(async () => {
  world = await startWorld()
  client = await world.api.createClient()
})
after(() => world.stop())

let files = 0
/** A Monday, so that the banking day before is a Friday; of each format another one every time. */
const weeks = new Map<string, number>()
function nextDay({ name }: National): string {
  const week = (weeks.get(name) ?? 0) + 1
  weeks.set(name, week)
  return new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10)
}

async function take(text: string): Promise<void> {
  const name = `sum-${++files}`
  const path = join(world.folder, name)
  await writeFile(path, text, 'latin1')
  const { complete, faults } = await takeBankFileAt(world.api.ctx(), { name, path })
  // The files of this test have neither true balances nor days of payment near the booking days.
  const wrong = faults.filter(({ code }) => code !== 'BALANCE_MISMATCH' && code !== 'DATE_OUT_OF_BOUNDS')
  assert.deepEqual([complete, wrong], [true, []])
}

const takeLines = ({ write }: National, day: string, ...batches: Line[][]) => take(write(day, batches, ++files))

function takeCamt(
  { iban, currency }: National,
  day: string,
  amounts: number[],
  { format = 'camt.053.001.02', ...more }: { format?: 'camt.053.001.02' | 'camt.054.001.08' } & Partial<CamtEntry> = {},
): Promise<void> {
  const id = `CAMT-${++files}`
  const entries = amounts.map((amount): CamtEntry => {
    const size = (Math.abs(amount) / 100).toFixed(2)
    return { amount: size, currency, bookingDate: day, ...(amount < 0 ? { sign: 'DBIT' } : {}), ...more }
  })
  return take(camtFile({ format, messageId: id, statements: [{ id, iban, currency, entries }] }))
}

/** The owner of the references makes no difference here. */
const LINES: Line[] = [
  { amount: 12_500, reference: '3191008' },
  { amount: 30_000, reference: '3191016' },
  { amount: 7_700, reference: '3191024' },
]
const SUM = total(LINES)

interface Outcome {
  counted: number
  waiting: number[]
}

/** @returns what is counted between two days, and the amounts that wait as perhaps the same */
async function outcome(files: National, day: string): Promise<Outcome> {
  const { rows } = await world.api.pool.query<{ counted: number; waiting: number[] }>(
    `select coalesce(sum(amount_minor) filter (where state <> 'ignored' and reason is distinct from 'PERHAPS_SAME'), 0)::int as counted,
            coalesce(array_agg(amount_minor::int order by amount_minor) filter (where reason = 'PERHAPS_SAME'), '{}') as waiting
     from bank_entry where currency = $1 and booking_date between $2::date - 3 and $2::date + 3`,
    [files.currency, day],
  )
  assert.ok(rows[0])
  return rows[0]
}

for (const national of NATIONAL) {
  const { name } = national
  for (const format of ['camt.053.001.02', 'camt.054.001.08'] as const) {
    test(`${name}: counts lines and their sum in ${format} once, in either order`, async () => {
      for (const sumFirst of [true, false]) {
        const day = nextDay(national)
        const deeds = [() => takeLines(national, day, LINES), () => takeCamt(national, day, [SUM], { format })]
        for (const deed of sumFirst ? deeds.toReversed() : deeds) await deed()
        assert.deepEqual(await outcome(national, day), { counted: SUM, waiting: [SUM] })
      }
    })
  }

  test(`${name}: counts lines and their sum once when the sum was matched before the lines came`, async () => {
    const day = nextDay(national)
    await takeCamt(national, day, [SUM])
    await matchAll(world.api.ctx())
    assert.deepEqual(await outcome(national, day), { counted: SUM, waiting: [] })
    await takeLines(national, day, LINES)
    assert.deepEqual(await outcome(national, day), { counted: SUM, waiting: [SUM] })
  })

  test(`${name}: pairs a sum with lines that are booked a banking day apart`, async () => {
    const day = nextDay(national)
    const friday = new Date(Date.parse(day) - 3 * 86_400_000).toISOString().slice(0, 10)
    await takeLines(national, day, LINES)
    await takeCamt(national, friday, [SUM])
    assert.deepEqual(await outcome(national, day), { counted: SUM, waiting: [SUM] })
  })

  test(`${name}: knows a sum that bears a text or the name of a clearing house`, async () => {
    const day = nextDay(national)
    await takeLines(national, day, LINES)
    await takeCamt(national, day, [SUM], { transactions: [{ debtor: 'Clearing', unstructured: ['INCOMING, SUM'] }] })
    assert.deepEqual(await outcome(national, day), { counted: SUM, waiting: [SUM] })
  })

  test(`${name}: finds the sum of several batches and of several files of a day`, async () => {
    const day = nextDay(national)
    await takeLines(national, day, LINES.slice(0, 1), LINES.slice(1))
    await takeCamt(national, day, [SUM])
    assert.deepEqual(await outcome(national, day), { counted: SUM, waiting: [SUM] })
    const another = nextDay(national)
    await takeCamt(national, another, [SUM])
    await takeLines(national, another, LINES.slice(0, 2))
    await takeLines(national, another, LINES.slice(2))
    assert.deepEqual(await outcome(national, another), { counted: SUM, waiting: [SUM] })
  })

  test(`${name}: takes one sum for each batch, and counts the surplus as a separate movement`, async () => {
    const day = nextDay(national)
    await takeLines(national, day, LINES)
    await takeCamt(national, day, [SUM, SUM])
    assert.deepEqual(await outcome(national, day), { counted: 2 * SUM, waiting: [SUM] })
  })

  test(`${name}: counts a sum of another amount, or of another week`, async () => {
    const day = nextDay(national)
    await takeLines(national, day, LINES)
    await takeCamt(national, day, [SUM + 1])
    await takeCamt(national, nextDay(national), [SUM])
    assert.deepEqual(await outcome(national, day), { counted: 2 * SUM + 1, waiting: [] })
  })

  test(`${name}: follows what a person decides, and offers the lines to another sum after "different"`, async () => {
    const day = nextDay(national)
    await takeLines(national, day, LINES)
    await takeCamt(national, day, [SUM])
    await decide(day, national, false)
    assert.deepEqual(await outcome(national, day), { counted: 2 * SUM, waiting: [] })
    await takeCamt(national, day, [SUM], { servicerReference: `S-${day}` })
    const { waiting } = await outcome(national, day)
    assert.deepEqual(waiting, [SUM])
    await decide(day, national, true)
    assert.deepEqual(await outcome(national, day), { counted: 2 * SUM, waiting: [] })
  })

  test(`${name}: counts once what comes as lines, as a sum and in the details of camt.054`, async () => {
    const deeds = [
      (day: string) => takeLines(national, day, LINES),
      (day: string) => takeCamt(national, day, [SUM], { servicerReference: `E-${day}` }),
      (day: string) =>
        takeCamt(national, day, [SUM], {
          ...{ format: 'camt.054.001.08', servicerReference: `E-${day}` },
          transactions: LINES.map(({ amount, reference }) => ({
            ...{ amount: (amount / 100).toFixed(2), currency: national.currency },
            structured: [{ reference }],
          })),
        }),
    ]
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const day = nextDay(national)
      for (const i of order) await deeds[i]?.(day)
      assert.equal((await outcome(national, day)).counted, SUM, `in the order ${order.join(' ')}`)
    }
  })
}

async function decide(day: string, { currency }: National, same: boolean): Promise<void> {
  const { rows } = await world.api.pool.query<{ id: string }>(
    `select entry_id as id from bank_entry where currency = $1 and booking_date = $2 and reason = 'PERHAPS_SAME'`,
    [currency, day],
  )
  assert.equal(await decideSame(world.api.ctx(), { entryId: rows[0]?.id ?? '', same }), 1)
}

test('takes what is taken back within a batch into its sum, or beside it', async () => {
  const lines = [...LINES, { amount: -2_500, reference: '3191008' }]
  for (const national of NATIONAL) {
    const day = nextDay(national)
    await takeLines(national, day, lines)
    await takeCamt(national, day, [SUM - 2_500])
    assert.deepEqual(await outcome(national, day), { counted: SUM - 2_500, waiting: [SUM - 2_500] }, national.name)
    const another = nextDay(national)
    await takeLines(national, another, lines)
    await takeCamt(national, another, [SUM])
    assert.deepEqual(await outcome(national, another), { counted: SUM - 2_500, waiting: [SUM] }, national.name)
  }
})

test('leaves the lines for review when the sum was allocated before they came', async () => {
  for (const national of NATIONAL) {
    const day = nextDay(national)
    const { caseId } = await world.openCase(client, {
      ...{ capital: BigInt(SUM), currency: national.currency, invoiceDate: '2024-01-02', dueDate: '2024-01-10' },
    })
    await takeCamt(national, day, [SUM])
    await matchAll(world.api.ctx())
    const { rows } = await world.api.pool.query<{ id: string }>(
      'select entry_id as id from bank_entry where currency = $1 and booking_date = $2',
      [national.currency, day],
    )
    await allocateManually(world.api.ctx(), { id: rows[0]?.id ?? '', caseId })
    await takeLines(national, day, LINES)
    await matchAll(world.api.ctx())
    const amounts = LINES.map(({ amount }) => amount).toSorted((a, b) => a - b)
    assert.deepEqual(await outcome(national, day), { counted: SUM, waiting: amounts }, national.name)
  }
})
