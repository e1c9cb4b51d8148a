/** The API and its docs, without a database: nothing in the docs asks one. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTokens } from '../../../src/platform/auth/tokens.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { readConfig } from '../../../src/config/config.ts'
import type { Platform } from '../../../src/platform/context.ts'
import { closePool, createPool } from '../../../src/platform/database.ts'
import { operatorRoutes } from '../../../src/platform/http/operator-routes.ts'
import { createServer } from '../../../src/platform/http/server.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { createMetrics } from '../../../src/platform/metrics.ts'
import { createSecrets } from '../../../src/platform/secrets.ts'
import { apiRoutes } from '../../../src/service.ts'

/** The routes of the API and the docs; not listening yet. */
export async function docsServer() {
  const config = readConfig({ DATA_DIR: join(tmpdir(), 'saatava-docs-test'), LOG_LEVEL: 'silent' })
  const platform: Platform = {
    config,
    pool: createPool('postgres://nobody@127.0.0.1:1/none', 2),
    clock: systemClock,
    log: createLogger(config),
    secrets: createSecrets(`test:${Buffer.alloc(32).toString('base64')}`),
    metrics: createMetrics(),
  }
  const tokens = createTokens(platform.pool, config, () => platform.clock.real())
  const app = createServer({ platform, tokens })
  operatorRoutes(app, platform, {
    refresh: async () => undefined,
    problem: () => undefined,
    verbose: async () => ({}),
  })
  // The handlers are never called here.
  const none = {} as never
  const services = { invoices: none, cases: none, accounting: none, clock: none, wake: none, bank: none }
  await apiRoutes(app, platform, { ...services, webhooks: none })
  const close = async () => {
    await app.close()
    await closePool(platform.pool)
  }
  return { app, platform, close }
}

/** Listening on a free port. */
export async function docsApp() {
  const { app, platform, close } = await docsServer()
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, platform, origin, close }
}

/** The text of /openapi.json, without a service. */
export async function openApiText(): Promise<string> {
  const { app, close } = await docsServer()
  const { body } = await app.inject('/openapi.json')
  await close()
  return body
}
