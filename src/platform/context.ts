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

/** An actor: an access token by its id, a part of the service, a person of the agency, or a debtor. */
export type Actor = `${'token' | 'system' | 'user' | 'debtor'}:${string}`

export interface Ctx {
  platform: Platform
  log: Logger
  requestId: string
  /** The actor, as the audit shows it: "token:<id>", "system:<worker>", "user:<name>". */
  actor: Actor
  /** Id of the access token that came with the request, never its text; `operator` for OPERATOR_TOKEN. */
  token?: string | undefined
  /** Address that the request came from; background work and commands have none. */
  remoteAddress?: string | undefined
}

export interface PartnerCtx extends Ctx {
  partnerId: number
  partnerCode: string
}

export interface ClientCtx extends Ctx {
  clientId: number
}
