/** The audit: who did what, on what, from where. Its chain is proved here, and an export is an entry too. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { addDays, startOfDay } from '@saatava/core/dates.ts'
import { type Static, Type } from 'typebox'
import { chainState } from '../../audit/chain-state.ts'
import { noteExport } from '../../audit/export-audit.ts'
import { type AuditQuery, listAudit } from '../../audit/list-audit.ts'
import { detailsInWords } from '../../audit/present.ts'
import type { AuditRow } from '../../audit/queries.ts'
import { type AuditProof, verifyAudit } from '../../audit/verify-audit.ts'
import { ACTS, type Act } from '../../audit-entries/catalogue.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { date, oneOf } from '../../platform/http/schema.ts'
import { listUsers } from '../../users/list-users.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { Filter, ListColumn, Place, Rows } from '../list/spec.ts'
import { page } from '../page.ts'
import { actorName } from '../parts/actor.ts'
import { badge } from '../parts/badge.ts'
import { effect } from '../parts/effect.ts'
import { facts } from '../parts/facts.ts'
import { subjectLink } from '../parts/subject.ts'
import { TIME_ZONE, when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'

const PATH = '/console/audit'
const ACT_NAMES = Object.keys(ACTS).toSorted() as Act[]
/** Colleagues in the filter. */
const PERSONS_MAX = 500

const Query = Type.Object({
  person: Type.Optional(Type.String({ pattern: UUID_PATTERN, description: 'the id of a user' })),
  actor: Type.Optional(Type.String({ pattern: '^(token|system|debtor):[\\w.-]{1,100}$' })),
  act: Type.Optional(oneOf(ACT_NAMES)),
  // No spaces: a name of a person does not stand in an address.
  subject: Type.Optional(Type.String({ pattern: '^[a-z-]{1,40}(:[\\w.-]{1,100})?$' })),
  since: Type.Optional(date()),
  until: Type.Optional(date()),
})
type Query = Static<typeof Query> & { client?: number }
const ProofQuery = Type.Object({})

export const audit: Screen = {
  menu: { path: PATH, label: 'Audit', permission: 'audit.read', group: 'Records' },
  routes(shell) {
    list(shell, {
      ...{ path: '/audit', name: 'audit', nouns: ['entry', 'entries'], title: 'Audit' },
      ...{ permission: 'audit.read', query: Query, columns: COLUMNS, filters, read },
      keyOf: ({ auditId }) => auditId,
      above: (ctx, query) => chain(ctx, query.client ?? OPERATOR_TENANT),
      onExport: async (ctx, query) => noteExport(ctx, await askedBy(ctx, query)),
      empty: html`The audit has no entry yet. Every act of a person, a token or the service is written here.`,
    })
    page(shell, {
      ...{ path: '/audit/proof', permission: 'audit.read', query: ProofQuery },
      async show(ctx, { query }) {
        const clientId = query.client ?? OPERATOR_TENANT
        const [proof] = await verifyAudit(ctx, { clientId })
        return {
          title: `Proof of the audit of ${nameOf(clientId)}`,
          body: proof === undefined ? html`` : proved(proof),
        }
      },
    })
  },
}

async function read(ctx: ConsoleCtx, query: Query, { limit, after }: Place): Promise<Rows<AuditRow>> {
  const { entries, next } = await listAudit(ctx, { ...(await askedBy(ctx, query)), limit, before: after })
  return { rows: entries, next }
}

/** The filter in the words of the verb. Days are those of the agency's time zone. */
async function askedBy(ctx: ConsoleCtx, query: Query): Promise<Omit<AuditQuery, 'limit' | 'before' | 'caseId'>> {
  const { client, person, actor, act, subject, since, until } = query
  return {
    ...{ clientId: client, action: act, subject },
    actor: person === undefined ? actor : await actorOf(ctx, person),
    since: since === undefined ? undefined : startOfDay(since, TIME_ZONE),
    until: until === undefined ? undefined : startOfDay(addDays(until, 1), TIME_ZONE),
  }
}

/** The address has the id of a colleague, and no name. */
async function actorOf(ctx: ConsoleCtx, userId: string): Promise<string> {
  const user = (await listUsers(ctx)).find((one) => one.userId === userId)
  return `user:${user?.name ?? ''}`
}

