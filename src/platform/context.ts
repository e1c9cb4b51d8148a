/**
 * The context of a call: the caller, the tenant, and the services. Tenant and actor live here; there is no other way to
 * the database.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Logger } from 'pino'
import type { Grant } from '../permissions/grant.ts'
import type { Clock } from './clock.ts'
import type { Config } from '../config/config.ts'
import type { BoundPool, ClientPool } from './database.ts'
import type { Metrics } from './metrics.ts'
import type { Secrets } from './secrets.ts'

/** The services that every part receives at start. */
export interface Platform {
  config: Config
  pool: BoundPool
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
  /** The roles of an actor who is no user: the demo operator of a sandbox. A user's stand in the database. */
  grants?: readonly Grant[]
  /** Address that the request came from; background work and commands have none. */
  remoteAddress?: string | undefined
  /** The approval of a second person, with which a gated verb runs again (src/approvals/demand.ts). */
  approval?: Approved
  /** Called where a gated act is done without a second person, because somebody has turned that off. */
  onUnapproved?: (setBy: string) => void
}

interface Approved {
  approvalId: string
  clientId: ClientId
  action: string
  inputHash: Buffer
  previewHash: Buffer
  /** The second person. */
  decidedBy: Actor
}

export interface PartnerCtx extends Ctx {
  partnerId: number
  partnerCode: string
}

/** Reaches the rows of one client and no others. */
interface ClientPlatform extends Platform {
  pool: ClientPool
}

export interface ClientCtx extends Ctx {
  platform: ClientPlatform
  clientId: ClientId
}

/** The context of what a request does beyond its client: test/layout.test.ts names the files that use it. */
export function allClientsCtx(ctx: ClientCtx): Ctx {
  const { platform } = ctx
  return { ...ctx, platform: { ...platform, pool: platform.pool.forAllClients() } }
}

/** The context of a call for one client. */
export function clientCtx(ctx: Ctx, clientId: ClientId): ClientCtx {
  const { platform } = ctx
  return { ...ctx, platform: { ...platform, pool: platform.pool.forClient(clientId) }, clientId }
}
