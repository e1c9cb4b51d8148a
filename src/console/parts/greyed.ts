import { type Html, html } from '../html.ts'

/** A button that is refused, and the sentence that says why. */
export function greyed(label: string, why: string): Html {
  return html`<span class="greyed"><button type="button" disabled>${label}</button> <span class="hint">${why}</span></span>`
}
