/** The marks of a debtor, with what each stops, and the history of its contact. */
import { DEBTOR_MARKS, type DebtorMark } from '@saatava/law/debtor-marks.ts'
import { type Html, html } from '../../html.ts'
import { actorName } from '../../parts/actor.ts'
import { field, select, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { type Column, table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx } from '../../shell.ts'
import { addressText } from '../case/debtor.ts'
import { titled, worded } from '../case/words.ts'
import type { DebtorData, ShownDebtor } from './debtor-data.ts'
import { type DebtorForms, debtorForm, formPath, lacks } from './forms.ts'

type Mark = ShownDebtor['markHistory'][number]
type Change = ShownDebtor['contactHistory'][number]
const CHANGES_MAX = 50

const STOPS: Record<DebtorMark, string> = {
  DECEASED: 'No step is taken and no letter is sent: the estate answers for the debts.',
  BANKRUPT: 'No step is taken and no letter is sent, and interest ends: claims are lodged with the estate.',
  DEBT_RESTRUCTURING: 'No step is taken and no letter is sent: collection is forbidden.',
  GUARDIAN: 'Letters go to the guardian; where the guardian is unknown, no step is taken.',
  PROTECTED_ADDRESS: 'The address is shown nowhere; collection goes on.',
}

export function marks(ctx: ConsoleCtx, data: DebtorData, forms: DebtorForms): Html {
  const why = lacks(ctx, 'debtor.mark', data)
  const columns: Column<Mark>[] = [
    { head: 'Mark', cell: ({ mark }) => html`${titled(mark)}<br><span class="hint">${STOPS[mark]}</span>` },
    { head: 'From', cell: ({ fromDay }) => html`<span class="day">${fromDay}</span>` },
    { head: 'Known by', cell: ({ source }) => source },
    {
      head: 'Rule',
      cell: ({ rule, lawSource }) => html`<code>${rule}</code><br><span class="hint">${lawSource}</span>`,
    },
    {
      head: 'Set',
      cell: ({ setBy, setAt }) => html`${when(new Date(setAt))}<br><span class="hint">${actorName(setBy)}</span>`,
    },
    { head: 'Lifted', cell: (row) => lifted(row, data, why) },
  ]
  return html`<section id="marks"><h2>Marks</h2>
${table({ caption: 'Marks of the debtor', columns, empty: 'The debtor has had no mark.' }, data.debtor.markHistory)}
${why === undefined ? markForm(data, forms) : html`<p>${greyed('Set a mark', why)}</p>`}</section>`
}

function lifted({ mark, liftedAt, liftedBy }: Mark, data: DebtorData, why: string | undefined): Html {
  if (liftedAt !== null)
    return html`${when(new Date(liftedAt))}<br><span class="hint">${actorName(liftedBy ?? '')}</span>`
  if (why !== undefined) return greyed('Lift …', why)
  return html`<form method="post" action="${formPath(data, 'unmark')}">${versionField(data.debtor.updatedAt)}
<input type="hidden" name="mark" value="${mark}"><button>Lift …</button></form>`
}

function markForm(data: DebtorData, forms: DebtorForms): Html {
  const form = debtorForm(forms, 'mark')
  return html`<details${forms.returned?.name === 'mark' && html` open`}><summary class="button">Set a mark</summary>
<form method="post" action="${formPath(data, 'mark')}" class="narrow">${versionField(data.debtor.updatedAt)}
${select({
  ...{ id: 'mark-mark', name: 'mark', label: 'Mark', value: form.values['mark'] },
  options: DEBTOR_MARKS.map((mark) => ({ value: mark, label: `${titled(mark)}: ${STOPS[mark]}` })),
})}
${field(form, { name: 'fromDay', label: 'It holds from', type: 'date', hint: 'The day of the death or of the decision.', isRequired: true })}
${field(form, { name: 'source', label: 'How it is known', isRequired: true })}
${field(form, { name: 'guardianName', label: 'Name of the guardian', hint: 'With the mark guardian alone.' })}
${field(form, { name: 'guardianStreet', label: 'Street of the guardian' })}
${field(form, { name: 'guardianPostalCode', label: 'Postal code of the guardian' })}
${field(form, { name: 'guardianPostalDistrict', label: 'Town of the guardian' })}
${field(form, { name: 'guardianCountryCode', label: 'Country of the guardian, two letters' })}
${field(form, { name: 'guardianEmail', label: 'E-mail of the guardian' })}
<button class="first">Set the mark …</button></form></details>`
}

export function history({ debtor }: DebtorData): Html {
  const columns: Column<Change>[] = [
    { head: 'When', cell: ({ changedAt }) => when(new Date(changedAt)) },
    { head: 'What', cell: ({ field: name }) => worded(name) },
    { head: 'From then on', cell: valueOf },
    {
      head: 'By',
      cell: ({ changedBy, source }) => html`${actorName(changedBy)}<br><span class="hint">${worded(source)}</span>`,
    },
  ]
  const rows = debtor.contactHistory.slice(0, CHANGES_MAX)
  return html`<section id="history"><h2>Contact history</h2>
${table({ caption: 'Changes of the contact, the newest first', columns, empty: 'The contact has never changed.' }, rows)}</section>`
}

function valueOf({ value }: Change): Html | string {
  if (value === null) return html`<span class="hint">none, or protected</span>`
  const { address, email, phone } = value as { address?: Record<string, string>; email?: string; phone?: string }
  return address === undefined ? (email ?? phone ?? '') : addressText(address)
}
