/** Open lines to accounting systems, kept while a connection's settings stay the same: tokens and look-ups are cached in them. */
import type { ClientId } from '@saatava/core/ids.ts'
import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { LRUCache } from 'lru-cache'
import { v4 as uuid } from 'uuid'
import { createHttpPort } from '../../connectors/http.ts'
import type { ConnectionConfig, Connector, Session } from '../../connectors/port.ts'
import { createRateLimits } from '../../connectors/rate-limit.ts'
import { connectorOf } from '../../connectors/registry.ts'
import type { Platform } from '../../platform/context.ts'
import { type ConnectionRow, connectionOf } from '../connection-queries.ts'
import { type Timing, timingOf } from './settings.ts'
import { createTokenStore } from './token-store.ts'

const SESSIONS_MAX = 2_000

export interface OpenConnection {
  connection: ConnectionRow
  connector: Connector
  session: Session
  timing: Timing
  /** The companies its queue serves: its own, and '' for documents that name none, on the default connection. */
  companies: string[]
}

export interface Sessions {
  /** Undefined when the connection is gone or its system is not available. */
  open(clientId: ClientId, companyIdentifier: string): Promise<OpenConnection | undefined>
  close(): Promise<void>
}

export function credentialsContext(clientId: ClientId, companyIdentifier: string): string {
  return `accounting-credentials:${clientId}:${companyIdentifier}`
}

/** @param simulatorsOrigin where the simulators answer; asked late, because a port may only be known after start */
export function createSessions(platform: Platform, simulatorsOrigin: () => string): Sessions {
  const cache = new LRUCache<string, Session>({ max: SESSIONS_MAX })
  const { http, close } = createHttpPort()
  const rateLimits = createRateLimits()

  function sessionOf(connection: ConnectionRow, connector: Connector, timing: Timing): Session {
    const { clientId, companyIdentifier, credentialsVersion, simulator } = connection
    const key = JSON.stringify([clientId, companyIdentifier, credentialsVersion, simulator ? simulatorsOrigin() : ''])
    const cached = cache.get(key)
    if (cached) return cached
    const opened = platform.secrets.open(credentialsContext(clientId, companyIdentifier), connection.credentials)
    const simulators = simulator ? simulatorsOrigin() : undefined
    const config: ConnectionConfig = {
      clientId,
      companyIdentifier,
      baseUrl: addressOf(platform, simulators, connector.system, {
        production: connector.productionUrl,
        test: connector.testUrl,
        simulatorPath: connector.simulatorPath,
      }),
      addresses: Object.fromEntries(
        Object.entries(connector.addresses ?? {}).map(([name, address]) => [
          name,
          addressOf(platform, simulators, `${connector.system}_${name.toUpperCase()}`, address),
        ]),
      ),
      credentials: JSON.parse(opened) as Record<string, unknown>,
      settings: { ...connection.settings, requestTimeoutMs: timing.requestTimeoutMs },
      mappings: { voucherTypes: {}, vatCodes: {}, dimensions: {}, paymentMethods: {}, ...connection.mappings },
    }
    const limit = connector.rateLimit?.(config)
    const session = connector.open(config, {
      http: limit === undefined ? http : rateLimits.limited(http, limit),
      tokens: createTokenStore(platform, clientId, companyIdentifier),
      now: () => new Date(),
      newId: uuid,
      dropFolder: (name) => dropFolder(platform, name),
    })
    cache.set(key, session)
    return session
  }

  return {
    async open(clientId, companyIdentifier) {
      const connection = await connectionOf(platform.pool, clientId, companyIdentifier)
      const connector = connection && connectorOf(connection.system)
      if (!connection || !connector) return undefined
      const timing = timingOf(connection.settings, connector, connection.simulator)
      const companies = connection.isDefault ? [companyIdentifier, ''] : [companyIdentifier]
      return { connection, connector, timing, companies, session: sessionOf(connection, connector, timing) }
    },
    close,
  }
}

function addressOf(
  { config }: Platform,
  simulators: string | undefined,
  name: string,
  address: { production: string; test: string; simulatorPath: string },
): string {
  if (simulators !== undefined) return `${simulators}${address.simulatorPath}`
  return config.accountingUrls[name] ?? (config.environment === 'production' ? address.production : address.test)
}

function dropFolder(platform: Platform, name: string): string {
  // A name made of a business id or a company's own words: nothing in it may lead out of the folder.
  const folder = join(platform.config.dataDir, 'drops', name.replace(/[^\w-]/g, '_'))
  mkdirSync(folder, { recursive: true })
  return folder
}
