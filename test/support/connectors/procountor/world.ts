/** The simulator on a real port, and sessions that talk to it over real HTTP. */
import { tokensInMemory } from '../tokens-in-memory.ts'
import Fastify from 'fastify'
import { createProcountorSimulator } from '../../../../src/simulators/procountor/index.ts'
import { createFaults, type FaultOrder } from '../../../../src/simulators/kit/faults.ts'
import { openJournal } from '../../../../src/simulators/kit/journal.ts'
import { mountSimulators } from '../../../../src/simulators/kit/server.ts'
import { ConnectorError } from '../../../../src/connectors/errors.ts'
import { createHttpPort } from '../../../../src/connectors/http.ts'
import type { ConnectionConfig, Mappings, Session } from '../../../../src/connectors/port.ts'
import { procountor } from '../../../../src/connectors/procountor/index.ts'

export interface Books {
  vouchers: {
    id: number
    number: number
    marker: string | null
    name: string
    date: string
    status: string
    sum: number
    lines: { account: string; accountingValue: number; transactionType: string }[]
    raw?: string
  }[]
  payments: {
    marker: string | null
    invoiceNumber: string
    date: string
    sum: number
    type: string
    description: string
    raw?: string
  }[]
}

export const COMPANY = 'sim-7-123456-7'
export const signal = new AbortController().signal

export async function startWorld(options: { journalFile?: string } = {}) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const now = () => clock.now
  const faults = createFaults()
  const journal = openJournal(options.journalFile)
  const app = Fastify()
  await mountSimulators(app, [{ simulator: createProcountorSimulator({ faults, journal, now }), faults }])
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const line = createHttpPort()
  const mappings: Mappings = { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {} }
  const api = origin + procountor.simulatorPath
  return {
    origin,
    clock,
    /** A request that someone else makes to the same company; its answer must be a success. */
    async asPerson(method: string, path: string, body?: object): Promise<unknown> {
      const answer = await fetch(api + path, {
        method,
        headers: { authorization: `Bearer ${await tokenFrom(api)}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    credentials: () => procountor.simulatorCredentials(7, '123456-7'),
    open(changes: Partial<ConnectionConfig> = {}): Session {
      const config: ConnectionConfig = {
        clientId: 7,
        companyIdentifier: '123456-7',
        baseUrl: origin + procountor.simulatorPath,
        credentials: procountor.simulatorCredentials(7, '123456-7'),
        settings: {},
        mappings,
        ...changes,
      }
      return procountor.open(config, {
        http: line.http,
        now,
        newId: () => 'id',
        tokens: tokensInMemory(),
        dropFolder: () => '',
      })
    },
    order(fault: string, more: Partial<FaultOrder> = {}) {
      faults.order({ fault, ...more } as FaultOrder)
    },
    async set(settings: object, company = COMPANY): Promise<Response> {
      return fetch(`${origin}/simulators/procountor/companies/${company}`, {
        method: 'PUT',
        body: JSON.stringify(settings),
        headers: { 'content-type': 'application/json' },
      })
    },
    async books(company = COMPANY): Promise<Books> {
      const answer = await fetch(`${origin}/simulators/procountor/inspect?company=${company}`)
      return (await answer.json()) as Books
    },
    async close() {
      await line.close()
      await app.close()
      journal.close()
    },
  }
}

async function tokenFrom(api: string): Promise<string> {
  const { clientId = '', clientSecret = '', apiKey = '' } = procountor.simulatorCredentials(7, '123456-7')
  const form = { client_id: clientId, client_secret: clientSecret, api_key: apiKey }
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form })
  const answer = await fetch(`${api}/oauth/token`, { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}

export type World = Awaited<ReturnType<typeof startWorld>>

/** The ConnectorError a promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ConnectorError) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** The ConnectorError a call throws. */
export function thrown(call: () => unknown): ConnectorError {
  try {
    call()
  } catch (error) {
    if (error instanceof ConnectorError) return error
    throw error
  }
  throw new Error('it did not fail')
}
