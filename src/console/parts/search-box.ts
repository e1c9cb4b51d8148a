import { TEXT_CHARACTERS_MAX } from '../../search/search.ts'
import { type Html, html } from '../html.ts'

/** The one search of the console. It is sent as a form, because an address must not hold a name or an id of a person. */
export function searchBox(): Html {
  return html`<form class="search" method="post" action="/console/search" role="search" aria-label="Search everything">
<input name="q" type="search" aria-label="Search: case, invoice, reference, person, account or id" placeholder="Case, invoice, name, reference, IBAN …" maxlength="${TEXT_CHARACTERS_MAX}" autocomplete="off" data-search>
<button>Search</button></form>`
}
