import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../../platform/context.ts'
import { type ClientContract, DEFAULT_CONTRACT } from '../../claims/contract.ts'
import { selectContract } from './queries.ts'

export interface ContractInForce {
  /** 0: nothing is agreed, the defaults count. */
  version: number
  updatedAt: Date | null
  contract: ClientContract
}

/** A client's contract: what is agreed, over the defaults. */
export async function showContract(ctx: Ctx, clientId: ClientId): Promise<ContractInForce> {
  const stored = await selectContract(ctx.platform.pool, clientId)
  return {
    version: stored?.version ?? 0,
    updatedAt: stored?.updatedAt ?? null,
    contract: { ...DEFAULT_CONTRACT, ...stored?.contract },
  }
}
