/** The person who acts: every command that changes something takes --as, and production needs it. */
import { type Command, InvalidArgumentError } from 'commander'
import type { Config } from '../config/config.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { reachOf } from '../permissions/permissions.ts'
import { requirePermission } from '../users/require-permission.ts'
import { CliError } from './failure.ts'
import { COMMAND_PERMISSIONS } from './permissions.ts'

const NAME_CHARACTERS_MAX = 100

/** Commands that change nothing, or nothing of the agency's. */
const READING =
  /^(start|migrate|simulators|audit|law ..|.* (list|show|status|unallocated|returns|check|verify)|webhook (sources|listen))$/

let person: string | undefined
/** The command that runs, and the client that it names; 0: none. */
let asked: { path: string; clientId: number } | undefined

/** Adds --as to the commands that write; what it says is the actor of the audit. */
export function askWhoActs(program: Command): void {
  for (const command of leavesOf(program)) {
    const takes = command.options.some(({ long }) => long === '--as')
    if (!takes && !READING.test(pathOf(command))) personOption(command)
  }
  program.hook('preAction', (_program, command) => {
    const { as, client } = command.opts<{ as?: string; client?: unknown }>()
    person = as
    asked = { path: pathOf(command), clientId: typeof client === 'number' ? client : 0 }
  })
}

export function personOption(command: Command): Command {
  return command.option(
    '--as <person>',
    'name of the person who does it, for the audit; required in production',
    personName,
  )
}

/** @throws CliError where production gets no name of the person */
export function actorOf({ environment }: Pick<Config, 'environment'>, systemUser: string): Actor {
  if (person !== undefined) return `user:${person}`
  if (environment === 'production')
    throw new CliError(
      'USAGE',
      'Who does this? Add --as and your name, for example --as "Jane Doe": in production the audit must name a person. Nothing was done.',
    )
  return `user:${systemUser}`
}

/**
 * Asks whether the person may do what the command does. @throws AppError FORBIDDEN
 * Where the client is not named, a grant for the agency is needed: which client a case belongs to is not known yet.
 */
export async function requireCommandPermission(ctx: Ctx): Promise<void> {
  const permission = asked === undefined ? null : (COMMAND_PERMISSIONS[asked.path] ?? null)
  if (asked === undefined || permission === null) return
  const clientId = reachOf(permission) === 'agency' ? 0 : asked.clientId
  await requirePermission(ctx, permission, clientId)
}

/** The context of a person. @throws CliError where production gets no name of the person */
export function acting(ctx: Ctx, name: string | undefined): Ctx {
  if (name === undefined) return { ...ctx, actor: actorOf(ctx.platform.config, ctx.actor.replace(/^user:/, '')) }
  return { ...ctx, actor: `user:${name.trim()}` }
}

function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)
}

/** "payment move" of the program's command. */
function pathOf(command: Command): string {
  const { parent } = command
  return parent === null || parent.parent === null ? command.name() : `${pathOf(parent)} ${command.name()}`
}

function personName(text: string): string {
  const name = text.trim()
  if (name === '' || name.length > NAME_CHARACTERS_MAX || /\p{Cc}/u.test(name))
    throw new InvalidArgumentError(`It takes a person’s name of at most ${NAME_CHARACTERS_MAX} characters.`)
  return name
}
