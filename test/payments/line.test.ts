/** The whole way once: a camt.054 file from the command line, its payment matched and allocated, and shown to the client. */
import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fails, json, lines, runCli } from '../support/cli/run.ts'
import { camtOf, entryOf, startWorld, type World } from '../support/payments/world.ts'

let world: World
let env: Record<string, string>
before(async () => {
  world = await startWorld()
  env = { DATABASE_URL: world.api.databaseUrl, DATA_DIR: world.folder, LOG_LEVEL: 'silent' }
})
after(() => world.stop())

test('a bank file taken from the command line pays a case, and the client sees it', async () => {
  const client = await world.api.createClient()
  const debt = await world.openCase(client, { capital: 12_550n, dueDate: '2026-01-15' })
  const path = join(world.folder, 'camt054.xml')
  const text = camtOf([
    entryOf('BANK-1', '128.03', { reference: debt.reference, date: '2026-03-16' }),
    entryOf('BANK-2', '10.00', { text: 'hello', date: '2026-03-16' }),
  ])
  await writeFile(path, text)
  const taken = await json(['bank-file', 'take', path], env)
  assert.equal(taken['entries'], 2)
  assert.equal(taken['known'], 0)
  assert.equal(taken['dealtWith'], 2)
  assert.equal(taken['takenBefore'], false)

  // 125.50 at 4.5 % (reference rate 2.5 in the first half of 2026 and 7) is some cents; the capital takes the rest.
  const { body } = await world.payments(client)
  assert.equal(body.length, 1)
  const [payment] = body
  assert.equal(payment?.caseId, debt.caseId)
  assert.equal(payment?.invoiceNumber, String(debt.invoiceNumber))
  assert.equal(payment?.invoicePaymentReference, debt.reference)
  assert.equal(payment?.accountName, 'Matti Meikäläinen')
  assert.equal(payment?.bookingDate, '2026-03-16T00:00:00Z')
  assert.equal(payment?.settlementId, null)
  const { capitalAmount, interestAmount, costsAmount } = payment?.allocation ?? {
    capitalAmount: 0,
    interestAmount: 0,
    costsAmount: 0,
  }
  assert.equal(capitalAmount, 125.5)
  assert.ok(interestAmount > 1.5 && interestAmount < 2.53, String(interestAmount))
  assert.equal(costsAmount, 0)
  assert.deepEqual(await world.statusOf(debt), { status: 'CLOSED', stage: 'CLOSED', closing_reason: 'PAID' })

  const again = await json(['bank-file', 'take', path], env)
  assert.equal(again['takenBefore'], true)
  assert.equal(again['dealtWith'], 0)
  assert.equal((await world.payments(client)).body.length, 1)

  const { waiting } = await json<{ waiting: { id: string; kind: string; reason: string; waiting: number }[] }>(
    ['payment', 'unallocated'],
    env,
  )
  assert.deepEqual(
    waiting.map(({ kind, reason }) => [kind, reason]),
    [
      ['ENTRY', 'NO_REFERENCE'],
      ['PAYMENT', 'OVERPAYMENT'],
    ],
  )
  const other = await world.openCase(client, { capital: 3_000n })
  const allocated = await json(
    ['payment', 'allocate', waiting[0]?.id ?? '', '--case', String(other.caseId), '--amount', '4.00'],
    env,
  )
  assert.equal(allocated['amount'], 4)
  assert.equal(allocated['capitalAmount'], 4 - Number(allocated['interestAmount']))
  const recorded = ['--reason', 'Paid at the bank', '--recorded']
  const returned = await json(['payment', 'return', waiting[1]?.id ?? '', ...recorded], env)
  assert.equal(returned['amount'], waiting[1]?.waiting)
  await fails(1, /unallocated/, ['payment', 'return', waiting[1]?.id ?? '', ...recorded], env)
  await fails(2, /UUID/, ['payment', 'return', 'x', ...recorded], env)
  await fails(2, /--reason/, ['payment', 'return', waiting[0]?.id ?? ''], env)
  await fails(2, /amount/, ['payment', 'allocate', waiting[0]?.id ?? '', '--case', '1', '--amount', '-4'], env)
  assert.ok((await lines(['payment', 'unallocated'], env)).some((line) => line.includes('LEFT_OVER')))
  await fails(1, /could not be read/, ['bank-file', 'take', join(world.folder, 'absent.xml')], env)
  // A file that no bank has made is reported as a failure too, with its place.
  const odd = join(world.folder, 'odd.txt')
  await writeFile(odd, 'hello')
  const { code, stdout } = await runCli(['bank-file', 'take', odd], env)
  assert.equal(code, 1)
  assert.match(stdout, /line 1 .*UNKNOWN_FORMAT/)
})
