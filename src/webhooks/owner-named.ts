import type { ClientId } from '@saatava/core/ids.ts'
import { findClient, findPartner } from '../onboarding/find-owner.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import type { OwnerCtx } from './on-endpoint.ts'

/** The context of the client or the partner that somebody names as the owner of an endpoint; undefined: there is none. */
export async function ownerNamed(
  ctx: Ctx,
  named: { clientId: ClientId } | { partnerCode: string },
): Promise<OwnerCtx | undefined> {
  if ('clientId' in named) return (await findClient(ctx, named.clientId)) ? clientCtx(ctx, named.clientId) : undefined
  const { partnerCode } = named
  const partnerId = await findPartner(ctx, partnerCode)
  return partnerId === undefined ? undefined : { ...ctx, partnerId, partnerCode }
}
