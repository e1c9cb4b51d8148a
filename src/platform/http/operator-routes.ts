/** For those who run the service: is it alive, is it ready, how is it doing. No token; nothing of any client in them. */
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../context.ts'

const READY_TIMEOUT_MS = 3_000

/** @param refresh brings gauges up to date that are read from the database, before they are shown */
export function operatorRoutes(app: FastifyInstance, platform: Platform, refresh: () => Promise<void>): void {
  app.get('/health/live', () => ({ status: 'ok' }))

  app.get('/health/ready', async (_request, reply) => {
    try {
      await Promise.race([
        platform.pool.query('select 1'),
        new Promise((_resolve, reject) =>
          setTimeout(() => reject(new Error('no answer in time')), READY_TIMEOUT_MS).unref(),
        ),
      ])
      return { status: 'ok' }
    } catch {
      return reply.code(503).send({ status: 'unavailable', reason: 'the database does not answer' })
    }
  })

  app.get('/metrics', async (_request, reply) => {
    await refresh().catch((error: unknown) => platform.log.warn({ err: error }, 'queue metrics could not be read'))
    return reply.type(platform.metrics.registry.contentType).send(await platform.metrics.registry.metrics())
  })
}
