/** Who acts: a person, where a command changes what only a person may. */
import type { Command } from 'commander'
import type { Ctx } from '../platform/context.ts'
import { CliError } from './failure.ts'
import { nonEmpty } from './options.ts'

export function personOption(command: Command): Command {
  return command.option('--as <person>', 'who does it, for the audit; production needs it', nonEmpty)
}

/** The context of that person. @throws CliError where production is not told who it is */
export function acting(ctx: Ctx, person: string | undefined): Ctx {
  if (person !== undefined) return { ...ctx, actor: `person:${person.trim()}` }
  if (ctx.platform.config.environment === 'production')
    throw new CliError('USAGE', 'Say who does this, with --as: in production the audit names a person.')
  return ctx
}
