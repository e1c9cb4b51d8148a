import type { PasskeyOptions } from '../../users/passkeys/challenge.ts'
import { type Html, html } from '../html.ts'

/** A form that the script fills with the answer of a passkey. It is the one form that does nothing without the script. */
export function passkeyForm(
  { options, challenge }: PasskeyOptions,
  { kind, action, label }: { kind: 'create' | 'get'; action: string; label: string },
): Html {
  return html`<form method="post" action="${action}" data-passkey="${kind}" data-options="${options}">
<input type="hidden" name="challenge" value="${challenge}"><input type="hidden" name="response" value="">
<p class="fault" role="alert" data-says hidden></p>
<noscript><p class="fault">A passkey needs JavaScript. Turn it on for this page.</p></noscript>
<button class="first" disabled>${label}</button></form>`
}
