import type { Connector } from '../connectors/port.ts'
import type { ConnectionRow } from './connection-queries.ts'
import { timingOf } from './sync/settings.ts'

/** A connection as its client sees it: everything in force, nothing secret. */
export function viewOf(row: ConnectionRow, connector: Connector): Record<string, unknown> {
  return {
    system: row.system,
    companyIdentifier: row.companyIdentifier,
    simulator: row.simulator,
    isDefault: row.isDefault,
    mappings: Object.fromEntries(
      Object.entries(connector.mappings).map(([name, defaults]) => [name, { ...defaults, ...row.mappings[name] }]),
    ),
    settings: {
      ...defaultsOf(connector),
      ...row.settings,
      ...timingOf(row.settings, connector, row.simulator),
    },
    state: row.state,
    reason: row.reason,
    failures: row.failures,
    nextAttemptAt: row.state === 'active' && row.failures > 0 ? row.nextAttemptAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function defaultsOf(connector: Connector): Record<string, unknown> {
  const properties = (connector.settings as { properties?: Record<string, { default?: unknown }> }).properties ?? {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      schema.default === undefined ? [] : [[name, schema.default]],
    ),
  )
}
