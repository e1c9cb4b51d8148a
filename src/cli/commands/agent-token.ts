/** saatava agent-token: tokens with which programs act for a user. */
import type { Command } from 'commander'
import { withCtx, withReadCtx } from '../context.ts'
import { agentTokenId, nonEmpty, tokenDays, verb } from '../options.ts'
import { facts, plain, print, table } from '../output.ts'

export function agentTokenCommands(program: Command): void {
  const token = program.command('agent-token').description('Tokens of programs that act for a user, at /mcp')
  issue(token)
  list(token)
  revoke(token)
}

function issue(token: Command): void {
  const example = 'agent-token issue --user "Jane Doe" --days 7'
  verb(token, 'issue', 'Issue a token, which is shown once; the program has the roles of the user', example)
    .option(
      '--user <name>',
      'the user for whom the program acts (in a sandbox without it: the demo operator)',
      nonEmpty,
    )
    .option('--days <number>', 'how long it works, 1 to 7', tokenDays, 7)
    .option('--names', 'the program sees the names of debtors and payers, and their texts')
    .action(async ({ user, days, names, json }: { user?: string; days: number; names?: true; json?: boolean }) => {
      const { issueAgentToken } = await import('../../users/agent-tokens/issue-agent-token.ts')
      const issued = await withCtx((ctx) => issueAgentToken(ctx, { name: user, days, showsNames: names === true }))
      print(json, issued, () =>
        [
          facts([
            ['Token', issued.token],
            ['Token id', issued.tokenId],
            ['Acts for', plain(issued.name)],
            ['Expires', issued.expiresAt],
          ]),
          'Keep the token now: only a hash of it is stored. Answers may reach the provider of a language model.',
        ].join('\n\n'),
      )
    })
}

function list(token: Command): void {
  verb(token, 'list', 'Tokens of programs, the latest first', 'agent-token list').action(
    async ({ json }: { json?: boolean }) => {
      const { listAgentTokens } = await import('../../users/agent-tokens/list-agent-tokens.ts')
      const tokens = await withReadCtx((ctx) => listAgentTokens(ctx))
      print(json, { tokens }, () =>
        tokens.length === 0
          ? 'There are no agent tokens.'
          : table(
              ['TOKEN', 'ACTS FOR', 'STATE', 'NAMES', 'EXPIRES', 'LAST USED'],
              tokens.map(({ tokenId, name, state, showsNames, expiresAt, usedAt }) => [
                ...[tokenId, plain(name), state, showsNames ? 'shown' : 'masked'],
                ...[expiresAt.toISOString().slice(0, 10), usedAt?.toISOString().slice(0, 10) ?? '-'],
              ]),
            ),
      )
    },
  )
}

function revoke(token: Command): void {
  verb(token, 'revoke', 'Revoke a token at once', 'agent-token revoke 019a4c3e-0000-7000-8000-000000000001')
    .argument('<token>', 'id of the token, from "agent-token list"', agentTokenId)
    .action(async (tokenId: string, { json }: { json?: boolean }) => {
      const { revokeAgentToken } = await import('../../users/agent-tokens/revoke-agent-token.ts')
      await withCtx((ctx) => revokeAgentToken(ctx, { tokenId }))
      print(json, { tokenId, state: 'revoked' }, () => `Agent token ${tokenId} is revoked.`)
    })
}
