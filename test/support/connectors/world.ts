/** One accounting system for tests: its simulator over real HTTP, and sessions of its connector that talk to it. */
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import { ConnectorError } from '../../../src/connectors/errors.ts'
import { createHttpPort } from '../../../src/connectors/http.ts'
import type { ConnectionConfig, Connector, Session, TokenStore } from '../../../src/connectors/port.ts'
import { createFaults, type FaultOrder } from '../../../src/simulators/kit/faults.ts'
import { openJournal } from '../../../src/simulators/kit/journal.ts'
import { mountSimulators } from '../../../src/simulators/kit/server.ts'
import { ACCOUNTING_SIMULATORS } from '../../../src/simulators/registry.ts'
import { tokensInMemory } from './tokens-in-memory.ts'

export const CLIENT = 7
const COMPANY = '123456-7'
const CUSTOMER = `sim-${CLIENT}-${COMPANY}`
export const signal = new AbortController().signal

export interface Arrived {
  marker?: string | null
  [more: string]: unknown
}

export interface ConnectorWorld {
  origin: string
  clock: { now: Date }
  tokens: TokenStore
  open(changes?: Partial<ConnectionConfig>): Session
  order(fault: FaultOrder['fault'], more?: Partial<FaultOrder>): void
  clearFaults(): void
  /** Settings of the simulated company; what is left out goes back to its default. */
  set(settings: object): Promise<void>
  books(): Promise<{ vouchers: Arrived[]; payments: Arrived[] }>
  close(): Promise<void>
}

export async function startConnectorWorld(connector: Connector, journalFile?: string): Promise<ConnectorWorld> {
  const name = connector.system.toLowerCase()
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const now = () => clock.now
  const faults = createFaults()
  const journal = openJournal(journalFile)
  const app = Fastify()
  const create = ACCOUNTING_SIMULATORS[name]?.create
  if (create === undefined) throw new Error(`there is no simulator of ${connector.system}`)
  await mountSimulators(app, [{ simulator: create({ faults, journal, now }), faults }])
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const line = createHttpPort()
  const tokens = tokensInMemory()
  return {
    ...{ origin, clock, tokens },
    open(changes = {}) {
      const config: ConnectionConfig = {
        clientId: CLIENT,
        companyIdentifier: COMPANY,
        baseUrl: origin + connector.simulatorPath,
        addresses: Object.fromEntries(
          Object.entries(connector.addresses ?? {}).map(([key, { simulatorPath }]) => [key, origin + simulatorPath]),
        ),
        credentials: connector.simulatorCredentials(CLIENT, COMPANY),
        settings: {},
        mappings: { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} },
        ...changes,
      }
      return connector.open(config, { http: line.http, tokens, now, newId: randomUUID, dropFolder: () => '' })
    },
    order: (fault, more = {}) => faults.order({ fault, ...more }),
    clearFaults: () => faults.clear(),
    async set(settings) {
      const answer = await fetch(`${origin}/simulators/${name}/companies/${CUSTOMER}`, {
        method: 'PUT',
        body: JSON.stringify(settings),
        headers: { 'content-type': 'application/json' },
      })
      if (!answer.ok) throw new Error(await answer.text())
    },
    async books() {
      const answer = await fetch(`${origin}/simulators/${name}/inspect?company=${CUSTOMER}`)
      return (await answer.json()) as Awaited<ReturnType<ConnectorWorld['books']>>
    },
    async close() {
      await line.close()
      await app.close()
      journal.close()
    },
  }
}

/** The ConnectorError that a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ConnectorError) return error
    throw error
  }
  throw new Error('it did not fail')
}
