/** Where a life takes place: the service with its workers and simulators, its clock, and the agency's bank. */
import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorkLoop } from '../../src/platform/work-loop.ts'
import { matchDue } from '../../src/payments/match-entries.ts'
import { takeBankFile } from '../../src/payments/take-bank-file.ts'
import { type TestService, testService } from '../support/service.ts'
import { type BankFile, LifeBank } from './bank.ts'
import { type LifeClient, createLifeClient } from './client.ts'
import { LifeRates } from './rates.ts'
import { type PlannedClient } from './scenario.ts'
import type { Size } from './size.ts'

export const OPERATOR_TOKEN = 'life-operator-token'
const CLOCK = '/api/v1/partner/sandbox/clock'
/** Of a day's work, when much of it comes at once. */
const PATIENCE_SECONDS = 120

export interface LifeWorld {
  api: TestService
  rates: LifeRates
  bank: LifeBank
  clients: LifeClient[]
  /** To ten o'clock (UTC) of a day, with everything done that is due by then. */
  moveTo(day: string): Promise<void>
  /** The bank's files of the day so far. */
  deliverBankFiles(): Promise<void>
  stop(): Promise<void>
}

interface ClockView {
  now: string
  move: { state: string; due: unknown[] } | null
}

export async function startLife(size: Size, planned: PlannedClient[]): Promise<LifeWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-life-'))
  const rates = new LifeRates(size.start)
  const lawRules = join(folder, 'rules.json')
  writeFileSync(lawRules, rates.rules())
  const api = await testService({
    ...{ lawRules, operatorToken: OPERATOR_TOKEN, printRunSeconds: 1, distributionPollMs: 100, syncPollMs: 100 },
    ...(process.env['LIFE_LOG'] === undefined ? {} : { logLevel: process.env['LIFE_LOG'] }),
  })
  const partner = await api.createPartner()
  const clients: LifeClient[] = []
  for (const one of planned) clients.push(await createLifeClient(api, partner, one))
  const bank = new LifeBank()
  const matching = startWorkLoop({
    ...{ name: 'bank entries', log: api.service.platform.log, pollMs: 100 },
    work: async () => (await matchDue(api.ctx())) > 0,
  })
  const { token } = clients[0] as LifeClient
  return {
    ...{ api, rates, bank, clients },
    moveTo: (day) => moveTo(api, token, `${day}T10:00:00Z`),
    async deliverBankFiles() {
      for (const file of bank.files()) await deliver(api, file)
      matching.wake()
    },
    async stop() {
      await matching.stop()
      await api.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function moveTo(api: TestService, token: string, to: string): Promise<void> {
  const body = { to, waitSeconds: 20, patienceSeconds: PATIENCE_SECONDS }
  let reply = await api.call<ClockView>('POST', CLOCK, { token, body })
  while (reply.status === 202 || reply.body.move?.state === 'MOVING') {
    await new Promise((resolve) => setTimeout(resolve, 100))
    reply = await api.call<ClockView>('GET', CLOCK, { token })
  }
  assert.equal(reply.status, 200, `the clock does not get to ${to}: ${reply.text}`)
  assert.equal(reply.body.move?.state, 'DONE', `the clock does not get to ${to}: ${reply.text}`)
}

/** As the bank's own line would bring it. */
async function deliver(api: TestService, { name, text }: BankFile): Promise<void> {
  const taken = await takeBankFile(api.ctx(), { name, stream: once(Buffer.from(text)) })
  assert.equal(taken.faultCount, 0, `${name}: ${JSON.stringify(taken.faults)}\n${text.toString()}`)
  assert.equal(taken.complete, true, name)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield bytes
}