async function filters(ctx: ConsoleCtx): Promise<readonly Filter[]> {
  const users = (await listUsers(ctx)).slice(0, PERSONS_MAX)
  return [
    {
      ...{ name: 'person', label: 'Person' },
      options: [{ value: '', label: 'anybody' }, ...users.map(({ userId, name }) => ({ value: userId, label: name }))],
    },
    {
      ...{ name: 'act', label: 'Act' },
      options: [{ value: '', label: 'every act' }, ...ACT_NAMES.map((name) => ({ value: name, label: name }))],
    },
    { name: 'subject', label: 'On what (case:5000001)' },
    { name: 'actor', label: 'Token or part of the service' },
    { name: 'client', label: 'Client (0: the agency)', type: 'number' },
    { name: 'since', label: 'From the day', type: 'date' },
    { name: 'until', label: 'To the day', type: 'date' },
  ]
}

const COLUMNS: readonly ListColumn<AuditRow>[] = [
  { id: 'at', head: 'When', cell: ({ at }) => when(at), csv: ({ at }) => at.toISOString() },
  { id: 'who', head: 'Who', cell: ({ actor }) => actorName(actor), csv: ({ actor }) => actor },
  {
    ...{ id: 'act', head: 'Act' },
    cell: ({ action }) => html`${told(action)}<br><span class="hint">${action}</span>`,
    csv: ({ action }) => action,
  },
  {
    ...{ id: 'subject', head: 'On what' },
    cell: ({ subject, clientId }) => subjectLink(subject, clientId),
    csv: ({ subject }) => subject,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => nameOf(clientId), csv: ({ clientId }) => clientId },
  { id: 'from', head: 'From', cell: ({ remoteAddress }) => remoteAddress, csv: ({ remoteAddress }) => remoteAddress },
  {
    ...{ id: 'details', head: 'Details' },
    cell: (row) =>
      Object.keys(row.details).length > 0 &&
      html`<details><summary>Details</summary>${effect(detailsInWords(row) as object)}</details>`,
    csv: (row) => JSON.stringify(detailsInWords(row)),
  },
  {
    ...{ id: 'request', head: 'Request' },
    cell: ({ requestId }) => html`<code data-copy>${requestId}</code>`,
    csv: ({ requestId }) => requestId,
  },
  { id: 'token', head: 'Token', cell: ({ token }) => token, csv: ({ token }) => token, isExtra: true },
  {
    ...{ id: 'id', head: 'Entry', isExtra: true },
    cell: ({ auditId }) => html`<code data-copy>${auditId}</code>`,
    csv: ({ auditId }) => auditId,
  },
]

function told(action: string): string {
  return Object.hasOwn(ACTS, action) ? ACTS[action as Act].tells : action
}

function nameOf(clientId: number): string {
  return clientId === OPERATOR_TENANT ? 'the agency' : `client ${clientId}`
}

async function chain(ctx: ConsoleCtx, clientId: number): Promise<Html> {
  const { links, waiting } = await chainState(ctx, clientId)
  return html`<form method="get" action="/console/audit/proof" class="inline chain">
<span>The chain of ${nameOf(clientId)} has ${links} links; ${waiting} ${waiting === 1 ? 'entry waits' : 'entries wait'} for theirs.</span>
<input type="hidden" name="client" value="${clientId}"><button>Prove it now</button></form>`
}

function proved({ clientId, entries, waiting, hash, fault }: AuditProof): Html {
  return html`${
    fault === null
      ? html`<p class="notice" role="status">No entry was changed, deleted, added or moved.</p>`
      : html`<div class="summary" role="alert"><h2>The audit was changed</h2><p>${fault.says}.</p></div>`
  }
${facts([
  ['State', fault === null ? badge('proved', 'good') : badge(fault.kind, 'bad')],
  ['Entries that are proved', entries],
  ['Entries that wait for the chain', waiting],
  ['Hash of the last link', html`<code data-copy>${hash}</code>`],
  ['Link that is wrong', fault?.number],
  [
    'Entry that is wrong',
    fault?.auditId === undefined || fault.auditId === null ? null : html`<code data-copy>${fault.auditId}</code>`,
  ],
])}
<p class="hint">Note the hash elsewhere: a later proof shows whether the chain still holds it.</p>
<p><a href="${PATH}?client=${clientId}">The audit of ${nameOf(clientId)}</a></p>`
}
