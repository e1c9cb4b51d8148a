/** Clients whose cases are paid by bank files, and settled. No worker runs: the tests look themselves. */
import { strict as assert } from 'node:assert'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createTokens } from '../../../src/platform/auth/tokens.ts'
import { createServer } from '../../../src/platform/http/server.ts'
import { createRenderer } from '../../../src/documents/renderer.ts'
import { settlementRoutes } from '../../../src/settlements/routes.ts'
import { type RunResult, runSettlements } from '../../../src/settlements/run-settlements.ts'
import { type World, startWorld as startPayments } from '../payments/world.ts'
import type { Reply, TestClient } from '../service.ts'

export interface SettlementView {
  settlementId: number
  settlementDate: string
  agency: string
  remittanceReference: string
  beneficiary: { name: string; iban: string; bic: string | null }
  settlementAmount: number
  currency: string
  apiFetchDate: string | null
  allocations: {
    allocationId: number
    allocatedTotalAmount: number
    allocationDate: string
    currency: string
    caseId: number
    originalInvoiceNumber: string
    originalPaymentReference: string
    breakdown: { type: 'CAPITAL' | 'INTEREST' | 'FEES'; amount: number }[]
  }[]
  deductions: { type: string; amount: number; caseId: number; originalInvoiceNumber: string }[]
  paidAmount: number
}

export interface SettlementWorld extends World {
  /** A client with accounts to be paid to. */
  createClient(accounts?: { iban: string; bic?: string; currencyCode?: string }[]): Promise<TestClient>
  settlements(client: TestClient, query?: string): Promise<Reply<{ createdAt: string; settlements: SettlementView[] }>>
  acknowledge(client: TestClient, settlementIds: unknown): Promise<Reply<unknown>>
  /** @param path below that of the list */
  read(client: TestClient, path: string, accept?: string): Promise<Response>
  /** Everything that waits is planned, the clock goes on to the next run day, and the run is made. */
  runNext(): Promise<RunResult>
  /** Files in the outbox by name. */
  outbox(): Promise<Map<string, string>>
}

const PATH = '/api/v1/partner/settlements'

export async function startWorld(): Promise<SettlementWorld> {
  const world = await startPayments()
  const { api } = world
  const { platform } = api.service
  const renderer = createRenderer({ threads: 1 })
  const app = createServer({ platform, tokens: createTokens(platform.pool, api.config, () => platform.clock.real()) })
  settlementRoutes(app, renderer)
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  let shifted = 0
  return {
    ...world,
    async createClient(bankAccounts = [{ iban: 'FI4250001510000023', bic: 'OKOYFIHH' }]) {
      const client = await api.createClient()
      const { token } = client
      const reply = await api.call('PUT', '/api/v1/partner/client/settings', { token, body: { bankAccounts } })
      assert.equal(reply.status, 200, reply.text)
      return client
    },
    async settlements({ token }, query = '') {
      const response = await fetch(`${origin}${PATH}${query}`, { headers: { 'x-api-key': token } })
      const text = await response.text()
      const body = JSON.parse(text) as { createdAt: string; settlements: SettlementView[] }
      return { status: response.status, headers: response.headers, text, body }
    },
    read({ token }, path, accept = '*/*') {
      return fetch(`${origin}${PATH}/${path}`, { headers: { 'x-api-key': token, accept } })
    },
    async acknowledge({ token }, settlementIds) {
      const response = await fetch(`${origin}${PATH}/acknowledge`, {
        method: 'POST',
        headers: { 'x-api-key': token, 'content-type': 'application/json' },
        body: JSON.stringify({ settlementIds }),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as unknown }
    },
    async runNext() {
      const planned = await runSettlements(api.ctx())
      assert.deepEqual(planned.settlements, [], 'nothing is settled before its day')
      const { rows } = await api.pool.query<{ next: Date }>('select min(next_at) as next from settlement_schedule')
      const next = rows[0]?.next.getTime() ?? 0
      shifted = Math.max(shifted, next - Date.now() + 60_000)
      api.shiftClock(shifted)
      return runSettlements(api.ctx())
    },
    async outbox() {
      const folder = api.config.bank.outbox
      const names = await readdir(folder).catch(() => [])
      const files = await Promise.all(
        names
          .filter((name) => name.endsWith('.xml'))
          .map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
      )
      return new Map(files)
    },
    async stop() {
      await app.close()
      await renderer.close()
      await world.stop()
    },
  }
}
