/** The call of a tool: its user, its client, and the services of the verbs. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { AccountingServices } from '../accounting/context.ts'
import type { DocsSearch } from '../docs/search/find.ts'
import { type ClientCtx, type Ctx, clientCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { AgentToken } from '../users/agent-tokens/agent-token.ts'

export interface McpServices {
  accounting: AccountingServices
  docs: DocsSearch
  /** Wakes the workers of this process. */
  wake(): void
}

export interface Call {
  /** It sees the rows of one client where the user or the input names one, else those of all clients. */
  ctx: Ctx
  /** It sees the rows of all clients, for verbs that check each row. */
  whole: Ctx
  /** Undefined: all clients. */
  clientId: ClientId | undefined
  agent: AgentToken
  services: McpServices
}

/** @throws AppError INVALID where the tool needs a client and the input names none */
export function ctxOfClient({ ctx, clientId }: Pick<Call, 'ctx' | 'clientId'>): ClientCtx {
  if (clientId === undefined)
    throw new AppError('INVALID', 'clientIdentifier is missing: the tool works on one client.')
  return clientCtx(ctx, clientId)
}
