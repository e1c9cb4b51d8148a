/** The clients of the agency, each with the facts that tell whether it is well. */
import type { ClientId } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { bounded } from './bounded.ts'
import { type ClientRow, pageOfClients, sumFunds } from './client-queries.ts'

/** Lists clients in the order of their numbers. @param input.clientId this one alone */
export async function clientsAtAGlance(
  ctx: Ctx,
  { clientId, after, limit }: { clientId: ClientId | undefined; after: ClientId; limit: number },
): Promise<ClientRow[]> {
  // Tokens go by the time of the machine.
  const now = ctx.platform.clock.real()
  return pageOfClients(ctx.platform.pool, { clientId: clientId ?? null, after, now, limit })
}

export interface FundsOfClient {
  currency: string
  owed: number
  unallocated: number
  underWay: number
}

/** Shows one client with its client funds. @throws AppError NOT_FOUND */
export async function clientAtAGlance(
  ctx: Ctx,
  { clientId }: { clientId: ClientId },
): Promise<ClientRow & { funds: FundsOfClient[] }> {
  const own = clientCtx(ctx, clientId)
  const [row] = await clientsAtAGlance(own, { clientId, after: 0, limit: 1 })
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  const sums = await bounded(own, (tx) => sumFunds(tx, clientId))
  const amount = (text: string) => minorToNumber(BigInt(text))
  const funds = sums.map(({ currency, owed, unallocated, underWay }) => ({
    ...{ currency, owed: amount(owed), unallocated: amount(unallocated), underWay: amount(underWay) },
  }))
  return { ...row, funds }
}
