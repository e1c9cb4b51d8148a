import { type Html, html } from '../html.ts'

/** A button that is refused, and the sentence that says why. In a table the sentence is in the title, since each row would repeat it. */
export function greyed(label: string, why: string): Html {
  return html`<span class="greyed"><button type="button" disabled title="${why}">${label}</button> <span class="hint">${why}</span></span>`
}
