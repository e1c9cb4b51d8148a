/** For those who run the service: is it alive, is it ready, how is it doing. No token; nothing of any client in them. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Platform } from '../context.ts'
import { bearsOperatorToken } from './operator.ts'

const READY_TIMEOUT_MS = 3_000

export interface OperatorParts {
  /** Brings gauges up to date that are read from the database, before they are shown. */
  refresh(): Promise<void>
  /** Why this process is not ready though the database answers; undefined where it is. */
  problem(): string | undefined
  /** Everything that was looked at: in full to an operator, else names and states alone. */
  verbose(isOperator: boolean): Promise<Record<string, unknown>>
}

export function operatorRoutes(app: FastifyInstance, platform: Platform, parts: OperatorParts): void {
  const { refresh, problem, verbose } = parts
  app.get('/health/live', () => ({ status: 'ok' }))

  app.get<{ Querystring: { verbose?: unknown } }>('/health/ready', async (request, reply) => {
    try {
      await Promise.race([
        platform.pool.query<{ one: number }>('select 1 as one'),
        new Promise((_resolve, reject) =>
          setTimeout(() => reject(new Error('no answer in time')), READY_TIMEOUT_MS).unref(),
        ),
      ])
      const reason = problem()
      if (reason !== undefined) return await reply.code(503).send({ status: 'unavailable', reason })
      if (request.query.verbose === undefined) return { status: 'ok' }
      return { status: 'ok', ...(await verbose(isOperator(request, platform))) }
    } catch {
      return reply.code(503).send({ status: 'unavailable', reason: 'the database does not answer' })
    }
  })

  app.get('/metrics', async (_request, reply) => {
    await refresh().catch((error: unknown) => platform.log.warn({ err: error }, 'queue metrics could not be read'))
    return reply.type(platform.metrics.registry.contentType).send(await platform.metrics.registry.metrics())
  })
}

/** Anybody is an operator in a sandbox; elsewhere the bearer of OPERATOR_TOKEN is. */
function isOperator(request: FastifyRequest, { config: { environment, operatorToken } }: Platform): boolean {
  if (environment === 'sandbox') return true
  return operatorToken !== undefined && bearsOperatorToken(request, operatorToken)
}
