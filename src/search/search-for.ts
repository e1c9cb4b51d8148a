import type { Grant } from '../permissions/grant.ts'
import { holds } from '../permissions/roles.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { type Hit, HITS_MAX } from './hit.ts'
import { search } from './search.ts'

/** It lets somebody search; each kind of things has a permission besides. */
export const SEARCH_PERMISSION = 'case.read'

/** Searches wherever somebody may: with grants for clients alone, among what belongs to these clients. */
export async function searchFor(
  ctx: Ctx,
  { text, grants }: { text: string; grants: readonly Grant[] },
): Promise<Hit[]> {
  const held = grants.filter(({ role }) => holds(role, SEARCH_PERMISSION)).map(({ clientId }) => clientId)
  if (held.includes(OPERATOR_TENANT)) return search(ctx, { text, clientId: undefined, grants })
  const hits: Hit[] = []
  for (const clientId of new Set(held))
    hits.push(...(await search(clientCtx(ctx, clientId), { text, clientId, grants })))
  return hits.slice(0, HITS_MAX)
}
