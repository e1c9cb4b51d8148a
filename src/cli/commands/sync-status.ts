import type { ClientId } from '@saatava/core/ids.ts'
import type { Command } from 'commander'
import { listFailed } from '../../accounting/list-failed.ts'
import { syncStatus } from '../../accounting/sync-status.ts'
import type { Ctx } from '../../platform/context.ts'
import { requireClient, withReadCtx } from '../context.ts'
import { clientNumber, limit as readLimit, verb } from '../options.ts'
import { print, table } from '../output.ts'

interface Options {
  client?: number
  failed?: boolean
  limit: number
  json?: boolean
}

export function syncStatusCommand(sync: Command): void {
  const example = 'sync status --client 100001 --failed'
  verb(sync, 'status', 'Waiting and failed documents of each connection; connections with failures first', example)
    .option('--client <number>', 'only this client’s (default: all clients’)', clientNumber)
    .option('--failed', 'the failed documents instead, with the accounting system’s messages')
    .option('--limit <count>', 'most lines to show', readLimit, 100)
    .action(async (options: Options) => {
      await withReadCtx(async (ctx) => {
        if (options.client !== undefined) await requireClient(ctx, options.client)
        await (options.failed ? printFailed(ctx, options) : printConnections(ctx, options))
      })
    })
}

async function printConnections(ctx: Ctx, { client, limit, json }: Options): Promise<void> {
  // One row more than shown proves that there are more.
  const rows = await syncStatus(ctx, { ...only(client), limit: limit + 1 })
  const connections = rows.slice(0, limit).map(({ clientId, ...row }) => ({ clientIdentifier: clientId, ...row }))
  print(json, { connections, more: rows.length > limit }, () =>
    rows.length === 0
      ? 'There are no connections, and nothing waits for one.'
      : `${table(
          ['CLIENT', 'COMPANY', 'SYSTEM', 'STATE', 'DEPTH', 'HELD', 'FAILED', 'OLDEST', 'AGE S', 'NEXT TRY', 'REASON'],
          connections.map((row) => [
            String(row.clientIdentifier),
            row.companyIdentifier === '' ? '(none named)' : row.companyIdentifier,
            row.system,
            row.state,
            row.depth,
            row.held,
            row.failed,
            row.oldestAt,
            row.oldestAgeSeconds,
            row.nextAttemptAt,
            row.reason,
          ]),
        )}${moreText(rows.length > limit)}`,
  )
}

async function printFailed(ctx: Ctx, { client, limit, json }: Options): Promise<void> {
  const rows = await listFailed(ctx, { ...only(client), limit: limit + 1 })
  const documents = rows.slice(0, limit).map((row) => ({
    clientIdentifier: row.clientId,
    companyIdentifier: row.companyIdentifier,
    system: row.system,
    kind: row.kind,
    identifier: row.identifier,
    code: row.code,
    description: row.description,
    attempts: row.attempts,
    submittedAt: row.submittedAt,
    failedAt: row.failedAt,
  }))
  print(json, { documents, more: rows.length > limit }, () =>
    rows.length === 0
      ? 'No document has failed.'
      : `${table(
          ['CLIENT', 'COMPANY', 'SYSTEM', 'KIND', 'IDENTIFIER', 'ATTEMPTS', 'FAILED AT', 'WHY'],
          documents.map((row) => [
            String(row.clientIdentifier),
            row.companyIdentifier,
            row.system,
            row.kind,
            row.identifier,
            row.attempts,
            row.failedAt,
            row.description ?? row.code,
          ]),
        )}${moreText(rows.length > limit)}`,
  )
}

function only(client: number | undefined): { clientId?: ClientId } {
  return client === undefined ? {} : { clientId: client }
}

function moreText(more: boolean): string {
  return more ? '\n\nThere are more: use a higher --limit.' : ''
}
