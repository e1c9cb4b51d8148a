import { isDeepStrictEqual } from 'node:util'
import { audit } from '../audit-entries/audit.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { checkConnection } from './check-connection.ts'
import {
  type ConnectionRow,
  clearDefault,
  connectionOf,
  connectionsOf,
  inFlightCount,
  upsertConnection,
} from './connection-queries.ts'
import type { ConnectionInput } from './connection-schemas.ts'
import { viewOf } from './connection-view.ts'
import type { AccountingCtx } from './context.ts'
import { credentialsContext } from './sync/sessions.ts'
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
  const { companyIdentifier } = input
  const { connector, simulator, credentials: given } = checkConnection(ctx, input)
  const before = changeOf(await connectionsOf(pool, ctx.clientId), input)
  await withQueues(ctx, before.disturbed, () =>
    withTransaction(pool, async (tx) => {
      // One change of a client's connections at a time: the default must stay one.
      await tx.query('select 1 from client where client_id = $1 for no key update', [ctx.clientId])
      const { existing, isDefault, disturbed, settledFirst } = changeOf(await connectionsOf(tx, ctx.clientId), input)
      if (disturbed.join() !== before.disturbed.join()) {
        throw new AppError('UNAVAILABLE', 'Another request changed the connections at the same time; try again.', {
          retryAfterSeconds: 1,
        })
      }
      const unsettled = disturbed.length === 0 ? 0 : await inFlightCount(tx, ctx.clientId, settledFirst)
      if (unsettled > 0) {
        throw new AppError(
          'RULE',
          `${unsettled} documents are being sent to ${disturbed.join(' and ')}; change it when they have arrived.`,
        )
      }
      const context = credentialsContext(ctx.clientId, companyIdentifier)
      const kept =
        existing && existing.system === input.system && existing.simulator === simulator
          ? existing.credentials
          : undefined
      if (given === undefined && kept === undefined) {
        throw invalid([
          {
            pointer: '/credentials',
            code: 'REQUIRED',
            message: `is missing; ${connector.title} needs: ${Object.keys(connector.credentials.properties).join(', ')}`,
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
