/** Booked entries of one day, one total and one form number, reported as sums by one file and part by part by another. */
import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type CamtEntry, camtFile } from '../../packages/bank-files/test/camt.ts'
import { takeBankFileAt } from '../../src/payments/take-bank-file.ts'
import { decideSame } from '../../src/payments/decide-same.ts'
import { startWorld, type World } from '../support/payments/world.ts'

const IBAN = 'NO9386011117947'
const FORM_NUMBER = '90000000'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

let files = 0

async function take(entries: CamtEntry[]): Promise<void> {
  const id = `ALIKE-${++files}`
  const path = join(world.folder, `${id}.xml`)
  const text = camtFile({ format: 'camt.054.001.02', messageId: id, statements: [{ id, iban: IBAN, entries }] })
  await writeFile(path, text)
  await takeBankFileAt(world.api.ctx(), { name: `${id}.xml`, path })
}

function sum(bookingDate: string, servicerReference?: string): CamtEntry {
  const id = servicerReference === undefined ? {} : { servicerReference }
  return { amount: '300.00', currency: 'NOK', bookingDate, ...id }
}

/** @param references of two payments of 100.00 and 200.00 */
function detail(bookingDate: string, references: [string, string], servicerReference?: string): CamtEntry {
  const transactions = references.map((reference, i) => ({
    ...{ amount: `${i + 1}00.00`, currency: 'NOK', debtor: 'Kari Nordmann' },
    structured: [{ reference }],
  }))
  return { ...sum(bookingDate, servicerReference), transactions }
}

interface Entry {
  id: string
  what: string
}

async function entriesOf(day: string, which: 'counted' | 'waiting'): Promise<Entry[]> {
  const { rows } = await world.api.pool.query<Entry>(
    `select entry_id as id, amount_minor || ' ' || coalesce(reference, '-') as what from bank_entry
     where booking_date = $1 and case $2 when 'waiting' then reason = 'PERHAPS_SAME'
       else state <> 'ignored' and reason is distinct from 'PERHAPS_SAME' end order by 2`,
    [day, which],
  )
  return rows
}

async function require(day: string, counted: string[], waiting: string[] = []): Promise<void> {
  assert.deepEqual(
    (await entriesOf(day, 'counted')).map(({ what }) => what),
    counted,
  )
  assert.deepEqual(
    (await entriesOf(day, 'waiting')).map(({ what }) => what),
    waiting,
  )
}

const FIRST: [string, string] = ['3191001', '3191002']
const SECOND: [string, string] = ['3191003', '3191004']
const BOTH = ['10000 3191001', '10000 3191003', '20000 3191002', '20000 3191004']

test('counts all details once when two sums have one number and total, in either order', async () => {
  for (const [day, sumsFirst] of [
    ['2026-03-02', true],
    ['2026-03-03', false],
  ] as const) {
    const sums = [sum(day, FORM_NUMBER), sum(day, FORM_NUMBER)]
    const details = [detail(day, FIRST, FORM_NUMBER), detail(day, SECOND, FORM_NUMBER)]
    for (const entries of sumsFirst ? [sums, details] : [details, sums]) await take(entries)
    await require(day, BOTH)
  }
})

test('counts the surplus as a separate movement when there are more sums than details, or fewer', async () => {
  await take([sum('2026-03-04', FORM_NUMBER), sum('2026-03-04', FORM_NUMBER)])
  await take([detail('2026-03-04', FIRST, FORM_NUMBER)])
  await require('2026-03-04', ['10000 3191001', '20000 3191002', '30000 -'])
  await take([sum('2026-03-05', FORM_NUMBER)])
  await take([detail('2026-03-05', FIRST, FORM_NUMBER), detail('2026-03-05', SECOND, FORM_NUMBER)])
  await require('2026-03-05', BOTH)
})

test('pairs details with details when a sum of the other file has their number as well', async () => {
  const day = '2026-03-06'
  await take([sum(day, FORM_NUMBER), detail(day, SECOND, FORM_NUMBER)])
  await take([detail(day, SECOND, FORM_NUMBER), detail(day, FIRST, FORM_NUMBER)])
  await require(day, BOTH)
})

test('does not take a part of one sum for a part of another sum in a third entry', async () => {
  const day = '2026-03-09'
  // The first has lost its number; the sum of the second is known by its own.
  await take([detail(day, FIRST), { ...sum(day, 'E-2'), amount: '500.00' }])
  const second = detail(day, ['3191001', '3191009'], 'E-2')
  const third = { amount: '200.00', currency: 'NOK', debtor: 'Kari Nordmann', structured: [{ reference: '3191008' }] }
  await take([sum(day, 'E-1'), { ...second, amount: '500.00', transactions: [...(second.transactions ?? []), third] }])
  const counted = ['10000 3191001', '10000 3191001', '20000 3191002', '20000 3191008', '20000 3191009']
  await require(day, counted, ['30000 -'])
})

test('compares parts with a third file that lists single payments beside their sum', async () => {
  const day = '2026-03-10'
  await take([sum(day)])
  const singles = (detail(day, FIRST).transactions ?? []).map((one) => ({
    ...{ amount: one.amount ?? '', currency: 'NOK', bookingDate: day },
    transactions: [one],
  }))
  await take(singles)
  await take([detail(day, FIRST)])
  await require(day, ['10000 3191001', '20000 3191002'], ['10000 3191001', '20000 3191002', '30000 -'])
})

test('counts once what a person calls the same, and twice what a person calls different', async () => {
  for (const [day, same] of [
    ['2026-03-11', true],
    ['2026-03-12', false],
  ] as const) {
    await take([detail(day, FIRST)])
    await take([sum(day)])
    await require(day, ['10000 3191001', '20000 3191002'], ['30000 -'])
    const [waiting] = await entriesOf(day, 'waiting')
    assert.equal(await decideSame(world.api.ctx(), { entryId: waiting?.id ?? '', same }), 1)
    await require(day, ['10000 3191001', '20000 3191002', ...(same ? [] : ['30000 -'])])
  }
})
