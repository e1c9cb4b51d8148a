import type { Command } from 'commander'
import { issueTokenFor } from '../../onboarding/issue-token-for.ts'
import { withCtx } from '../context.ts'
import { clientNumber, expiry, nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'

interface Options {
  partner: string
  client?: number
  expires?: Date | null
  label?: string
  scope?: string[]
  address?: string[]
  json?: boolean
}

export function tokenIssueCommand(token: Command): void {
  const example = 'token issue --partner QUICK3 --client 100001 --expires 2027-12-31 --label "night batch"'
  verb(token, 'issue', 'Issue another token, which is shown once; existing tokens keep working', example)
    .requiredOption('--partner <code>', 'whose token', nonEmpty)
    .option('--client <number>', 'an access token of this client (without: a provisioning token)', clientNumber)
    .option(
      '--expires <date>',
      'the last day it works, UTC, or never (default: a client’s by TOKEN_LIFETIME_DAYS, a partner’s never)',
      expiry,
    )
    .option('--label <text>', 'purpose of the token', nonEmpty)
    .option('--scope <permission...>', 'only these permissions (default: all that the token can have)')
    .option('--address <address...>', 'only from these addresses and networks, such as 198.51.100.0/24')
    .action(async ({ partner, client, expires, label, scope, address, json }: Options) => {
      const { environment, issued } = await withCtx(async (ctx) => ({
        environment: ctx.platform.config.environment,
        issued: await issueTokenFor(ctx, {
          partnerCode: partner,
          ...(client === undefined ? {} : { clientId: client }),
          ...(expires === undefined ? {} : { expiresAt: expires }),
          ...(label === undefined ? {} : { label }),
          ...(scope === undefined ? {} : { scopes: scope }),
          ...(address === undefined ? {} : { addresses: address }),
        }),
      }))
      const { tokenId, kind, text, expiresAt } = issued
      const shown = {
        tokenId,
        kind,
        partnerCode: partner,
        clientIdentifier: client ?? null,
        environment,
        expiresAt,
        scopes: scope ?? null,
        addresses: address ?? null,
        token: text,
      }
      print(json, shown, () =>
        [
          facts([
            ['Token', text],
            ['Token id', tokenId],
            ['Kind', kind],
            ['Partner', partner],
            ['Client', client],
            ['Environment', environment],
            ['Expires', expiresAt ?? 'never'],
          ]),
          'Keep the token now: only a hash of it is stored.',
        ].join('\n\n'),
      )
    })
}
