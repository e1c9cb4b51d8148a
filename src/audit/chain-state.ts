import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { countWaiting, headOf } from './verify-queries.ts'

export interface ChainState {
  /** Links of the chain. */
  links: number
  /** The hash of the last link; undefined: there is none yet. */
  hash: string | undefined
  /** Entries that are written and not chained yet. */
  waiting: number
}

/** Shows how far the chain of a client has come, without proving it. 0 is the agency. */
export async function chainState(ctx: Ctx, clientId: ClientId): Promise<ChainState> {
  const { pool } = ctx.platform
  const head = await headOf(pool, clientId)
  const { waiting } = await countWaiting(pool, clientId)
  return { links: head?.number ?? 0, hash: head?.hash.toString('hex'), waiting }
}
