/** Approvals: acts that wait for a second person. The page makes the effect again when it is drawn, and compares both. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { type Approval, type ApprovalState, presentApproval, stateOf } from '../../approvals/approval.ts'
import { approve, refuse } from '../../four-eyes/decide.ts'
import { type EffectNow, previewNow } from '../../four-eyes/preview.ts'
import { type ApprovalQuery, listApprovals, showApproval } from '../../four-eyes/show.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { actorName } from '../parts/actor.ts'
import { badge } from '../parts/badge.ts'
import { effect, effectsThat } from '../parts/effect.ts'
import { facts } from '../parts/facts.ts'
import { type FormState, NO_FORM, errorSummary } from '../parts/form.ts'
import { pager } from '../parts/pager.ts'
import { decisionForms, pendingApproval, titleOf } from '../parts/pending-approval.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import { age, when } from '../parts/when.ts'
import { ownPath } from '../send.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'

const ROWS = 50
const REASON_CHARACTERS_MAX = 1_000
const TABS = {
  waiting: { label: 'Waiting for me', empty: 'Nothing waits for you. Requests of other people appear here.' },
  mine: { label: 'Asked by me', empty: 'You have asked for nothing that needs a second person.' },
  decided: { label: 'Decided', empty: 'Nothing was decided yet.' },
} as const
type Tab = keyof typeof TABS

const Query = Type.Object({
  show: Type.Optional(oneOf(Object.keys(TABS) as Tab[])),
  after: Type.Optional(Type.String({ pattern: UUID_PATTERN, description: 'the cursor of a link' })),
})
const Params = Type.Object({ approvalId: Type.String({ pattern: UUID_PATTERN }) })
const From = { from: Type.Optional(Type.String({ maxLength: 1_000 })) }
const ApproveForm = Type.Object(From)
const RefuseForm = Type.Object({ ...From, reason: Type.String({ minLength: 1, maxLength: REASON_CHARACTERS_MAX }) })

export const approvals: Screen = {
  menu: { path: '/console/approvals', label: 'Approvals', permission: 'approval.read', group: 'Work' },
  routes(shell) {
    page(shell, {
      ...{ path: '/approvals', permission: 'approval.read', query: Query },
      async show(ctx, { query: { show = 'waiting', after }, url }) {
        const found = await listApprovals(ctx, { ...filterOf(ctx, show), before: after, limit: ROWS + 1 })
        const rows = found.slice(0, ROWS)
        const next = found.length > ROWS ? rows.at(-1)?.approvalId : undefined
        const body = html`${tabs(show)}
${table({ caption: TABS[show].label, columns: columnsOf(ctx), empty: TABS[show].empty }, rows)}
${pager(url, { after, next })}`
        return { title: 'Approvals', body }
      },
    })
    page(shell, {
      ...{ path: '/approval/:approvalId', permission: 'approval.read', params: Params },
      data: {
        apiPath: ({ params }) => `/api/v1/partner/approvals/${params.approvalId}`,
        read: async (ctx, { params }) =>
          presentApproval(await showApproval(ctx, params.approvalId), ctx.platform.clock.now()),
      },
      show: (ctx, { params }) => approvalPage(ctx, params.approvalId, NO_FORM),
    })
    const common = { permission: 'approval.decide', params: Params } as const
    act(shell, {
      ...{ ...common, path: '/approval/:approvalId/approve', form: ApproveForm },
      async perform(ctx, { params, form }) {
        const state = await approve(ctx, params)
        return after(ctx, params.approvalId, form.from, state === 'APPROVED' ? 'approved' : 'outdated')
      },
      again: (ctx, { params }, form) => approvalPage(ctx, params.approvalId, form),
    })
    act(shell, {
      ...{ ...common, path: '/approval/:approvalId/refuse', form: RefuseForm },
      async perform(ctx, { params, form }) {
        await refuse(ctx, { approvalId: params.approvalId, reason: form.reason })
        return after(ctx, params.approvalId, form.from, 'refused')
      },
      again: (ctx, { params }, form) => approvalPage(ctx, params.approvalId, form),
    })
  },
}

function filterOf(ctx: ConsoleCtx, tab: Tab): Omit<ApprovalQuery, 'limit'> {
  const me = `user:${ctx.session.name}`
  const scope = { clientId: ctx.clientId }
  if (tab === 'mine') return { ...scope, askedBy: me }
  return tab === 'waiting' ? { ...scope, state: 'waiting', notAskedBy: me } : { ...scope, state: 'ended' }
}

/** A decision leads back to the record, or on to the next request that waits. */
async function after(ctx: ConsoleCtx, approvalId: string, from: string | undefined, did: string): Promise<string> {
  if (from !== undefined) return withQuery(ownPath(from), { did })
  const [next] = await listApprovals(ctx, { ...filterOf(ctx, 'waiting'), before: approvalId, limit: 1 })
  return withQuery(next === undefined ? '/console/approvals' : `/console/approval/${next.approvalId}`, { did })
}

