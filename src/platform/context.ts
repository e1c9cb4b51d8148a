/**
 * The context of a call: the caller, the tenant, and the services. Tenant and actor live here; there is no other way to
 * the database.
 */
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Config } from '../config/config.ts'
import type { Metrics } from './metrics.ts'
import type { Secrets } from './secrets.ts'

/** The services that every part receives at start. */
export interface Platform {
  config: Config
  pool: pg.Pool
  clock: Clock
  log: Logger
  secrets: Secrets
  metrics: Metrics
}

export interface Ctx {
  platform: Platform
  log: Logger
  requestId: string
  /** "token:<id>", "cli:<user>" or "worker:<id>": what the audit shows. */
  actor: string
}

export interface PartnerCtx extends Ctx {
  partnerId: number
  partnerCode: string
}

export interface ClientCtx extends Ctx {
  clientId: number
}
