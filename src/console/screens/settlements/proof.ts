/** One settlement: its sums, the lines that make them, its deductions, and how it was paid. */
import { minorToNumber } from '@saatava/core/money.ts'
import { OPERATOR_TENANT } from '../../../platform/audit.ts'
import type { Proof } from '../../../settlements/browse/prove-settlement.ts'
import type { ProofLine } from '../../../settlements/browse/queries.ts'
import { payoutOf } from '../../../settlements/settlement.ts'
import { may } from '../../../users/may.ts'
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { money } from '../../parts/money.ts'
import { pager } from '../../parts/pager.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx } from '../../shell.ts'
import { caseLink } from '../payments/case-link.ts'
import { accountOf, payoutBadge } from './parts.ts'
import { payoutForms } from './payout-acts.ts'

export function proofOf(ctx: ConsoleCtx, proof: Proof, { after, url }: { after: number; url: string }): Html {
  const { settlement, lines, next, deductions } = proof
  const { clientId, currency } = settlement
  return html`${headOf(ctx, proof)}
<h2>Lines</h2>
${table({ caption: 'One line for each payment of a case', columns: columnsOf(proof), empty: 'It has no lines.' }, lines)}
${pager(url, { after: after === 0 ? undefined : String(after), next: next === undefined ? undefined : String(next) })}
<h2>Deductions</h2>
${table(
  {
    caption: 'Fees on cases that the client has withdrawn, which it owes to the agency',
    columns: [
      { head: 'Case', cell: ({ caseId }) => caseLink({ clientId, caseId }, String(caseId)) },
      { head: 'Taken off', isNumber: true, cell: ({ amount }) => money(-minorToNumber(amount), currency) },
    ],
    empty: 'Nothing was taken off.',
  },
  deductions,
)}
<h2>Payouts</h2>
${payoutsOf(ctx, proof)}`
}

function headOf(ctx: ConsoleCtx, { settlement, sums }: Proof): Html {
  const { clientId, currency, amount, commission, deducted, runId } = settlement
  const shown = (minor: bigint) => money(minorToNumber(minor), currency)
  const agrees = sums.owed - sums.commission === amount && sums.lines === settlement.lineCount
  const seesRuns = may(ctx.session.grants, 'funds.read', OPERATOR_TENANT)
  return facts([
    ['Client', clientId],
    ['Date', settlement.settlementDate],
    ['Owed by the lines', html`${shown(sums.owed)} of ${sums.lines} lines`],
    ['Less commission', shown(-commission)],
    [
      'Settled',
      html`<strong>${shown(amount)}</strong> ${
        agrees ? badge('the lines add up to it', 'good') : badge('the lines do not add up to it', 'bad')
      }`,
    ],
    ['Less deductions', shown(-deducted)],
    ['Paid', html`<strong>${shown(payoutOf(settlement))}</strong>`],
    ['To', html`${settlement.beneficiary.name}, <code>${accountOf(settlement.beneficiary)}</code>`],
    ['Reference', html`<code data-copy>${settlement.remittanceReference}</code>`],
    ['Made', when(settlement.createdAt)],
    ['Handed out', settlement.handedOutAt === null ? 'not yet' : when(settlement.handedOutAt)],
    ['Payment file', runId !== null && seesRuns ? html`<a href="/console/payout-run/${runId}">Run</a>` : null],
  ])
}

function columnsOf({ settlement: { clientId, currency } }: Proof) {
  const shown = (minor: bigint) => money(minorToNumber(minor), currency)
  const signed = ({ takenBack }: ProofLine, minor: bigint) => shown(takenBack ? -minor : minor)
  return [
    {
      head: 'Allocation',
      cell: (line: ProofLine) =>
        html`${line.allocationId}${line.takenBack && html` ${badge('taken back', 'warn')}`}<br>
<span class="hint">${line.paymentKind === 'DIRECT' ? 'paid to the creditor' : 'paid to the agency'} on ${line.allocatedOn}</span>`,
    },
    {
      head: 'Case and invoice',
      cell: (line: ProofLine) =>
        html`${caseLink({ clientId, caseId: line.caseId }, String(line.caseId))}<br><span class="hint">invoice ${line.invoiceNumber}</span>`,
    },
    { head: 'Capital', isNumber: true as const, cell: (line: ProofLine) => signed(line, line.capital) },
    { head: 'Interest', isNumber: true as const, cell: (line: ProofLine) => signed(line, line.interest) },
    { head: 'Costs', isNumber: true as const, cell: (line: ProofLine) => signed(line, line.costs) },
    { head: 'Fees', isNumber: true as const, cell: (line: ProofLine) => signed(line, line.fees) },
    {
      head: 'Commission',
      isNumber: true as const,
      cell: (line: ProofLine) =>
        html`${signed(line, -line.commission)}${line.commission !== 0n && html`<br><span class="hint">stage ${line.stage.toLowerCase()}</span>`}`,
    },
    {
      head: 'To the client',
      isNumber: true as const,
      cell: (line: ProofLine) => html`<strong>${signed(line, line.owed - line.commission)}</strong>`,
    },
    { head: 'Divided by', cell: (line: ProofLine) => ruleOf(line) },
  ]
}

/** The rule by which the payment was divided, and the transaction of the journal. */
function ruleOf({ explanation, transactionId }: ProofLine): Html {
  const { rule, source, agreed } = (explanation ?? {}) as { rule?: string; source?: string; agreed?: boolean }
  const by = agreed === true || rule === undefined ? 'The contract with the client' : rule
  return html`<details><summary>Rule</summary><p>${by}</p>${source !== undefined && html`<p class="hint">${source}</p>`}
<p>Transaction <code data-copy>${transactionId}</code></p></details>`
}

function payoutsOf(ctx: ConsoleCtx, { payouts, settlement }: Proof): Html {
  if (payouts.length === 0) return html`<p class="empty">Nothing was left to pay.</p>`
  const refusal = refusalOf(ctx, 'payout.resolve')
  return html`<ul class="cards">${payouts.map(
    (
      one,
    ) => html`<li class="card"><h3>Attempt ${one.attempt}: ${money(minorToNumber(one.amount), settlement.currency)} ${payoutBadge(one.state, one.doubt)}</h3>
${facts([
  ['Payout', html`<code data-copy>${one.endToEndId}</code>`],
  ['To account', html`<code>${accountOf(one.beneficiary)}</code>`],
  ['From account', one.debtorIban === null ? null : html`<code>${one.debtorIban}</code>`],
  ['In the bank’s books', one.paidOn],
  [
    'Reason of the bank',
    one.reasonCode === null && one.reasonText === null ? null : html`${one.reasonCode} ${one.reasonText}`,
  ],
  ['Doubt', one.doubt],
])}${payoutForms(one, refusal)}</li>`,
  )}</ul>`
}
