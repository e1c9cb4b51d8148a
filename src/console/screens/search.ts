/** The search: one hit leads straight to it, and several are a list. The text that somebody searches for is in no address. */
import { type Static, Type } from 'typebox'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Hit, HitKind } from '../../search/hit.ts'
import { HITS_MAX } from '../../search/hit.ts'
import { SEARCH_PERMISSION, searchFor } from '../../search/search-for.ts'
import { TEXT_CHARACTERS_MAX } from '../../search/search.ts'
import { type Html, html } from '../html.ts'
import { page, question } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { table } from '../parts/table.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { invoicePath } from './invoice-parts.ts'

const Form = Type.Object({ q: Type.Optional(Type.String({ maxLength: TEXT_CHARACTERS_MAX })) })

export const search: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: '/search', permission: SEARCH_PERMISSION },
      show: () => Promise.resolve({ title: 'Search', body: hints() }),
    })
    question(shell, { path: '/search', permission: SEARCH_PERMISSION, form: Form, answer: answerOf })
  },
}

async function answerOf(ctx: ConsoleCtx, { q = '' }: Static<typeof Form>): Promise<PageAnswer | string> {
  if (q === '') return '/console/search'
  const hits = await searchFor(ctx, { text: q, grants: ctx.session.grants })
  const [first] = hits
  const path = hits.length === 1 && first !== undefined ? pathOf(first) : undefined
  return path ?? { title: 'Search', body: hits.length === 0 ? nothing(q) : found(hits) }
}

const KINDS: Record<HitKind, string> = {
  ...{ case: 'Case', invoice: 'Invoice', debtor: 'Debtor', money: 'Payment', delivery: 'Delivery', task: 'Task' },
  ...{ approval: 'Approval', document: 'Voucher', client: 'Client', audit: 'Audited act' },
}

function pathOf({ kind, clientId, id, type = '', subject }: Hit): string {
  switch (kind) {
    case 'case':
    case 'debtor':
      return `/console/client/${clientId}/${kind}/${id}`
    case 'invoice':
      return invoicePath(clientId, { invoiceNumber: Number(id), type })
    case 'money':
      return `/console/payment/${id}`
    case 'delivery':
    case 'task':
    case 'approval':
      return `/console/${kind}/${id}`
    case 'client':
      return `/console/invoices?client=${clientId}`
    case 'document':
      return `/console/client/${clientId}/accounting/${type}/${id}`
    case 'audit':
      return `/console/audit?subject=${encodeURIComponent(subject ?? '')}`
  }
}

function found(hits: readonly Hit[]): Html {
  const columns = [
    { head: 'Kind', cell: ({ kind }: Hit) => badge(KINDS[kind]) },
    { head: 'Found', cell: linkOf },
    { head: 'Client', cell: ({ clientId }: Hit) => (clientId === OPERATOR_TENANT ? 'agency' : clientId) },
    { head: 'By', cell: ({ by }: Hit) => by },
  ]
  return html`${table({ caption: `${hits.length} found`, columns, empty: '' }, hits)}
${hits.length === HITS_MAX && html`<p class="hint">These are the first ${HITS_MAX}. Search for more of the text.</p>`}`
}

function linkOf(hit: Hit): Html {
  return html`<a href="${pathOf(hit)}">${hit.id}</a> <span class="hint">${wordsOf(hit)}</span>`
}

function wordsOf({ person, title }: Hit): string {
  return [person, title].filter(Boolean).join(': ')
}

function nothing(text: string): Html {
  return html`<p class="empty">Nothing that you may see fits “${text}”.</p>${hints()}`
}

function hints(): Html {
  return html`<p>The box above finds:</p><ul>
<li>a case, an invoice or a client by its number</li>
<li>a case or an invoice by its payment reference, in any spelling</li>
<li>a debtor by the whole national or business id, or by the beginning of a word of the name</li>
<li>money that waits, and cases that were paid, by the IBAN of the payer</li>
<li>a voucher of accounting by its identifier</li>
<li>anything by its id, and audited acts by the id of their request</li></ul>`
}
