import { isDeepStrictEqual } from 'node:util'
import type { Connector } from '../connectors/port.ts'
import { UPCOMING, connectorOf } from '../connectors/registry.ts'
import { audit } from '../audit-entries/audit.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError, type Fault, invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { compileBody, faultsOf } from '../platform/http/validation.ts'
import {
  type ConnectionRow,
  clearDefault,
  connectionOf,
  connectionsOf,
  unsettledCount,
  upsertConnection,
} from './connection-queries.ts'
import type { ConnectionInput } from './connection-schemas.ts'
import { viewOf } from './connection-view.ts'
import type { AccountingCtx } from './context.ts'
import { credentialsContext } from './sync/sessions.ts'
import { EngineSettings } from './sync/settings.ts'
import { unfitConnection } from './unfit-texts.ts'
import { unmappedCodes } from './unmapped-codes.ts'
import { withQueues } from './with-queues.ts'

/**
 * Makes or changes the connection of one company. A stopped queue runs again. Credentials are sealed; when they are left
 * out, the stored ones stay.
 * Errors: 400 with every fault of credentials and settings; 422 a system not available yet, simulators where there are
 * none, or another system or default while documents are on their way; 503 when the queue stays busy for 15 s.
 */
export async function putConnection(ctx: AccountingCtx, input: ConnectionInput): Promise<Answer> {
  const { pool, secrets, clock } = ctx.platform
  const connector = availableConnector(input.system)
  const { companyIdentifier } = input
  const simulator = input.simulator ?? false
  if (simulator && !ctx.platform.config.simulators && ctx.platform.config.simulatorsUrl === undefined) {
    throw new AppError(
      'RULE',
      'There are no simulators here: leave simulator out and give the credentials of the real system.',
    )
  }
  const unfit = unfitConnection(connector, input)
  if (unfit.length > 0) throw invalid(unfit)
  checkSettings(connector, input)
  const before = changeOf(await connectionsOf(pool, ctx.clientId), input)
  await withQueues(ctx, before.disturbed, () =>
    withTransaction(pool, async (tx) => {
      // One change of a client's connections at a time: the default must stay one.
      await tx.query('select 1 from client where client_id = $1 for no key update', [ctx.clientId])
      const { existing, isDefault, disturbed, settledFirst } = changeOf(await connectionsOf(tx, ctx.clientId), input)
      if (disturbed.join() !== before.disturbed.join()) {
        throw new AppError('UNAVAILABLE', 'Another change of the connections came in between; try again.', {
          retryAfterSeconds: 1,
        })
      }
      const unsettled = disturbed.length === 0 ? 0 : await unsettledCount(tx, ctx.clientId, settledFirst)
      if (unsettled > 0) {
        throw new AppError(
          'RULE',
          `${unsettled} documents are on their way to ${disturbed.join(' and ')}; change it when they have arrived.`,
        )
      }
      const context = credentialsContext(ctx.clientId, companyIdentifier)
      const kept =
        existing && existing.system === input.system && existing.simulator === simulator
          ? existing.credentials
          : undefined
      const given = credentialsOf(ctx, connector, input, simulator)
      if (given === undefined && kept === undefined) {
        throw invalid([
          {
            pointer: '/credentials',
            code: 'REQUIRED',
            message: `is missing; ${connector.title} needs: ${Object.keys((connector.credentials as { properties?: object }).properties ?? {}).join(', ')}`,
          },
        ])
      }
      if (isDefault) await clearDefault(tx, ctx.clientId)
      await upsertConnection(tx, {
        clientId: ctx.clientId,
        companyIdentifier,
        system: connector.system,
        simulator,
        isDefault,
        credentials: given === undefined ? (kept as Buffer) : secrets.seal(context, JSON.stringify(given)),
        keepTokens:
          kept !== undefined &&
          (given === undefined || isDeepStrictEqual(given, JSON.parse(secrets.open(context, kept)))),
        mappings: input.mappings ?? existing?.mappings ?? {},
        settings: input.settings ?? existing?.settings ?? {},
        at: clock.now(),
      })
      await audit(ctx, tx, ctx.clientId, 'accounting.connection.set', `connection:${companyIdentifier}`, {
        system: connector.system,
        simulator,
        isDefault,
        credentialsChanged: given !== undefined,
        mappings: input.mappings ?? null,
        settings: input.settings ?? null,
      })
    }),
  )
  ctx.accounting.wake()
  const stored = await connectionOf(pool, ctx.clientId, companyIdentifier)
  if (stored === undefined) return {}
  const warnings = await unmappedCodes(ctx, ctx.clientId, connector, stored.mappings)
  return { body: viewOf(stored, connector), warnings }
}

