/** Acts on a record that wait for a second person: they stand on the record itself, and are decided there. */
import type { ClientId } from '@saatava/core/ids.ts'
import { type Approval, stateOf } from '../../approvals/approval.ts'
import { GATED_ACTS } from '../../approvals/gated-acts.ts'
import { listApprovals } from '../../four-eyes/show.ts'
import { lacksText } from '../../permissions/lacks.ts'
import { may } from '../../users/may.ts'
import { type Html, html } from '../html.ts'
import type { ConsoleCtx } from '../shell.ts'
import { actorName } from './actor.ts'
import { effect } from './effect.ts'
import { type FormState, NO_FORM, field } from './form.ts'
import { greyed } from './greyed.ts'
import { when } from './when.ts'

/** Requests about one record that are shown. */
const SHOWN_MAX = 5
const REASON = { label: 'Reason of a refusal', hint: 'The person who asked reads it.' }

/**
 * Draws what waits for a second person about a subject of the audit, such as "contract:100001"; null: nothing does, or the
 * person may not read approvals. The focus is on the first request, one key before its button: a key that was meant for
 * the page before decides nothing.
 * @param from the page of the record, to which a decision leads back
 */
export async function pendingApproval(
  ctx: ConsoleCtx,
  { subject, clientId, from }: { subject: string; clientId: ClientId; from: string },
): Promise<Html | null> {
  if (!may(ctx.session.grants, 'approval.read', clientId)) return null
  const waiting = await listApprovals(ctx, { clientId, subject, state: 'waiting', limit: SHOWN_MAX })
  if (waiting.length === 0) return null
  return html`<section class="pending" aria-label="Waits for a second person">${waiting.map(
    (
      approval,
      i,
    ) => html`<h2><a href="/console/approval/${approval.approvalId}"${i === 0 && html` autofocus`}>Waits for a second person: ${titleOf(approval)}</a></h2>
<p>${actorName(approval.askedBy)} asked for it ${when(approval.askedAt)}. It expires ${when(approval.expiresAt)}.</p>
${effect(approval.preview)}
${decisionForms(ctx, approval, { from })}`,
  )}</section>`
}

export function titleOf({ action }: Pick<Approval, 'action'>): string {
  return GATED_ACTS[action]
}

/** Why this person may not decide it; undefined: they may. */
function refusalOf({ session }: ConsoleCtx, { askedBy, clientId }: Approval): string | undefined {
  if (askedBy.toLowerCase() === `user:${session.name}`.toLowerCase())
    return 'You asked for this: another person decides it.'
  return may(session.grants, 'approval.decide', clientId) ? undefined : lacksText('approval.decide')
}

/** The buttons of the second person. One that has expired can only be closed. */
export function decisionForms(
  ctx: ConsoleCtx,
  approval: Approval,
  { from, form = NO_FORM }: { from?: string; form?: FormState },
): Html | null {
  const state = stateOf(approval, ctx.platform.clock.now())
  if (state !== 'WAITING' && state !== 'EXPIRED') return null
  const { approvalId } = approval
  const refusal = refusalOf(ctx, approval)
  if (refusal !== undefined) return html`<div class="actions">${greyed('Approve', refusal)}</div>`
  const back = from !== undefined && html`<input type="hidden" name="from" value="${from}">`
  const path = `/console/approval/${approvalId}`
  return html`${
    state === 'WAITING' &&
    html`<form method="post" action="${path}/approve">${back}<button class="first">Approve: it is done now</button></form>`
  }
<form method="post" action="${path}/refuse" class="narrow">${back}
${from === undefined ? field(form, { ...REASON, name: 'reason', isRequired: true }) : reasonOf(approvalId)}
<button>Refuse</button></form>`
}

/** On a record, where other forms have a reason too. */
function reasonOf(approvalId: string): Html {
  const id = `reason-${approvalId}`
  return html`<div class="field"><label for="${id}">${REASON.label}</label>
<p class="hint" id="${id}-hint">${REASON.hint}</p>
<input id="${id}" name="reason" aria-describedby="${id}-hint" required></div>`
}
