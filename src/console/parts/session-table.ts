import type { ListedSession } from '../../users/sessions/list-sessions.ts'
import { type Html } from '../html.ts'
import { table } from './table.ts'
import { when } from './when.ts'

const METHODS: Record<string, string> = { PASSKEY: 'a passkey', OIDC: 'an account elsewhere', LINK: 'a link' }

/** @param end the act on a session, or why there is none */
export function sessionTable(
  texts: { caption: string; empty: string },
  sessions: readonly ListedSession[],
  end: (session: ListedSession) => Html,
): Html {
  return table<ListedSession>(
    {
      ...texts,
      columns: [
        { head: 'Began', cell: ({ beganAt }) => when(beganAt) },
        { head: 'Last used', cell: ({ usedAt }) => when(usedAt) },
        { head: 'From', cell: ({ remoteAddress }) => remoteAddress },
        { head: 'By', cell: ({ method }) => methodName(method) },
        { head: 'Do', cell: end },
      ],
    },
    sessions,
  )
}

export function methodName(method: string): string {
  return METHODS[method] ?? method
}
