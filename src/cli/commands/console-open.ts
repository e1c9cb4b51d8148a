import type { Command } from 'commander'
import { withCtx } from '../context.ts'
import { verb } from '../options.ts'
import { print } from '../output.ts'

export function consoleOpenCommand(parent: Command): void {
  const summary = 'Print a link that signs in the demo operator of a sandbox, once and on this machine'
  verb(parent, 'open', summary, 'console open').action(async ({ json }: { json?: boolean }) => {
    const { makeDemoLink } = await import('../../users/enrolment/make-enrolment.ts')
    const { consoleOriginOf } = await import('../../config/console-origin.ts')
    const { url, expiresAt } = await withCtx(async (ctx) => {
      const made = await makeDemoLink(ctx)
      return { url: `${consoleOriginOf(ctx.platform.config)}${made.path}`, expiresAt: made.expiresAt }
    })
    print(json, { url, expiresAt }, () => url)
  })
}
