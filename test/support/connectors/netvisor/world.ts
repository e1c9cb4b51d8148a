/** A Netvisor for tests: the simulator over real HTTP, or a server that gives the answers a test wrote. */
import { tokensInMemory } from '../tokens-in-memory.ts'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { createFaults, type Faults } from '../../../../src/simulators/kit/faults.ts'
import { openJournal } from '../../../../src/simulators/kit/journal.ts'
import { mountSimulators } from '../../../../src/simulators/kit/server.ts'
import { createNetvisorSimulator } from '../../../../src/simulators/netvisor/index.ts'
import { createHttpPort } from '../../../../src/connectors/http.ts'
import type { ConnectionConfig, Session } from '../../../../src/connectors/port.ts'
import { DEFAULT_MAPPINGS } from '../../../../src/connectors/netvisor/settings.ts'
import { netvisor } from '../../../../src/connectors/netvisor/index.ts'

const COMPANY = '123456-7'
export const CUSTOMER = `sim-7-${COMPANY}`
export const signal = AbortSignal.timeout(300_000)

export interface World {
  session: Session
  faults: Faults
  open(more?: Partial<ConnectionConfig>): Session
  /** Settings of the simulated company. */
  set(settings: Record<string, unknown>): Promise<void>
  inspect(): Promise<{ vouchers: Record<string, unknown>[]; payments: Record<string, unknown>[] }>
  close(): Promise<void>
}

function opener(baseUrl: string) {
  const port = createHttpPort()
  const open = (more: Partial<ConnectionConfig> = {}) =>
    netvisor.open(
      {
        clientId: 7,
        companyIdentifier: COMPANY,
        baseUrl,
        credentials: netvisor.simulatorCredentials(7, COMPANY),
        settings: {},
        mappings: DEFAULT_MAPPINGS,
        ...more,
      },
      { http: port.http, now: () => new Date(), newId: randomUUID, tokens: tokensInMemory(), dropFolder: () => '' },
    )
  return { open, close: () => port.close() }
}

export async function openWorld(): Promise<World> {
  const app = Fastify()
  const faults = createFaults()
  const simulator = createNetvisorSimulator({ faults, journal: openJournal(undefined), now: () => new Date() })
  await mountSimulators(app, [{ simulator, faults }])
  const baseUrl = `${await app.listen({ host: '127.0.0.1', port: 0 })}/simulators/netvisor`
  const { open, close } = opener(baseUrl)
  return {
    session: open(),
    faults,
    open,
    async set(settings) {
      const answer = await fetch(`${baseUrl}/companies/${CUSTOMER}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(settings),
      })
      if (!answer.ok) throw new Error(await answer.text())
    },
    inspect: async () =>
      (await (await fetch(`${baseUrl}/inspect?company=${CUSTOMER}`)).json()) as Awaited<ReturnType<World['inspect']>>,
    async close() {
      await close()
      await app.close()
    },
  }
}

/** A session whose every request is answered with the content that `answers` holds for the resource. */
export async function openCanned(answers: Record<string, string>) {
  const server = createServer((request, response) => {
    const resource = /\/([a-z]+\.nv)/.exec(request.url ?? '')?.[1] ?? ''
    response.setHeader('content-type', 'text/xml; charset=utf-8')
    response.end(answers[resource] ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { open, close } = opener(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    session: open(),
    open,
    async close() {
      await close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A successful answer with this content. */
export function okAnswer(content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><Root><ResponseStatus><Status>OK</Status><TimeStamp>1.1.2026 12:00:00</TimeStamp></ResponseStatus>${content}</Root>`
}
