/** Draws the effect of an act, which a verb gives as JSON: the values before and after, or its facts. */
import { type Html, html } from '../html.ts'
import { table } from './table.ts'

/** A value in the effect, and the way to it: "settlement › schedule". */
interface Leaf {
  path: string
  text: string
}

const NOTHING = html`<span class="hint">nothing</span>`

/** The effect: where the verb gives before and after, the values that differ. */
export function effect(preview: object): Html {
  if ('before' in preview && 'after' in preview)
    return comparison({ caption: 'What changes', heads: ['Before', 'After'] }, preview.before, preview.after)
  return html`<dl class="facts">${leavesOf(preview).map(
    ({ path, text }) => html`<dt>${path}</dt><dd>${text}</dd>
`,
  )}</dl>`
}

/** Two effects of one act side by side, with the values that differ. */
export function effectsThat(differ: { then: object; now: object }): Html {
  return comparison({ caption: 'Where the effect differs', heads: ['When asked', 'Now'] }, differ.then, differ.now)
}

function comparison(
  { caption, heads: [first, second] }: { caption: string; heads: readonly [string, string] },
  before: unknown,
  after: unknown,
): Html {
  const [left, right] = [textsOf(before), textsOf(after)]
  const rows = [...new Set([...left.keys(), ...right.keys()])]
    .map((path) => ({ path, before: left.get(path), after: right.get(path) }))
    // A version has no number before it is stored.
    .filter((row) => row.before !== row.after && (row.path !== 'version' || row.after !== undefined))
  return table(
    {
      ...{ caption, empty: 'Nothing differs.' },
      columns: [
        { head: 'Value', cell: ({ path }: (typeof rows)[number]) => (path === '' ? 'all of it' : path) },
        { head: first, cell: (row: (typeof rows)[number]) => row.before ?? NOTHING },
        { head: second, cell: (row: (typeof rows)[number]) => row.after ?? NOTHING },
      ],
    },
    rows,
  )
}

function textsOf(value: unknown): Map<string, string> {
  return new Map(leavesOf(value).map(({ path, text }) => [path, text]))
}

function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (value === null || value === undefined) return path.length === 0 ? [] : [leaf(path, 'none')]
  if (typeof value === 'boolean') return [leaf(path, value ? 'yes' : 'no')]
  if (typeof value !== 'object') return [leaf(path, typeof value === 'string' ? value : JSON.stringify(value))]
  const parts = Array.isArray(value)
    ? value.map((one, i): [string, unknown] => [String(i + 1), one])
    : Object.entries(value).map(([name, one]): [string, unknown] => [inWords(name), one])
  return parts.flatMap(([name, one]) => leavesOf(one, [...path, name]))
}

function leaf(path: readonly string[], text: string): Leaf {
  return { path: path.join(' › '), text }
}

/** "validFrom" is "valid from". */
function inWords(name: string): string {
  return /^[a-z]+(?:[A-Z][a-z]+)+$/.test(name)
    ? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : name
}
