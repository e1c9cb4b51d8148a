/** Mounts simulators on a Fastify server: their own routes, and inspect and faults for each. */
import type { FastifyInstance } from 'fastify'
import { PLAIN_POLICY } from '../../look/plain-page.ts'
import { FaultOrder, type Faults } from './faults.ts'
import { inspectPage } from './inspect-page.ts'
import type { Simulator } from './simulator.ts'

const BODY_BYTES_MAX = 20 * 1024 * 1024

export interface MountedSimulator {
  simulator: Simulator
  faults: Faults
}

export async function mountSimulators(app: FastifyInstance, mounted: MountedSimulator[]): Promise<void> {
  for (const { simulator, faults } of mounted) {
    await app.register(
      async (scope) => {
        // Requests come in the system's own formats: every body is kept as bytes, each route reads what it expects.
        scope.removeAllContentTypeParsers()
        scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) => {
          done(null, body)
        })
        simulator.mount(scope)
      },
      { prefix: `/simulators/${simulator.name}` },
    )
    await app.register(
      async (scope) => {
        scope.get<{ Querystring: { company?: string; as?: string } }>('/inspect', async (request, reply) => {
          const held = await simulator.inspect(request.query.company)
          if (!isBrowser(request.headers.accept) || request.query.as === 'json') return held
          return reply
            .type('text/html; charset=utf-8')
            .header('content-security-policy', PLAIN_POLICY)
            .send(inspectPage(simulator.name, held))
        })
        scope.get('/faults', () => ({ faults: faults.list() }))
        scope.post<{ Body: FaultOrder }>('/faults', { schema: { body: FaultOrder } }, (request) => {
          faults.order(request.body)
          return { faults: faults.list() }
        })
        scope.delete('/faults', () => {
          faults.clear()
          return { faults: [] }
        })
      },
      { prefix: `/simulators/${simulator.name}` },
    )
  }
}

/** Browsers ask for HTML by name; programs do not. */
function isBrowser(accept: string | undefined): boolean {
  return accept?.includes('text/html') === true
}
