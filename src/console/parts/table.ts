import { type Html, type HtmlValue, html } from '../html.ts'

export interface Column<Row> {
  head: HtmlValue
  cell(row: Row): HtmlValue
  /** Amounts and counts stand to the right. */
  isNumber?: true
}

interface Table<Row> {
  caption: string
  /** The title of the page says the same to those who see it. */
  hidesCaption?: true
  columns: readonly Column<Row>[]
  /** The sentence of a table without rows. */
  empty: HtmlValue
  /** The id by which a link leads to a row. */
  idOf?(row: Row): string
}

/** A table in a region that scrolls alone, so that a narrow page does not. */
export function table<Row>({ caption, hidesCaption, columns, empty, idOf }: Table<Row>, rows: readonly Row[]): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<div class="table" role="region" aria-label="${caption}" tabindex="0"><table>
<caption${hidesCaption === true && html` class="unseen"`}>${caption}</caption>
<thead><tr>${columns.map(({ head, isNumber }) => html`<th scope="col"${isNumber === true && html` class="number"`}>${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr${idOf !== undefined && html` id="${idOf(row)}" tabindex="-1"`}>${columns.map(({ cell, isNumber }) => html`<td${isNumber === true && html` class="number"`}>${cell(row)}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`
}
