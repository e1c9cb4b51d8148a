/** saatava session: who is signed in to the console. */
import type { Command } from 'commander'
import { withCtx, withReadCtx } from '../context.ts'
import { sessionId, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'

export function sessionCommands(program: Command): void {
  const session = program.command('session').description('Sessions of the console')
  list(session)
  end(session)
}

function list(session: Command): void {
  verb(session, 'list', 'Open sessions, the latest first', 'session list').action(
    async ({ json }: { json?: boolean }) => {
      const { listSessions } = await import('../../users/sessions/list-sessions.ts')
      const sessions = await withReadCtx(listSessions)
      print(json, { sessions }, () =>
        sessions.length === 0
          ? 'Nobody is signed in.'
          : table(
              ['SESSION', 'NAME', 'BY', 'FROM', 'BEGAN', 'LAST USED'],
              sessions.map(({ sessionId, name, method, remoteAddress, beganAt, usedAt }) => [
                ...[sessionId, plain(name), method.toLowerCase(), remoteAddress ?? '-'],
                ...[beganAt.toISOString(), usedAt.toISOString()],
              ]),
            ),
      )
    },
  )
}

function end(session: Command): void {
  verb(session, 'end', 'End a session', 'session end 019a4c3e-0000-7000-8000-000000000001')
    .argument('<session>', 'id of the session, from "session list"', sessionId)
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { endSession } = await import('../../users/sessions/end-session.ts')
      await withCtx((ctx) => endSession(ctx, { sessionId: id }))
      print(json, { sessionId: id, state: 'ended' }, () => `Session ${id} is ended.`)
    })
}
