import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { type PainPayment, type PainVersion } from '@saatava/bank-files/pain/pain-file.ts'
import { painWriter } from '@saatava/bank-files/pain/pain-writer.ts'
import { readAll } from '../../../packages/bank-files/test/reading.ts'
import { bankDataAbsent, iso20022Faults } from '../../../packages/bank-files/test/schemas.ts'
import { type FaultOrder, createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { type BankSimulator, createBankSimulator } from './index.ts'

const ACCOUNT = { iban: 'FI2112345600000785', currency: 'EUR' }
const PAYMENT: PainPayment = {
  id: 'E-1',
  creditor: { name: 'Test Customer Oy', iban: 'FI4250001510000023' },
  amount: 10_000n,
}

interface Bank {
  bank: BankSimulator
  app: FastifyInstance
  at: (instant: string) => void
  order(fault: FaultOrder): void
  settings(settings: object): Promise<void>
  /** Puts a payment file into the outbox. */
  pay(messageId: string, payments?: PainPayment[], version?: PainVersion, executionDate?: string): Promise<void>
  putText(name: string, text: string): Promise<void>
  /** All that the bank does now. @returns the new files in the inbox, by the beginning of their names */
  turn(): Promise<{ name: string; text: string }[]>
  restart(): void
  inspect(): {
    balances: { balance: string }[]
    paymentFiles: { refused: { code: string } | null }[]
    movements: unknown[]
  }
}

async function startBank(t: TestContext): Promise<Bank> {
  const folder = await mkdtemp(join(tmpdir(), 'saatava-bank-'))
  const world = {
    outbox: join(folder, 'outbox'),
    inbox: join(folder, 'inbox'),
    accounts: () => Promise.resolve([ACCOUNT]),
  }
  await mkdir(world.outbox)
  let now = new Date('2026-03-03T10:00:00Z')
  const faults = createFaults()
  const create = () => createBankSimulator({ faults, journal: openJournal(join(folder, 'bank.jsonl')), now: () => now })
  const app = Fastify()
  const bank: Bank = {
    bank: create(),
    app,
    at: (instant) => {
      now = new Date(instant)
    },
    order: (fault) => faults.order(fault),
    async settings(settings) {
      const { statusCode } = await app.inject({ method: 'PUT', url: '/simulators/bank/settings', payload: settings })
      assert.equal(statusCode, 200)
    },
    async pay(messageId, payments = [PAYMENT], version = '09', executionDate = '2026-03-04') {
      const file = {
        ...{ messageId, createdAt: now, currency: 'EUR', executionDate, payments },
        initiator: { name: 'Test Agency Oy' },
        debtor: { name: 'Test Agency Oy', iban: ACCOUNT.iban, bic: 'NDEAFIHH' },
      }
      await bank.putText(`${messageId}.xml`, painWriter(file, version))
    },
    putText: (name, text) => writeFile(join(world.outbox, name), text),
    async turn() {
      await bank.bank.turn(world)
      const names = (await readdir(world.inbox).catch(() => [])).toSorted((a, b) => a.localeCompare(b))
      const files = await Promise.all(
        names.map(async (name) => ({ name, text: await readFile(join(world.inbox, name), 'utf8') })),
      )
      for (const name of names) await rm(join(world.inbox, name))
      for (const { text } of files) {
        const schema = /tech:xsd:([a-z]+\.\d+\.001\.\d\d)/.exec(text)?.[1] ?? ''
        if (bankDataAbsent === false && schema !== 'pain.002.001.03')
          assert.deepEqual(iso20022Faults(schema, text), [], schema)
      }
      return files
    },
    restart: () => {
      bank.bank = create()
    },
    inspect: () => bank.bank.inspect(undefined) as ReturnType<Bank['inspect']>,
  }
  await mountSimulators(app, [{ simulator: bank.bank, faults }])
  t.after(async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })
  return bank
}

