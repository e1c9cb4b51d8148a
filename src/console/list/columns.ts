/** The columns of a list: those that somebody chose in the address, or those that the list shows without a choice. */
import { type Html, html } from '../html.ts'
import { parametersOf } from '../parts/url.ts'
import type { ListColumn } from './spec.ts'

/** Chosen ids, divided by commas. */
export const COLUMNS_PATTERN = '^[A-Za-z][A-Za-z0-9]*(,[A-Za-z][A-Za-z0-9]*){0,39}$'

/** A column of another version of the list is left out. */
export function chosenOf<Row>(
  columns: readonly ListColumn<Row>[],
  chosen: string | undefined,
): readonly ListColumn<Row>[] {
  const ids = chosen?.split(',') ?? []
  const found = columns.filter(({ id }) => ids.includes(id))
  return found.length > 0 ? found : columns.filter(({ isExtra }) => isExtra !== true)
}

/** Lets somebody choose columns. The other parameters of the address stay. */
export function columnChooser<Row>(
  columns: readonly ListColumn<Row>[],
  shown: readonly ListColumn<Row>[],
  url: string,
): Html {
  const kept = parametersOf(url).filter(([name]) => !['columns', 'after', 'did'].includes(name))
  return html`<details class="columns"><summary>Columns</summary>
<form method="get" action="${url.split('?', 1)[0]}">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<fieldset><legend class="hint">The CSV file has these columns too.</legend>${columns.map(
    ({ id, head }) =>
      html`<label><input type="checkbox" name="columns" value="${id}"${shown.some((one) => one.id === id) && html` checked`}> ${head}</label>
`,
  )}</fieldset>
<button>Show</button></form></details>`
}
