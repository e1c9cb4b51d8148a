import { type Html, html } from '../../html.ts'
import { casePath, letterPdfPath } from '../../parts/paths.ts'
import { type Column, table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import { titled } from '../case/words.ts'
import type { DebtorData, ShownDebtor } from './debtor-data.ts'

const LETTERS_MAX = 20
type Letter = ShownDebtor['letters'][number]

/** The newest letters over all cases of a debtor. */
export function letters({ debtor, clientId }: DebtorData): Html {
  const columns: Column<Letter>[] = [
    { head: 'Made', cell: ({ createdAt }) => when(new Date(createdAt)) },
    {
      head: 'Letter',
      cell: ({ letterId, kind }) => html`<a href="${letterPdfPath({ clientId, letterId })}">${titled(kind)} (PDF)</a>`,
    },
    { head: 'Case', cell: ({ caseId }) => html`<a href="${casePath({ clientId, caseId }, 'letters')}">${caseId}</a>` },
  ]
  const shown = debtor.letters.slice(0, LETTERS_MAX)
  return html`<section id="letters"><h2>Letters</h2>
${table({ caption: 'The newest letters', columns, empty: 'No letter has been made yet.' }, shown)}</section>`
}
