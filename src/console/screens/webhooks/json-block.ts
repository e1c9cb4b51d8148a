import { type Html, html } from '../../html.ts'

/** JSON as programs read it, in lines; it scrolls alone where the page is narrow. */
export function jsonBlock(value: unknown): Html {
  return html`<pre tabindex="0" aria-label="JSON"><code data-copy>${JSON.stringify(value, null, 2)}</code></pre>`
}
