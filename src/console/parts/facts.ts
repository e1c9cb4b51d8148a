import { type Html, type HtmlValue, html } from '../html.ts'

/** Facts about one thing, each with its name. A fact that is null is left out. */
export function facts(lines: readonly (readonly [name: string, value: HtmlValue])[]): Html {
  return html`<dl class="facts">${lines.map(
    ([name, value]) =>
      value !== null &&
      value !== undefined &&
      html`<dt>${name}</dt><dd>${value}</dd>
`,
  )}</dl>`
}