function tabs(shown: Tab): Html {
  return html`<nav class="tabs" aria-label="Approvals"><ul>${(Object.keys(TABS) as Tab[]).map(
    (tab) =>
      html`<li><a href="/console/approvals?show=${tab}"${tab === shown && html` aria-current="page"`}>${TABS[tab].label}</a></li>`,
  )}</ul></nav>`
}

function columnsOf(ctx: ConsoleCtx) {
  const now = ctx.platform.clock.now()
  return [
    {
      head: 'Act',
      cell: (row: Approval) =>
        html`<a href="/console/approval/${row.approvalId}">${titleOf(row)}</a><br><span class="hint">${row.subject}</span>`,
    },
    { head: 'Client', cell: ({ clientId }: Approval) => (clientId === 0 ? 'agency' : String(clientId)) },
    { head: 'State', cell: (row: Approval) => STATES[stateOf(row, now)] },
    { head: 'Asked by', cell: ({ askedBy }: Approval) => actorName(askedBy) },
    { head: 'Asked', cell: ({ askedAt }: Approval) => html`${age(askedAt, now)} ago` },
    { head: 'Decided by', cell: ({ decidedBy }: Approval) => decidedBy && actorName(decidedBy) },
    { head: 'Reason', cell: ({ reason }: Approval) => reason },
  ]
}

const STATES: Record<ApprovalState, Html> = {
  WAITING: badge('waits', 'warn'),
  APPROVED: badge('approved', 'good'),
  REFUSED: badge('refused', 'bad'),
  OUTDATED: badge('outdated'),
  EXPIRED: badge('expired'),
}

async function approvalPage(ctx: ConsoleCtx, approvalId: string, form: FormState): Promise<PageAnswer> {
  const approval = await showApproval(ctx, approvalId)
  const { subject, clientId } = approval
  const state = stateOf(approval, ctx.platform.clock.now())
  const waits = state === 'WAITING'
  return {
    title: `Approval: ${titleOf(approval)}`,
    body: html`${errorSummary(form)}
${factsOf(approval, state)}
${waits ? effectNow(approval, await previewNow(ctx, approval)) : html`<h2>The effect that was asked for</h2>${effect(approval.preview)}`}
${decisionForms(ctx, approval, { form })}
${state === 'OUTDATED' && (await pendingApproval(ctx, { subject, clientId, from: '/console/approvals' }))}
<p><a href="/console/approvals">All approvals</a></p>`,
  }
}

function factsOf(approval: Approval, state: ApprovalState): Html {
  const { approvalId, subject, clientId, askedBy, askedAt, expiresAt, decidedBy, decidedAt, reason } = approval
  return facts([
    ['State', STATES[state]],
    ['About', html`<code data-copy>${subject}</code>`],
    ['Client', clientId === 0 ? 'agency' : clientId],
    ['Asked by', html`${actorName(askedBy)}, ${when(askedAt)}`],
    ['Expires', when(expiresAt)],
    ['Decided by', decidedBy && decidedAt && html`${actorName(decidedBy)}, ${when(decidedAt)}`],
    ['Reason', reason],
    ['Approval', html`<code data-copy>${approvalId}</code>`],
  ])
}

/** The effect at the decision, compared with the one that was asked for. */
function effectNow(approval: Approval, now: EffectNow): Html {
  const then = html`<h2>The effect</h2>${effect(approval.preview)}`
  switch (now.kind) {
    case 'same':
      return html`${then}<p class="notice">Checked just now: the effect is the one that was asked for.</p>`
    case 'changed':
      return html`<div class="summary"><h2>The effect has changed since it was asked for</h2>
<p>An approval does nothing now: it closes this request and asks again with the new effect.</p></div>
${effectsThat({ then: approval.preview, now: now.preview })}
<h2>The effect now</h2>${effect(now.preview)}`
    case 'none':
      return html`<div class="summary"><h2>There is nothing left to do</h2>
<p>It was done another way, or it needs no second person any more. An approval closes this request.</p></div>${then}`
    case 'refused':
      return html`<div class="summary"><h2>It cannot be done now</h2><p>${now.reason}</p></div>${then}`
    default:
      return now satisfies never
  }
}
