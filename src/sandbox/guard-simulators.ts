/**
 * Simulators ask for no token. In a sandbox that only its own machine reaches, a page of another site must not reach them
 * through the browser either: not under a name that it has pointed at this machine, and not by a request across sites.
 */
import type { FastifyInstance } from 'fastify'
import { isLoopbackName } from '@saatava/core/loopback.ts'

export function guardSimulators(app: FastifyInstance, host: string): void {
  if (!isLoopbackName(host)) return
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/simulators/')) return
    const name = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname.replace(/^\[|\]$/g, '') ?? ''
    const isForeign =
      !isLoopbackName(name) || (request.method !== 'GET' && request.headers['sec-fetch-site'] === 'cross-site')
    if (isForeign)
      return reply.code(403).send({
        message: `Simulators answer here under localhost and 127.0.0.1 only, and to their own pages; this request was sent to "${name}".`,
      })
  })
}
