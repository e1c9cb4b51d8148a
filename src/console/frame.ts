/** The frame of each page: the menu of the screens that the person may open, the sandbox clock, and whether four eyes is off. */
import type { FastifyRequest } from 'fastify'
import { fourEyesOf } from '../approvals/setting.ts'
import type { Grant } from '../permissions/grant.ts'
import { holds } from '../permissions/roles.ts'
import { clientWithPartner } from '../onboarding/read-client.ts'
import { isSandboxClock } from '../platform/clock.ts'
import { showClock } from '../clock/show-clock.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { clientCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { may } from '../users/may.ts'
import type { Frame } from './layout.ts'
import { SEARCH_PERMISSION } from '../search/search-for.ts'
import { withQuery } from './parts/url.ts'
import { reachIn } from '../users/reach-in.ts'
import type { ConsoleCtx, Shell } from './shell.ts'

export async function frameOf(ctx: ConsoleCtx, shell: Shell, request: FastifyRequest): Promise<Frame> {
  const { platform } = shell
  const { clock } = platform
  const fourEyes = await fourEyesOf(platform, platform.pool)
  const clients = await clientsOf(ctx)
  const { did } = request.query as { did?: unknown }
  return {
    path: request.url.split('?', 1)[0] ?? request.url,
    environment: platform.config.environment,
    session: ctx.session,
    clientId: ctx.clientId,
    clients,
    canSearch: ctx.session.grants.some(({ role }) => holds(role, SEARCH_PERMISSION)),
    menu: menuOf(ctx.session.grants, shell.screens, isSandboxClock(clock)).map(({ path, ...item }) => ({
      ...item,
      path: clients.length > 1 ? withQuery(path, { client: ctx.clientId?.toString() }) : path,
    })),
    ...(isSandboxClock(clock) ? { clock: await clockBar(ctx, shell) } : {}),
    sandboxTime: isSandboxClock(clock) ? { now: clock.now(), aheadMs: clock.offsetMs } : undefined,
    fourEyesOffBy: fourEyes.isOn || fourEyes.setBy === null ? undefined : fourEyes.setBy.replace(/^user:/, ''),
    did: typeof did === 'string' ? did : undefined,
  }
}

/** More clients than these are chosen by the address alone. */
const CLIENTS_MAX = 50

/** The clients of somebody who has roles for several of them, and none of the agency. */
async function clientsOf(ctx: ConsoleCtx): Promise<Frame['clients']> {
  const ids = [...new Set(ctx.session.grants.map(({ clientId }) => clientId))].toSorted((a, b) => a - b)
  if (ids.length < 2 || ids.includes(OPERATOR_TENANT)) return []
  return Promise.all(
    ids.slice(0, CLIENTS_MAX).map(async (clientId) => {
      const client = await clientWithPartner(clientCtx(ctx, clientId))
      return { clientId, name: client?.name ?? String(clientId) }
    }),
  )
}

/** The controls of the clock, for those who may move it, and how far a move has come. */
async function clockBar({ session, clientId }: ConsoleCtx, { platform }: Shell): Promise<NonNullable<Frame['clock']>> {
  const { move } = await showClock(platform)
  const mayMove = may(session.grants, 'sandbox.use', clientId ?? OPERATOR_TENANT)
  return { mayMove, moving: move?.state === 'MOVING' ? { to: new Date(move.to), due: move.due } : undefined }
}

/** The screens that somebody with these grants may open. */
export function menuOf(grants: readonly Grant[], screens: Shell['screens'], isSandbox: boolean): Frame['menu'] {
  return screens.flatMap(({ menu }) => {
    if (menu === undefined || (menu.onlyInSandbox === true && !isSandbox)) return []
    try {
      reachIn(grants, menu.permission, undefined)
      return [{ path: menu.path, label: menu.label, group: menu.group }]
    } catch (error) {
      if (error instanceof AppError) return []
      throw error
    }
  })
}
