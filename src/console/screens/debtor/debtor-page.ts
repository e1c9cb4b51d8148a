/** The page of one debtor: what is owed today over all its cases, and how it is reached. */
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { errorSummary } from '../../parts/form.ts'
import { money } from '../../parts/money.ts'
import { casePath, debtorPath } from '../../parts/paths.ts'
import { type Column, table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer } from '../../shell.ts'
import type { ShownCase } from '../case/case-data.ts'
import { addressText } from '../case/debtor.ts'
import { statusBadge, titled, worded } from '../case/words.ts'
import type { DebtorData, ShownDebtor } from './debtor-data.ts'
import { type DebtorForms, contactForm, debtorForm, unmaskForm } from './forms.ts'
import { letters } from './letters.ts'
import { history, marks } from './marks.ts'

/** @param nationalId the whole id, where the person has given a reason to see it */
export function debtorPage(ctx: ConsoleCtx, data: DebtorData, forms: DebtorForms, nationalId?: string): PageAnswer {
  const { debtor, clientId } = data
  const { returned } = forms
  return {
    title: debtor.name === '' ? 'An erased debtor' : debtor.name,
    body: html`${returned !== undefined && errorSummary(debtorForm(forms, returned.name))}
<p class="lead">${worded(debtor.kind)} of client <code>${clientId}</code> ${debtor.marks.map((mark) => html`<a href="#marks">${badge(worded(mark), 'bad')}</a> `)}</p>
${owed(data)}
${elsewhere(data)}
<section id="contact"><h2>Contact</h2>
${facts([
  ['National id', nationalIdOf(debtor, nationalId)],
  ['Business id', debtor.businessCode === null ? null : html`<code data-copy>${debtor.businessCode}</code>`],
  ['Client’s numbers', debtor.customerNumbers.length === 0 ? null : debtor.customerNumbers.join(', ')],
  ['Address', addressOf(debtor)],
  ['E-mail', debtor.contact.email],
  ['Phone', debtor.contact.phone],
  ['Identifier', html`<code data-copy>${debtor.debtorId}</code>`],
])}
${debtor.nationalId !== null && nationalId === undefined && unmaskForm(ctx, data, forms)}
${contactForm(ctx, data, forms)}</section>
${marks(ctx, data, forms)}
${closedCases(data)}
${letters(data)}
${history(data)}`,
  }
}

function nationalIdOf({ nationalId }: ShownDebtor, whole: string | undefined): Html | string | null {
  if (whole === undefined) return nationalId
  return html`<code data-copy>${whole}</code> <span class="hint">The audit keeps that you have seen it, and why.</span>`
}

function addressOf({ contact, marks: standing }: ShownDebtor): Html | string {
  if (standing.includes('PROTECTED_ADDRESS')) return html`<span class="hint">protected</span>`
  if (contact.address === null) return html`<span class="hint">none</span>`
  return addressText(contact.address)
}

function owed({ debtor, explained, clientId }: DebtorData): Html {
  const { balances } = debtor
  const path = ({ summary: { caseId } }: ShownCase, place?: string) => casePath({ clientId, caseId }, place)
  const columns: Column<ShownCase>[] = [
    { head: 'Case', cell: (row) => html`<a href="${path(row)}">${row.summary.caseId}</a>` },
    {
      head: 'Invoice',
      cell: ({ invoice }) =>
        html`${invoice['invoiceNumber'] as number}<br><span class="hint day">due ${invoice['dueDate'] as string}</span>`,
    },
    {
      head: 'Capital',
      isNumber: true,
      cell: (row) => money(row.balance.capitalAmount, row.summary.currency, path(row, 'claim')),
    },
    {
      head: 'Interest',
      isNumber: true,
      cell: (row) => money(row.balance.interestAmount, row.summary.currency, path(row, 'interest')),
    },
    {
      head: 'Costs',
      isNumber: true,
      cell: (row) => money(row.balance.costsAmount, row.summary.currency, path(row, 'fees')),
    },
    {
      head: 'Owed today',
      isNumber: true,
      cell: (row) => html`<strong>${money(row.balance.totalAmount, row.summary.currency, path(row, 'claim'))}</strong>`,
    },
    { head: 'State', cell: ({ summary }) => html`${statusBadge(summary.status)} ${worded(summary.stage)}` },
    { head: 'Next step', cell: ({ next }) => (next === null ? 'none' : `${titled(next.action)} on ${next.date}`) },
    {
      head: 'Reference',
      cell: ({ invoice }) => html`<code data-copy>${invoice['paymentReference'] as string | null}</code>`,
    },
  ]
  const rest = debtor.openCases - explained.length
  return html`<section id="owed" class="owed" aria-label="Owed"><div class="amounts"><h2>Owed today</h2>
${balances.length === 0 && html`<p class="total">Nothing</p>`}${balances.map(
  ({ openAmount, currency }) => html`<p class="total">${money(openAmount, currency, '#cases')}</p>`,
)}</div>
<p class="hint">${debtor.openCases} open ${debtor.openCases === 1 ? 'case' : 'cases'}</p></section>
<section id="cases"><h2>Open cases</h2>
${table({ caption: 'Amounts owed today on each case, and their parts', columns, empty: 'No case is open.' }, explained)}
${rest > 0 && html`<p class="hint">${rest} more open cases are not explained here.</p>`}</section>`
}

function elsewhere({ elsewhere: same }: DebtorData): Html | null {
  if (same.length === 0) return null
  return html`<section id="elsewhere"><h2>At other clients</h2><ul>${same.map(
    (one) => html`<li><a href="${debtorPath(one)}">Client ${one.clientId}</a>: ${one.openCases} open cases</li>`,
  )}</ul></section>`
}

function closedCases({ debtor, clientId }: DebtorData): Html | null {
  const closed = debtor.cases.filter(({ status }) => status === 'CLOSED')
  if (closed.length === 0) return null
  const columns: Column<(typeof closed)[number]>[] = [
    { head: 'Case', cell: ({ caseId }) => html`<a href="${casePath({ clientId, caseId })}">${caseId}</a>` },
    { head: 'Invoice', cell: ({ invoiceNumber }) => invoiceNumber },
    { head: 'Closed', cell: ({ closedAt }) => closedAt && when(new Date(closedAt)) },
    { head: 'Reason', cell: ({ closingReason }) => worded(closingReason ?? '') },
  ]
  return html`<section id="closed"><h2>Closed cases</h2>
${table({ caption: 'Closed cases', columns, empty: 'No case is closed.' }, closed)}</section>`
}
