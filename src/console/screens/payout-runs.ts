/** Payout runs: each is one payment file to the bank, with its sum, its hash, its state, and who released it. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { type Approval, stateOf } from '../../approvals/approval.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { browseRuns, showRun, type ShownRun } from '../../settlements/browse/browse-runs.ts'
import type { ListedRun } from '../../settlements/list-runs.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn } from '../list/spec.ts'
import { page } from '../page.ts'
import { actorName } from '../parts/actor.ts'
import { type Tone, badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { money } from '../parts/money.ts'
import { pager } from '../parts/pager.ts'
import { pendingApproval } from '../parts/pending-approval.ts'
import { table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { accountOf, payoutBadge, settlementPath } from './settlements/parts.ts'

const PAYOUTS = 100
const Params = Type.Object({ runId: Type.String({ pattern: UUID_PATTERN }) })
const Query = Type.Object({ after: Type.Optional(Type.String({ pattern: '^[0-9-]{14,40}$' })) })

export const payoutRuns: Screen = {
  menu: { path: '/console/payout-runs', label: 'Payout runs', permission: 'funds.read', group: 'Money' },
  routes(shell) {
    list(shell, {
      ...{ path: '/payout-runs', name: 'payout-runs', nouns: ['run', 'runs'], title: 'Payout runs' },
      ...{ permission: 'funds.read', query: Type.Object({}), filters: () => [], columns: COLUMNS },
      keyOf: ({ runId }) => runId,
      read: (ctx, _query, { limit, after }) => browseRuns(ctx, { limit, after: after ?? null }),
      empty: html`No client was paid yet. <a href="/console/settlements-next">See who is settled next</a>`,
    })
    page(shell, {
      ...{ path: '/payout-run/:runId', permission: 'funds.read', params: Params, query: Query },
      async show(ctx, { params, query, url }) {
        const shown = await showRun(ctx, { runId: params.runId, limit: PAYOUTS, after: query.after ?? null })
        return {
          title: `Payout run ${shown.run.messageId}`,
          body: await runPage(ctx, shown, { after: query.after, url }),
        }
      },
    })
  },
}

const TONES: Record<ListedRun['state'], Tone> = {
  ...{ open: 'plain', written: 'warn', sent: 'plain', paid: 'good', refused: 'bad', done: 'warn' },
}
const WORDS: Record<ListedRun['state'], string> = {
  open: 'open: settlements join it',
  written: 'written: it waits to be sent',
  sent: 'sent to the bank',
  paid: 'paid',
  refused: 'refused',
  done: 'done: a part was refused',
}

const COLUMNS: readonly ListColumn<ListedRun>[] = [
  {
    ...{ id: 'file', head: 'Payment file' },
    cell: ({ runId, messageId }) => html`<a href="/console/payout-run/${runId}">${messageId}</a>`,
    csv: ({ messageId }) => messageId,
  },
  { id: 'date', head: 'Date', cell: ({ runDate }) => runDate, csv: ({ runDate }) => runDate },
  {
    ...{ id: 'from', head: 'From account' },
    cell: ({ debtorIban }) => debtorIban !== null && html`<code>${debtorIban}</code>`,
    csv: ({ debtorIban }) => debtorIban,
  },
  {
    id: 'payments',
    head: 'Payouts',
    isNumber: true,
    cell: ({ payments }) => payments,
    csv: ({ payments }) => payments,
  },
  {
    ...{ id: 'total', head: 'Sum', isNumber: true },
    cell: ({ total, currency, runId }) =>
      total !== null && money(minorToNumber(total), currency, `/console/payout-run/${runId}`),
    csv: ({ total }) => (total === null ? null : minorToNumber(total)),
  },
  {
    ...{ id: 'outcome', head: 'Outcome' },
    cell: ({ paid, refused, doubtful }) =>
      html`${paid} paid${refused > 0 && `, ${refused} refused`}${doubtful > 0 && html` ${badge(`${doubtful} doubtful`, 'warn')}`}`,
    csv: ({ paid, refused, doubtful }) => `${paid} paid, ${refused} refused, ${doubtful} doubtful`,
  },
  {
    ...{ id: 'state', head: 'State' },
    cell: ({ state }) => badge(WORDS[state], TONES[state]),
    csv: ({ state }) => state,
  },
]

async function runPage(
  ctx: ConsoleCtx,
  shown: ShownRun,
  { after, url }: { after: string | undefined; url: string },
): Promise<Html> {
  const { run, payouts, next } = shown
  const subject = `settlement-run:${run.messageId}`
  return html`${await pendingApproval(ctx, { subject, clientId: OPERATOR_TENANT, from: `/console/payout-run/${run.runId}` })}
${runFacts(ctx, shown)}
<h2>Payouts</h2>
${table(
  {
    caption: 'Payouts in the file',
    columns: [
      { head: 'Settlement', cell: (one) => html`<a href="${settlementPath(one)}">${one.settlementId}</a>` },
      { head: 'Client', cell: ({ clientId }) => clientId },
      {
        head: 'To account',
        cell: ({ beneficiary }) => html`${beneficiary.name}<br><code>${accountOf(beneficiary)}</code>`,
      },
      { head: 'Amount', isNumber: true, cell: ({ amount, currency }) => money(minorToNumber(amount), currency) },
      {
        head: 'State',
        cell: ({ state, doubt, reasonCode, reasonText }) =>
          html`${payoutBadge(state, doubt)}${(doubt !== null || reasonCode !== null || reasonText !== null) && html`<br><span class="hint">${doubt ?? ''} ${reasonCode} ${reasonText}</span>`}`,
      },
    ],
    empty: 'No payout is in it yet.',
  },
  payouts,
)}
${pager(url, { after, next })}`
}

function runFacts(ctx: ConsoleCtx, { run, sha256, approvals }: ShownRun): Html {
  const now = ctx.platform.clock.now()
  const released = approvals.find(({ decision }) => decision === 'APPROVED')
  const refused = approvals.find((one) => stateOf(one, now) === 'REFUSED')
  return facts([
    ['State', badge(WORDS[run.state], TONES[run.state])],
    [
      'Sum',
      run.total === null ? 'not written yet' : html`<strong>${money(minorToNumber(run.total), run.currency)}</strong>`,
    ],
    ['Payouts', run.payments],
    ['Message id', html`<code data-copy>${run.messageId}</code>`],
    ['SHA-256 of the file', sha256 === null ? null : html`<code data-copy>${sha256}</code>`],
    ['From account', run.debtorIban === null ? null : html`<code>${run.debtorIban}</code>`],
    ['Day of payment', run.executionDate],
    ['Made', when(run.createdAt)],
    ['Sent', run.sentAt && when(run.sentAt)],
    [
      'Released by',
      decided(released) ?? (run.state === 'sent' || run.paid > 0 ? 'nobody: four eyes was off' : 'nobody yet'),
    ],
    ['Release refused by', refused && html`${decided(refused)}: ${refused.reason}`],
  ])
}

function decided(approval: Approval | undefined): Html | null {
  if (approval === undefined || approval.decidedBy === null || approval.decidedAt === null) return null
  return html`${actorName(approval.decidedBy)}, ${when(approval.decidedAt)}`
}
