import { type ClientId, UUID } from '@saatava/core/ids.ts'
import { type Html, html } from '../html.ts'
import { casePath, debtorPath, questionPath, webhookPath } from './paths.ts'

/** The page of a subject by its kind; kinds that are missing have no page. */
const PAGES: Readonly<Record<string, (id: string, clientId: ClientId) => string | undefined>> = {
  approval: (id) => `/console/approval/${id}`,
  'bank-file': (id) => `/console/bank-file/${id}`,
  bulk: (id) => (UUID.test(id) ? `/console/bulk/${id}` : undefined),
  case: (id, clientId) => casePath({ clientId, caseId: Number(id) }),
  connection: () => '/console/accounting',
  debtor: (id, clientId) => debtorPath({ clientId, debtorId: id }),
  delivery: (id) => `/console/delivery/${id}`,
  entry: (id) => `/console/payment/${id}`,
  invoice: voucherPath,
  ledger: voucherPath,
  // Payments of the bank have UUIDs; those that a partner sends to accounting have its own identifiers.
  payment: (id, clientId) => (UUID.test(id) ? `/console/payment/${id}` : voucherPath(id, clientId)),
  question: (id, clientId) => questionPath({ clientId, questionId: id }),
  webhook: (id, clientId) => webhookPath({ clientId, webhookId: id }),
}

/** An invoice has a UUID, and its page is found by its number alone; the voucher of an invoice has an identifier. */
function voucherPath(id: string, clientId: ClientId): string | undefined {
  if (UUID.test(id)) return undefined
  return `/console/accounting?client=${clientId}&words=${encodeURIComponent(id)}`
}

/** The page of the thing that an entry or a task is about; undefined: it has none. */
export function subjectPath(subject: string, clientId: ClientId): string | undefined {
  const [kind = '', ...rest] = subject.split(':')
  return Object.hasOwn(PAGES, kind) ? PAGES[kind]?.(rest.join(':'), clientId) : undefined
}

/** The thing that an entry or a task is about, with a link where it has a page. */
export function subjectLink(subject: string, clientId: ClientId): Html {
  const path = subjectPath(subject, clientId)
  return path === undefined ? html`<code>${subject}</code>` : html`<a href="${path}"><code>${subject}</code></a>`
}
