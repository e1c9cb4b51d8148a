import type { FastifyError } from 'fastify'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError, type Fault, invalid } from '../platform/errors.ts'
import { appErrorOf } from '../platform/http/server.ts'
import { faultsOf, validatorOfBody } from '../platform/http/validation.ts'
import type { AgentToken } from '../users/agent-tokens/agent-token.ts'
import { reachIn } from '../users/reach-in.ts'
import type { Call, McpServices } from './call.ts'
import type { Tool } from './tool.ts'
import { TOOLS } from './tools.ts'

/** Tools read for as long as a person would wait. */
const READ_MS_MAX = 5_000

const CHECKS = new Map(TOOLS.map((tool) => [tool.name, validatorOfBody(tool.input)]))

/** An alias, because the library takes objects of any fields. */
export type ToolAnswer = {
  content: { type: 'text'; text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: true
}

/**
 * Runs a tool for the user of the token, and writes down that it was called. A refusal is an answer, and so is a failure: its
 * cause stands in the log alone.
 */
export async function handleCall(
  ctx: Ctx,
  agent: AgentToken,
  services: McpServices,
  { name, input }: { name: string; input: unknown },
): Promise<ToolAnswer> {
  const clientId = clientIn(input)
  try {
    const result = await run(ctx, agent, services, { name, input, clientId })
    await noteCall(ctx, agent, { tool: name, clientId, refusal: null })
    return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: { ...result } }
  } catch (error) {
    const refusal = appErrorOf(error as FastifyError | AppError)
    if (refusal.status >= 500) logFailure(ctx, { err: error, tool: name }, refusal)
    else await noteCall(ctx, agent, { tool: name, clientId, refusal: refusal.code })
    return { content: [{ type: 'text', text: JSON.stringify(refusalOf(ctx, refusal)) }], isError: true }
  }
}

async function run(
  ctx: Ctx,
  agent: AgentToken,
  services: McpServices,
  { name, input, clientId }: { name: string; input: unknown; clientId: number | undefined },
): Promise<object> {
  const tool = TOOLS.find((one) => one.name === name)
  if (tool === undefined)
    throw new AppError(
      'NOT_FOUND',
      `There is no tool ${name}; the tools are ${TOOLS.map((one) => one.name).join(', ')}.`,
    )
  const wrong = CHECKS.get(name)?.(input) ?? []
  if (wrong.length > 0) throw invalid(faultsOf(wrong))
  return tool.run(callOf(ctx, agent, services, tool, { input, clientId }), input)
}

function callOf(
  ctx: Ctx,
  agent: AgentToken,
  services: McpServices,
  tool: Tool,
  { input, clientId }: { input: unknown; clientId: number | undefined },
): Call {
  const permission = tool.permissionFor(input)
  const reached = permission === undefined ? undefined : reachIn(agent.grants, permission, clientId)
  const { platform } = ctx
  const limited = tool.isReadOnly
    ? { ...ctx, platform: { ...platform, pool: platform.pool.withLimit(READ_MS_MAX) } }
    : ctx
  const within = reached === undefined ? limited : clientCtx(limited, reached)
  return { ctx: within, whole: limited, clientId: reached, agent, services }
}

function clientIn(input: unknown): number | undefined {
  const { clientIdentifier } = (input ?? {}) as { clientIdentifier?: unknown }
  return typeof clientIdentifier === 'number' && Number.isSafeInteger(clientIdentifier) ? clientIdentifier : undefined
}

/** The entry has no input: a person may be named there. */
async function noteCall(
  ctx: Ctx,
  { tokenId }: AgentToken,
  { tool, clientId, refusal }: { tool: string; clientId: number | undefined; refusal: string | null },
): Promise<void> {
  const known = TOOLS.some(({ name }) => name === tool) ? tool : 'unknown'
  await withTransaction(ctx.platform.pool, (tx) =>
    audit(ctx, tx, OPERATOR_TENANT, 'agent.called', `agent-token:${tokenId}`, {
      ...{ tool: known, clientId: clientId ?? null, refusal },
    }),
  )
}

function logFailure(
  { platform, requestId }: Ctx,
  line: { err: unknown; tool: string },
  { code, message }: AppError,
): void {
  platform.log[code === 'UNAVAILABLE' ? 'warn' : 'error']({ requestId, ...line }, message)
}

interface Refusal {
  code: string
  message: string
  faults?: readonly Fault[]
  /** It finds the line of the log. */
  requestId?: string
}

/** An approval is no refusal: the program learns where it waits. */
function refusalOf({ requestId }: Ctx, { code, message, status, faults, extra }: AppError): Refusal {
  return { code, message, ...(faults && { faults }), ...(status >= 500 && { requestId }), ...extra }
}
