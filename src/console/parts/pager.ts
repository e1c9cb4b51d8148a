import { type Html, html } from '../html.ts'
import { withQuery } from './url.ts'

/** Leads to the next page of a list, and back to its first one. Lists are paged by the key of their last row. */
export function pager(
  url: string,
  { after, next }: { after: string | undefined; next: string | undefined },
): Html | null {
  if (after === undefined && next === undefined) return null
  const link = (cursor: string | undefined) => withQuery(url, { after: cursor, did: undefined })
  return html`<nav class="pager" aria-label="Pages">${after !== undefined && html`<a href="${link(undefined)}">First page</a>`}
${next !== undefined && html`<a href="${link(next)}" rel="next">Next page</a>`}</nav>`
}
