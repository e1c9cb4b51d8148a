/**
 * Charts, drawn on the server as SVG: bars, columns and lines. Each bar is a link to its list. Parts of a bar differ by pattern and not by
 * colour alone, and the colours come from classes. The numbers of a chart stand in the table of its page.
 */
import { type Html, html } from '../html.ts'

/** The most parts that one bar has. */
const PARTS_MAX = 7
const WIDTH = 720

interface Bar {
  label: string
  values: readonly number[]
  href?: string
}

interface Chart {
  title: string
  /** The chart in one sentence. */
  tells: string
  /** The name of each part of a bar. */
  parts: readonly string[]
  bars: readonly Bar[]
  /** A value in words: "1 234 EUR". */
  says(value: number): string
}

/** The overlays of the fills; the first one is plain. */
const PATTERNS = [
  html``,
  html`<path d="M0 8L8 0"/>`,
  html`<circle cx="4" cy="4" r="1.5"/>`,
  html`<path d="M0 4H8"/>`,
  html`<path d="M4 0V8"/>`,
  html`<path d="M0 0L8 8"/>`,
  html`<path d="M0 4H8M4 0V8"/>`,
]
const DEFINITIONS = html`<defs>${PATTERNS.map(
  (drawn, i) =>
    html`<pattern id="fill-${i}" width="8" height="8" patternUnits="userSpaceOnUse"><g class="over">${drawn}</g></pattern>`,
)}</defs>`

/** Bars that lie: for names. */
export function bars(chart: Chart): Html {
  const longest = Math.max(...chart.bars.map(({ label }) => label.length))
  // A letter takes 8 px at most.
  const left = Math.min(Math.max(110, longest * 8), 330)
  const [right, row] = [120, 30]
  const scale = (WIDTH - left - right) / maxOf(chart)
  const drawn = chart.bars.map((bar, i) => {
    const y = i * row
    const parts = piled(bar).map(({ part, from, to }) =>
      rect(part, { x: left + from * scale, y: y + 4, width: (to - from) * scale, height: row - 8 }),
    )
    return linked(
      chart,
      bar,
      html`<rect class="hit" x="0" y="${y}" width="${WIDTH}" height="${row}"/><text x="${left - 10}" y="${y + 19}" text-anchor="end">${bar.label}</text>${parts}<text class="dim" x="${round(left + sumOf(bar) * scale + 8)}" y="${y + 19}">${chart.says(sumOf(bar))}</text>`,
    )
  })
  return figure(chart, chart.bars.length * row + 4, html`${drawn}`)
}

/** Bars that stand: for weeks and months. */
export function columns(chart: Chart): Html {
  const [top, height, bottom] = [24, 200, 24]
  const step = WIDTH / Math.max(chart.bars.length, 1)
  const scale = height / maxOf(chart)
  const everyOther = step < 60 ? Math.ceil(60 / step) : 1
  const drawn = chart.bars.map((bar, i) => {
    const x = i * step
    const parts = piled(bar).map(({ part, from, to }) =>
      rect(part, { x: x + 2, y: top + height - to * scale, width: step - 4, height: (to - from) * scale }),
    )
    return linked(
      chart,
      bar,
      html`<rect class="hit" x="${round(x)}" y="0" width="${round(step)}" height="${top + height}"/>${parts}${
        i % everyOther === 0 && html`<text class="dim" x="${round(x + 2)}" y="${top + height + 18}">${bar.label}</text>`
      }`,
    )
  })
  const axis = html`<path class="axis" d="M0 ${top + height}H${WIDTH}M0 ${top}H${WIDTH}"/><text class="dim" x="0" y="${top - 8}">${chart.says(maxOf(chart))}</text>`
  return figure(chart, top + height + bottom, html`${axis}${drawn}`)
}

interface Lines {
  title: string
  tells: string
  /** Names along the x axis. */
  along: readonly string[]
  /** A line ends where its values end. */
  lines: readonly { label: string; values: readonly number[] }[]
  says(value: number): string
}

