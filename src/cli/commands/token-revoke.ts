import type { Command } from 'commander'
import { revokeToken } from '../../onboarding/revoke-token.ts'
import { AppError } from '../../platform/errors.ts'
import { withCtx } from '../context.ts'
import { CliError } from '../failure.ts'
import { tokenId as readTokenId, verb } from '../options.ts'
import { print } from '../output.ts'

export function tokenRevokeCommand(token: Command): void {
  const example = 'token revoke 01980c3e-5b1a-7c55-9a51-3f1f6a0a7d10'
  verb(token, 'revoke', 'Revoke a token; every process refuses it within 5 seconds', example)
    .argument('<id>', 'the id from "saatava token list", not the token itself', readTokenId)
    .action(async (tokenId: string, { json }: { json?: boolean }) => {
      await withCtx((ctx) => revokeToken(ctx, { tokenId }).catch(explain))
      print(json, { tokenId, status: 'revoked' }, () => `Revoked ${tokenId}; it stops working within 5 seconds.`)
    })
}

/** A person who gave the token's own text by mistake must not find it in a log: the message does not repeat it. */
function explain(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error
  throw new CliError(
    'NOT_FOUND',
    'There is no valid token with this id: it was revoked before, or the id is not from "saatava token list".',
  )
}
