import type { ClientId } from '@saatava/core/ids.ts'
import { type Html, html } from '../html.ts'

/** The page of a subject by its kind; kinds that are missing have no page. */
const PAGES: Readonly<Record<string, (id: string, clientId: ClientId) => string>> = {
  approval: (id) => `/console/approval/${id}`,
  case: (id, clientId) => `/console/client/${clientId}/case/${id}`,
  delivery: (id) => `/console/delivery/${id}`,
  ledger: (id, clientId) => `/console/accounting?client=${clientId}&words=${encodeURIComponent(id)}`,
}

/** The thing that an entry, an event or a task is about, with a link where it has a page. */
export function subjectLink(subject: string, clientId: ClientId): Html {
  const [kind = '', ...rest] = subject.split(':')
  const path = PAGES[kind]?.(rest.join(':'), clientId)
  return path === undefined ? html`<code>${subject}</code>` : html`<a href="${path}"><code>${subject}</code></a>`
}
