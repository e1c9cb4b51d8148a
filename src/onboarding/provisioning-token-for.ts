import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { createPartner } from './create-partner.ts'
import { issueToken } from './issue-token.ts'
import { partnerByCode } from './queries.ts'

/** A provisioning token of the partner with this code, who is made when there is none yet. */
export async function provisioningTokenFor(ctx: Ctx, input: { code: string; name: string }): Promise<string> {
  const partner = await partnerByCode(ctx.platform.pool, input.code)
  if (partner === undefined) return (await createPartner(ctx, input)).provisioningToken
  const { partnerId } = partner
  return withTransaction(ctx.platform.pool, async (tx) => {
    const token = await issueToken(ctx, tx, { kind: 'PROVISIONING', partnerId, clientId: null, label: 'issued again' })
    return token.text
  })
}