interface Change {
  existing: ConnectionRow | undefined
  isDefault: boolean
  /** Companies whose documents would from now on go elsewhere: another system, or another default connection. */
  disturbed: string[]
  /** Documents of these companies must have arrived first; '' stands for documents that name none. */
  settledFirst: string[]
}

function changeOf(all: ConnectionRow[], input: ConnectionInput): Change {
  const existing = all.find((connection) => connection.companyIdentifier === input.companyIdentifier)
  const present = all.find((connection) => connection.isDefault)
  const isDefault = input.isDefault ?? existing?.isDefault ?? present === undefined
  const exchanged = existing && (existing.system !== input.system || existing.simulator !== (input.simulator ?? false))
  const defaultMoves = present && (present.companyIdentifier === input.companyIdentifier) !== isDefault
  const disturbed = new Set([
    ...(exchanged ? [input.companyIdentifier] : []),
    ...(defaultMoves ? [present.companyIdentifier] : []),
  ])
  const settledFirst = present && disturbed.has(present.companyIdentifier) ? [...disturbed, ''] : [...disturbed]
  return { existing, isDefault, disturbed: [...disturbed].toSorted(), settledFirst }
}

function availableConnector(system: string): Connector {
  const connector = connectorOf(system)
  if (connector) return connector
  const when = (UPCOMING as readonly string[]).includes(system)
    ? 'is published as upcoming and not available yet'
    : 'is not known'
  throw new AppError('RULE', `${system} ${when}.`)
}

function credentialsOf(
  ctx: AccountingCtx,
  connector: Connector,
  input: ConnectionInput,
  simulator: boolean,
): Record<string, unknown> | undefined {
  if (simulator)
    return { ...connector.simulatorCredentials(ctx.clientId, input.companyIdentifier), ...input.credentials }
  if (input.credentials === undefined) return undefined
  const validate = compileBody(connector.credentials)
  if (!validate(input.credentials)) {
    // The received value may be a secret: the errors of credentials never repeat it.
    const faults = faultsOf(validate.errors ?? []).map(
      ({ pointer, code, message }): Fault => ({ pointer: `/credentials${pointer}`, code, message }),
    )
    throw invalid(faults)
  }
  return input.credentials
}

function checkSettings(connector: Connector, input: ConnectionInput): void {
  const settings = input.settings ?? {}
  const faults: Fault[] = []
  const known = new Set<string>()
  for (const schema of [EngineSettings, connector.settings]) {
    for (const name of Object.keys((schema as { properties?: object }).properties ?? {})) known.add(name)
    const validate = compileBody(schema)
    if (!validate({ ...settings }))
      faults.push(
        ...faultsOf(validate.errors ?? []).map((fault) => ({ ...fault, pointer: `/settings${fault.pointer}` })),
      )
  }
  for (const name of Object.keys(settings)) {
    if (!known.has(name))
      faults.push({
        pointer: `/settings/${name}`,
        code: 'UNKNOWN_SETTING',
        message: `is not a setting of ${connector.title}; it has: ${[...known].join(', ')}`,
      })
  }
  if (faults.length > 0) throw invalid(faults)
}
