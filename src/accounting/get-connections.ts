import { connectorOf } from '../connectors/registry.ts'
import type { Answer } from '../platform/http/route.ts'
import { connectionsOf } from './connection-queries.ts'
import { viewOf } from './connection-view.ts'
import type { AccountingCtx } from './context.ts'

/** The client's connections, the default one first, with the settings in force and never a credential. */
export async function getConnections(ctx: AccountingCtx): Promise<Answer> {
  const rows = await connectionsOf(ctx.platform.pool, ctx.clientId)
  const connections = rows.flatMap((row) => {
    const connector = connectorOf(row.system)
    return connector ? [viewOf(row, connector)] : []
  })
  return { body: { connections } }
}
