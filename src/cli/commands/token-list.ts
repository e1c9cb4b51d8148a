import type { Command } from 'commander'
import { listTokens } from '../../onboarding/list-tokens.ts'
import { withReadCtx } from '../context.ts'
import { clientNumber, limit as readLimit, nonEmpty, verb } from '../options.ts'
import { print, table } from '../output.ts'

interface Options {
  partner?: string
  client?: number
  limit: number
  json?: boolean
}

export function tokenListCommand(token: Command): void {
  verb(token, 'list', 'Tokens, the newest first, without their text', 'token list --partner QUICK3')
    .option('--partner <code>', 'only this partner’s and its clients’', nonEmpty)
    .option('--client <number>', 'only this client’s', clientNumber)
    .option('--limit <count>', 'most entries to show', readLimit, 1_000)
    .action(async ({ partner, client, limit, json }: Options) => {
      const rows = await withReadCtx((ctx) =>
        listTokens(ctx, {
          ...(partner === undefined ? {} : { partnerCode: partner }),
          ...(client === undefined ? {} : { clientId: client }),
          limit,
        }),
      )
      const tokens = rows.map((row) => ({
        tokenId: row.tokenId,
        kind: row.kind,
        partnerCode: row.partnerCode,
        clientIdentifier: row.clientId,
        environment: row.environment,
        status: row.status,
        issuedAt: row.issuedAt,
        expiresAt: row.expiresAt,
        overlapUntil: row.overlapUntil,
        lastUsedAt: row.lastUsedAt,
        revokedAt: row.revokedAt,
        renewedFrom: row.renewedFrom,
        label: row.label,
        scopes: row.scopes,
        addresses: row.addresses,
      }))
      print(json, { tokens }, () =>
        tokens.length === 0
          ? 'There are no tokens: "saatava token issue" creates one.'
          : table(
              ['ID', 'KIND', 'PARTNER', 'CLIENT', 'ENVIRONMENT', 'STATUS', 'ISSUED', 'EXPIRES', 'LAST USED', 'LABEL'],
              tokens.map((row) => [
                row.tokenId,
                row.kind,
                row.partnerCode,
                row.clientIdentifier,
                row.environment,
                row.status,
                row.issuedAt,
                row.overlapUntil ?? row.expiresAt ?? 'never',
                row.lastUsedAt,
                row.label,
              ]),
            ),
      )
    })
}
