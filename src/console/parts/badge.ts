import { type Html, html } from '../html.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'plain'

/** A status in a word. Its shape shows the tone to people who do not see the colour. */
export function badge(text: string, tone: Tone = 'plain'): Html {
  return html`<span class="badge ${tone}">${text}</span>`
}