export function lines({ along, lines: drawn, ...chart }: Lines): Html {
  const [left, top, height, bottom, right] = [10, 24, 220, 24, 110]
  const max = Math.max(...drawn.flatMap(({ values }) => values), Number.MIN_VALUE)
  const x = (i: number) => round(left + (i * (WIDTH - left - right)) / Math.max(along.length - 1, 1))
  const y = (value: number) => round(top + height - (value * height) / max)
  const paths = drawn.map(({ label, values }, i) => {
    const points = values.map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('')
    const last = values.length - 1
    return html`<path class="line l${i % PARTS_MAX}" d="${points}"/>${
      last >= 0 && html`<text x="${x(last) + 6}" y="${y(values[last] ?? 0) + 4}">${label}</text>`
    }`
  })
  const axis = html`<path class="axis" d="M0 ${top + height}H${WIDTH}M0 ${top}H${WIDTH}"/><text class="dim" x="0" y="${top - 8}">${chart.says(max)}</text>${along.map((name, i) => html`<text class="dim" x="${x(i)}" y="${top + height + 18}">${name}</text>`)}`
  return svg('img', chart, top + height + bottom, html`${axis}${paths}`)
}

/** A chart whose bars are links is a group: inside an image nobody finds them. */
function figure(chart: Chart, height: number, drawn: Html): Html {
  const hasLinks = chart.bars.some(({ href }) => href !== undefined)
  return html`${chart.parts.length > 1 && legend(chart.parts)}${svg(hasLinks ? 'group' : 'img', chart, height, html`${DEFINITIONS}${drawn}`)}`
}

function svg(role: 'group' | 'img', { title, tells }: { title: string; tells: string }, height: number, drawn: Html) {
  return html`<div class="chart" role="region" aria-label="${title}, chart" tabindex="0"><svg role="${role}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" aria-labelledby="chart-title chart-tells"><title id="chart-title">${title}</title><desc id="chart-tells">${tells}</desc>${drawn}</svg></div>`
}

function legend(parts: readonly string[]): Html {
  return html`<ul class="legend">${parts.map(
    (name, i) =>
      html`<li><svg width="16" height="16" aria-hidden="true">${rect(i, { x: 0, y: 0, width: 16, height: 16 })}</svg> ${name}</li>`,
  )}</ul>`
}

function linked(chart: Chart, bar: Bar, drawn: Html): Html {
  const several = chart.parts.length > 1
  const named = bar.values.flatMap((value, i) => (value > 0 ? [`${chart.parts[i]} ${chart.says(value)}`] : []))
  const words = `${bar.label}: ${chart.says(sumOf(bar))}${several && named.length > 0 ? ` (${named.join('; ')})` : ''}`
  if (bar.href === undefined) return html`<g><title>${words}</title>${drawn}</g>`
  return html`<a href="${bar.href}"><title>${words}</title>${drawn}</a>`
}

function rect(part: number, place: { x: number; y: number; width: number; height: number }): Html {
  const at = html`x="${round(place.x)}" y="${round(place.y)}" width="${round(place.width)}" height="${round(place.height)}"`
  return html`<rect class="part p${part}" ${at}/>${part > 0 && html`<rect fill="url(#fill-${part})" ${at}/>`}`
}

function piled({ values }: Bar): { part: number; from: number; to: number }[] {
  let from = 0
  return values
    .flatMap((value, part) => (value > 0 ? [{ part, from, to: (from += value) }] : []))
    .map((one, i, all) => ({
      ...one,
      from: all[i - 1]?.to ?? 0,
    }))
}

function sumOf({ values }: Bar): number {
  return values.reduce((sum, value) => sum + Math.max(value, 0), 0)
}

function maxOf({ bars: drawn }: Pick<Chart, 'bars'>): number {
  return Math.max(...drawn.map(sumOf), Number.MIN_VALUE)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
