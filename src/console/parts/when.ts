import { timeZoneOf } from '@saatava/core/dates.ts'
import { type Html, html } from '../html.ts'

/** The time zone of the agency. */
export const TIME_ZONE = timeZoneOf('FI')
const LOCAL = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
})

/** A moment in the time zone of the agency; UTC stands in its title. */
export function when(at: Date): Html {
  const utc = at.toISOString()
  return html`<time datetime="${utc}" title="${utc.slice(0, 16).replace('T', ' ')} UTC">${LOCAL.format(at)}</time>`
}

/** How long ago, in the largest unit that fits. */
export function age(at: Date, now: Date): Html {
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000))
  const [count, unit] =
    minutes < 60
      ? [minutes, 'min']
      : minutes < 1_440
        ? [Math.floor(minutes / 60), 'h']
        : [Math.floor(minutes / 1_440), 'd']
  const utc = at.toISOString()
  return html`<time datetime="${utc}" title="${utc.slice(0, 16).replace('T', ' ')} UTC">${count} ${unit}</time>`
}
