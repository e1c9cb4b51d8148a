import { type Html, html } from '../html.ts'
import { select } from '../parts/form.ts'
import type { Filter } from './spec.ts'

/** The form of the filters; chosen columns stay. */
export function filterForm(
  filters: readonly Filter[],
  values: object,
  { path, nouns }: { path: string; nouns: readonly [string, string] },
): Html | null {
  if (filters.length === 0) return null
  const columns = valueOf(values, 'columns')
  return html`<form method="get" action="${path}" class="filters" role="search" aria-label="Filter the ${nouns[1]}">
${filters.map((filter) => fieldOf(filter, valueOf(values, filter.name)))}
${columns !== '' && html`<input type="hidden" name="columns" value="${columns}">`}
<button>Filter</button> <a href="${path}">Clear</a>
</form>`
}

function fieldOf({ name, label, options, type = 'text' }: Filter, value: string): Html {
  if (options !== undefined) return select({ name, label, value, options })
  const id = `filter-${name}`
  return html`<div class="field"><label for="${id}">${label}</label><input id="${id}" name="${name}" value="${value}"${
    type === 'number' ? html` inputmode="numeric" pattern="[0-9]*"` : html` type="${type}"`
  }></div>`
}

/** Whether somebody narrowed the list. */
export function isFiltered(filters: readonly Filter[], values: object): boolean {
  return filters.some(({ name }) => valueOf(values, name) !== '')
}

function valueOf(values: object, name: string): string {
  const value = (values as Readonly<Record<string, unknown>>)[name]
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''
}