const kinds = (files: { name: string }[]) => files.map(({ name }) => name.slice(0, 7)).sort()
const tag = (text: string | undefined, name: string) =>
  [...(text ?? '').matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)<`, 'g'))].map(([, value]) => value)

test('a payment file is taken, accepted, executed on its day, and stands in notice and statement under our ids', async (t) => {
  const bank = await startBank(t)
  for (const version of ['03', '09'] as const)
    await bank.pay(`M-${version}`, [{ ...PAYMENT, id: `E-${version}` }], version)
  const answers = await bank.turn()
  assert.deepEqual(kinds(answers), ['pain002', 'pain002'])
  assert.deepEqual(
    answers.map(({ text }) => [
      /pain\.002\.001\.(\d\d)/.exec(text)?.[1],
      tag(text, 'GrpSts')[0],
      tag(text, 'OrgnlMsgId')[0],
    ]),
    [
      ['03', 'ACCP', 'M-03'],
      ['10', 'ACCP', 'M-09'],
    ],
  )
  assert.deepEqual(await bank.turn(), [])
  bank.at('2026-03-04T10:00:00Z')
  assert.deepEqual(kinds(await bank.turn()), ['camt054'])
  bank.restart()
  assert.deepEqual(await bank.turn(), [])
  bank.at('2026-03-04T22:30:00Z')
  const [statement, ...others] = await bank.turn()
  assert.equal(others.length, 0)
  const { entries, faults } = await readAll(statement?.text ?? '')
  assert.deepEqual(faults, [])
  assert.deepEqual(
    entries.map(({ amount, endToEndId, messageId, bookingDate }) => [amount, endToEndId, messageId, bookingDate]),
    [
      [-10_000n, 'E-03', 'M-03', '2026-03-04'],
      [-10_000n, 'E-09', 'M-09', '2026-03-04'],
    ],
  )
  assert.deepEqual(bank.inspect().balances, [{ account: 'FI2112345600000785 EUR', balance: '-200.00' }])
})

test('the bank refuses bad files with its reason: shape, counts, sums, accounts, dates, ids used before', async (t) => {
  const bank = await startBank(t)
  await bank.pay('GOOD')
  await bank.turn()
  const good = painWriter(
    {
      ...{
        messageId: 'GOOD',
        createdAt: new Date('2026-03-03T10:00:00Z'),
        currency: 'EUR',
        executionDate: '2026-03-04',
      },
      ...{ payments: [PAYMENT], initiator: { name: 'Test Agency Oy' } },
      debtor: { name: 'Test Agency Oy', iban: ACCOUNT.iban },
    },
    '09',
  )
  let files = 0
  const other = good.replaceAll('GOOD', 'OTHER')
  for (const [text, code] of [
    [good, 'DU01'],
    [good.replace('<MsgId>GOOD', '<MsgId>NEW'), 'DU02'],
    [other.replace('<NbOfTxs>1', '<NbOfTxs>2'), 'AM18'],
    [other.replace('<CtrlSum>100.00', '<CtrlSum>100.01'), 'AM10'],
    [other.replaceAll(ACCOUNT.iban, 'FI4250001510000023'), 'AC02'],
    [other.replace('<Dt>2026-03-04', '<Dt>2026-03-02'), 'DT01'],
    [other.replace('FI4250001510000023', 'FI4250001510000024'), 'AC01'],
    [other.replace('Ccy="EUR"', 'Ccy="SEK"'), 'AM03'],
    [`<!DOCTYPE a>${other}`, 'FF01'],
  ] as const) {
    const number = ++files
    await bank.putText(`f-${number}.xml`, text.replaceAll('OTHER', `OTHER-${number}`))
    const [answer] = await bank.turn()
    assert.equal(tag(answer?.text, 'GrpSts')[0], 'RJCT', code)
    assert.ok(tag(answer?.text, 'Cd').includes(code), `${code} in ${answer?.text}`)
  }
  await bank.settings({ initiator: { id: '123456789', scheme: 'BANK' } })
  await bank.pay('ANONYMOUS')
  const [answer] = await bank.turn()
  assert.equal(tag(answer?.text, 'Cd')[0], 'DS0H')
})

test('faults by switch: a payment refused, a payout returned, answers lost and doubled, statements late and doubled', async (t) => {
  const bank = await startBank(t)
  bank.order({ fault: 'REJECT_TRANSACTION', company: 'E-2', code: 'AC04' })
  bank.order({ fault: 'RETURN_PAYOUT', company: 'E-1', code: 'AC01' })
  bank.order({ fault: 'ANSWER_TWICE' })
  await bank.pay('M-1', [PAYMENT, { ...PAYMENT, id: 'E-2', amount: 500n }])
  const answers = await bank.turn()
  assert.equal(answers.length, 2)
  assert.deepEqual([tag(answers[0]?.text, 'GrpSts'), tag(answers[0]?.text, 'OrgnlEndToEndId')], [['PART'], ['E-2']])
  bank.order({ fault: 'LOSE_ANSWER' })
  await bank.pay('M-2', [{ ...PAYMENT, id: 'E-3' }])
  assert.deepEqual(await bank.turn(), [])
  bank.order({ fault: 'STATEMENT_LATE' })
  bank.order({ fault: 'DUPLICATE_STATEMENT' })
  bank.at('2026-03-05T10:00:00Z')
  assert.deepEqual(kinds(await bank.turn()), ['camt054'])
  bank.at('2026-03-06T10:00:00Z')
  const late = await bank.turn()
  assert.deepEqual(kinds(late), ['camt053', 'camt053', 'camt054'])
  const notice = late.find(({ name }) => name.startsWith('camt054'))
  const { entries } = await readAll(notice?.text ?? '')
  assert.deepEqual(
    entries.map(({ amount, endToEndId, returnReason, reversal }) => [amount, endToEndId, returnReason, reversal]),
    [[10_000n, 'E-1', 'AC01', true]],
  )
  bank.order({ fault: 'REJECT_FILE', code: 'AM04' })
  await bank.pay('M-3', [PAYMENT], '03', '2026-03-09')
  const [refused] = await bank.turn()
  assert.deepEqual([tag(refused?.text, 'GrpSts'), tag(refused?.text, 'Cd')], [['RJCT'], ['AM04']])
})

test('batches as one sum, only statements, the old version and the national account number', async (t) => {
  const bank = await startBank(t)
  await bank.settings({ files: 'CAMT_053', batchBooking: true, bban: true, camtVersion: '02' })
  await bank.pay('M-1', [PAYMENT, { ...PAYMENT, id: 'E-2', amount: 500n }])
  await bank.turn()
  bank.at('2026-03-05T10:00:00Z')
  const files = await bank.turn()
  assert.deepEqual(kinds(files), ['camt053'])
  const { entries } = await readAll(files[0]?.text ?? '')
  assert.deepEqual(
    entries.map(({ amount, messageId, paymentInformationId, account }) => [
      amount,
      messageId,
      paymentInformationId,
      account,
    ]),
    [[-10_500n, 'M-1', 'M-1', '12345600000785']],
  )
})

test('each day opens where the last one closed, with money in and out', async (t) => {
  const bank = await startBank(t)
  for (const [i, day] of ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-08'].entries()) {
    bank.at(`${day}T10:00:00Z`)
    const payload = { ...ACCOUNT, amount: `${i + 1}00.00`, payer: 'A & B <Oy>', reference: '1232', text: 'kiitos' }
    const { statusCode } = await bank.app.inject({ method: 'POST', url: '/simulators/bank/payments', payload })
    assert.equal(statusCode, 201)
    if (i === 0) await bank.pay('M-1', [PAYMENT])
    await bank.turn()
  }
  const { statements } = (await bank.app.inject({ url: `/simulators/bank/statements?iban=${ACCOUNT.iban}` })).json<{
    statements: { date: string; opening: string; closing: string }[]
  }>()
  assert.deepEqual(
    statements.map(({ date, opening, closing }) => [date, opening, closing]),
    [
      ['2026-03-03', '0.00', '100.00'],
      ['2026-03-04', '100.00', '200.00'],
      ['2026-03-05', '200.00', '500.00'],
      ['2026-03-08', '500.00', '900.00'],
    ],
  )
  const wrong = await bank.app.inject({ method: 'POST', url: '/simulators/bank/payments', payload: { amount: 'all' } })
  assert.equal(wrong.statusCode, 400)
})
