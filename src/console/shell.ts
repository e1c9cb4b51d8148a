/** The parts that every page of the console stands on. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ClientId } from '@saatava/core/ids.ts'
import type { AccountingServices } from '../accounting/context.ts'
import type { ClockService } from '../clock/services.ts'
import type { InvoiceServices } from '../invoices/context.ts'
import type { Permission } from '../permissions/permissions.ts'
import type { WrongTokens } from '../platform/auth/wrong-tokens.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import type { SimulatedBank } from '../sandbox/simulated-bank.ts'
import type { MountedSimulator } from '../simulators/kit/server.ts'
import type { Session } from '../users/sessions/session.ts'
import type { WebhookNetwork } from '../webhooks/network.ts'
import type { Html } from './html.ts'

export interface Shell {
  /** The scope of the console's routes. */
  app: FastifyInstance
  platform: Platform
  /** Origin of the console as browsers see it, "https://console.example.com". */
  origin(): string
  /** Counts wrong codes by the address that they come from. */
  wrong: WrongTokens
  /** The services that verbs of invoices and letters need: they make PDFs. */
  invoices: InvoiceServices
  /** The services that verbs of accounting need. */
  accounting: AccountingServices
  /** The hosts that webhooks may reach. */
  webhooks: WebhookNetwork
  /** Moves the clock of a sandbox. */
  clock: ClockService
  /** The bank of a sandbox; undefined where it runs in another process. */
  bank(): SimulatedBank | undefined
  /** The simulators of this process; none outside a sandbox, or where they run elsewhere. */
  simulators(): readonly MountedSimulator[]
  /** Wakes the workers of this process. */
  wake(): void
  screens: readonly Screen[]
}

/** The context of somebody who is signed in. */
export interface ConsoleCtx extends Ctx {
  session: Session
  /** Its database shows the rows of this client alone; undefined: those of all clients. */
  clientId: ClientId | undefined
}

/** The groups of the menu, in its order. */
export const MENU_GROUPS = ['Work', 'Money', 'Records', 'Agency'] as const
export type MenuGroup = (typeof MENU_GROUPS)[number]

/** One screen of the console: its place in the menu, and its routes. */
export interface Screen {
  menu?: { path: string; label: string; permission: Permission; group: MenuGroup; onlyInSandbox?: true }
  routes(shell: Shell): void
}

export interface PageAnswer {
  title: string
  body: Html
  status?: number
  /** Programs read the same: the address of its JSON, and the call of the API that gives it. */
  asData?: { json: string; curl: string }
}

/** The effect of an act, before it happens. */
export interface Preview {
  title: string
  /** Made by the dry run of the verb. It holds no moment, so the same effect is the same text. */
  effect: Html
  /** The words of the button that does it. */
  button: string
  /** The page that the person came from. */
  back: string
}

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | undefined
  }
  interface FastifyContextConfig {
    /** The permission of a page of the console; `door`: it is open without a session. */
    console?: Permission | 'door'
  }
}

/** The context of a request before somebody is known to be signed in. */
export function doorCtx({ platform }: Pick<Shell, 'platform'>, request: FastifyRequest): Ctx {
  return {
    ...{ platform, log: platform.log, requestId: request.id, actor: 'system:console' },
    remoteAddress: request.remoteAddress,
  }
}
