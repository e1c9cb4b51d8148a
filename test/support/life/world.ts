/** Where a life takes place: the service with its workers and simulators, its clock, and the agency's bank. */
import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays } from '@saatava/core/dates.ts'
import { decideSame } from '../../../src/payments/decide-same.ts'
import { matchAll } from '../../../src/payments/match/match-all.ts'
import { movedClock } from '../clock.ts'
import { type TestService, testService } from '../service.ts'
import { type BankFile, LifeBank } from './bank.ts'
import { type LifeClient, createLifeClient } from './client.ts'
import { LifeRates } from './rates.ts'
import { type PlannedClient } from './scenario.ts'
import type { Size } from './size.ts'

const OPERATOR_TOKEN = 'life-operator-token'

export interface LifeWorld {
  api: TestService
  rates: LifeRates
  bank: LifeBank
  clients: LifeClient[]
  /** To a time of a day (UTC; without one ten o'clock), with everything done that is due by then. */
  moveTo(day: string, time?: string): Promise<void>
  /** The bank's files of the day so far. */
  deliverBankFiles(today: string): Promise<void>
  /** The bank executes payment files that are due, and states the days before: what they moved, and the balances. */
  executePayments(today: string): Promise<void>
  stop(): Promise<void>
}

export async function startLife(size: Size, planned: PlannedClient[]): Promise<LifeWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-life-'))
  const rates = new LifeRates(size.start)
  const lawRules = join(folder, 'rules.json')
  writeFileSync(lawRules, rates.rules())
  const api = await testService({
    ...{ lawRules, operatorToken: OPERATOR_TOKEN, printRunSeconds: 0.1, distributionPollMs: 200, syncPollMs: 200 },
    ...(process.env['LIFE_LOG'] === undefined ? {} : { logLevel: process.env['LIFE_LOG'] }),
  })
  await setClock(api, `${addDays(size.start, -1)}T12:00:00Z`)
  const partner = await api.createPartner()
  const clients: LifeClient[] = []
  for (const one of planned) clients.push(await createLifeClient(api, partner, one))
  const bank = new LifeBank()
  const { token } = clients[0] as LifeClient
  return {
    ...{ api, rates, bank, clients },
    async moveTo(day, time = '10:00') {
      await movedClock(api, token, { to: `${day}T${time}:00Z` })
    },
    async deliverBankFiles(today) {
      for (const file of bank.files(today)) await deliver(api, file)
    },
    executePayments: (today) => execute(api, bank, today),
    async stop() {
      await api.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Sets a clock that nobody goes by yet: with clients, the months until then would be lived day by day. */
async function setClock(api: TestService, to: string): Promise<void> {
  const offsetMs = Date.parse(to) - Date.now()
  if (offsetMs <= 0) return
  await api.pool.query(
    `insert into sandbox_setting (name, value) values ('clock', $1) on conflict (name) do update set value = excluded.value`,
    [Buffer.from(JSON.stringify({ offsetMs }))],
  )
  await api.service.idle()
}

/** Brings the bank's files as an operator does. */
async function deliver(api: TestService, { name, text }: BankFile): Promise<void> {
  const reply = await api.call<{ faultCount: number; complete: boolean }>(
    'POST',
    `/api/v1/operator/bank-files?name=${name}`,
    { body: text, headers: { 'x-operator-token': OPERATOR_TOKEN, 'content-type': 'application/octet-stream' } },
  )
  assert.equal(reply.status, 200, `${name}: ${reply.text}`)
  assert.equal(reply.body.faultCount, 0, `${name}: ${reply.text}\n${text.toString()}`)
  assert.equal(reply.body.complete, true, name)
}

/** The bank takes the payment files of the outbox and reports their debits in its statements. */
async function execute(api: TestService, bank: LifeBank, today: string): Promise<void> {
  const { outbox } = api.config.bank
  const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith('.xml')).toSorted()
  for (const name of names) bank.execute(name, await readFile(join(outbox, name), 'utf8'), today)
  const statements = bank.statements(today)
  for (const file of statements) await deliver(api, file)
  if (statements.length === 0) return
  await matchAll(api.ctx())
  await decide(api)
}

/** A person knows that a sum in the bank's statement is that of a file which listed its payments. */
async function decide(api: TestService): Promise<void> {
  const { rows } = await api.pool.query<{ entryId: string }>(
    `select entry_id as "entryId" from bank_entry where state = 'unallocated' and reason = 'PERHAPS_SAME' order by entry_id`,
  )
  for (const { entryId } of rows) {
    const { rows: waiting } = await api.pool.query(
      `select from bank_entry where entry_id = $1 and reason = 'PERHAPS_SAME'`,
      [entryId],
    )
    if (waiting.length > 0) await decideSame(api.ctx(), { entryId, same: true })
  }
}
