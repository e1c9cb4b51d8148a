/** The keys of the console, and the dialog that lists them and switches them off. */
import { type Html, html } from '../html.ts'

/** A letter for each label: its first letter that no label before it has. */
export function lettersOf(labels: readonly string[]): string[] {
  const taken = new Set<string>()
  return labels.map((label) => {
    const letters: readonly string[] = label.toLowerCase().match(/[a-z]/g) ?? []
    const letter = letters.find((one) => !taken.has(one)) ?? ''
    taken.add(letter)
    return letter
  })
}

const KEYS = [
  ['/', 'to the search'],
  ['j', 'to the next row'],
  ['k', 'to the row before'],
  ['Enter', 'opens the row'],
  ['x', 'ticks the row'],
  ['e', 'snoozes the task of the row'],
  ['?', 'shows these keys'],
] as const

/** The script opens it, so without the script there are no keys and no button. */
export function keysDialog(menu: readonly { label: string; letter: string }[]): Html {
  const line = (key: Html, does: string) => html`<dt>${key}</dt><dd>${does}</dd>
`
  return html`<button type="button" class="plain" data-keys hidden>Keys</button>
<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
<dl class="facts">${KEYS.map(([key, does]) => line(html`<kbd>${key}</kbd>`, does))}
${menu
  .filter(({ letter }) => letter !== '')
  .map(({ label, letter }) => line(html`<kbd>g</kbd> <kbd>${letter}</kbd>`, `to ${label}`))}</dl>
<p><label><input type="checkbox" checked data-keys-on> The keys are on, in this browser</label></p>
<form method="dialog"><button class="first">Close</button></form></dialog>`
}
