/** The life of the case by days: what has happened, today, and what is planned. */
import { type Html, html } from '../../html.ts'
import type { CaseData, ShownCase } from './case-data.ts'

type Entry = ShownCase['timeline'][number]

export function timeline({ view, today }: CaseData): Html {
  const past = view.timeline.filter(({ planned }) => !planned)
  const ahead = view.timeline.filter(({ planned }) => planned)
  return html`<section id="timeline"><h2>Timeline</h2>
<ol class="timeline">${past.map(entry)}
<li class="now" aria-current="date"><span class="day">${today.asOf}</span> <strong>Today</strong></li>
${ahead.map(entry)}</ol>
${ahead.length === 0 && html`<p class="hint">${nothingAhead(view)}</p>`}</section>`
}

/** The part of the page that says more about an entry, by the beginning of its kind. */
const PLACES: readonly (readonly [kind: RegExp, place: string])[] = [
  [/^PAYMENT/, 'payments'],
  [/^LETTER/, 'letters'],
  [/^PLAN/, 'plan'],
  [/^(?:REMINDER|DEMAND|FEE)/, 'fees'],
]

function sayingMore({ kind, text, planned }: Entry): Html {
  const place = planned ? undefined : PLACES.find(([pattern]) => pattern.test(kind))?.[1]
  return place === undefined ? html`${text}` : html`<a href="#${place}">${text}</a>`
}

function entry(one: Entry): Html {
  const { date, planned } = one
  return html`<li${planned && html` class="planned"`}><span class="day">${date}</span> <span>${planned && html`<span class="hint">planned:</span> `}${sayingMore(one)}</span></li>
`
}

function nothingAhead({ summary: { status }, next }: ShownCase): string {
  if (status === 'CLOSED') return 'The case is closed: nothing is planned.'
  if (next !== null) return 'No further step is planned until then.'
  return 'No step is planned: a person decides what comes next.'
}
