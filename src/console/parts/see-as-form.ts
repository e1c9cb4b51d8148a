import { ROLE_NAMES, isCreditorRole } from '../../permissions/roles.ts'
import type { Session } from '../../users/sessions/session.ts'
import { type Html, html } from '../html.ts'

/** Lets the demo operator of a sandbox choose the role that the console is shown for. */
export function seeAsForm({ seenAs }: Pick<Session, 'seenAs'>): Html {
  const option = (role: string) =>
    html`<option value="${role}"${seenAs?.role === role && html` selected`}>${role}</option>`
  return html`<form class="inline" method="post" action="/console/see-as">
<label for="see-as">See it as</label>
<select id="see-as" name="role"><option value="">every role</option>
<optgroup label="Agency">${ROLE_NAMES.filter((role) => !isCreditorRole(role)).map(option)}</optgroup>
<optgroup label="Demo creditor">${ROLE_NAMES.filter(isCreditorRole).map(option)}</optgroup></select>
<button>Show</button></form>`
}
