/** The clock of a sandbox on every page: its time, the controls of those who may move it, and the progress of a move. */
import { type Html, html } from '../html.ts'
import { when } from './when.ts'

export interface ClockBar {
  mayMove: boolean
  /** A move that is under way, with the work that it waits for. */
  moving: { to: Date; due: readonly { work: string; count: number }[] } | undefined
}

/** Seconds between two looks at a move. */
const REFRESH_SECONDS = 1

export function clockBar(time: Html, clock: ClockBar | undefined, path: string): Html {
  if (clock?.moving === undefined)
    return html`<span id="clock">${time}</span>${clock?.mayMove === true && controls(path)}`
  const { to, due } = clock.moving
  return html`<span id="clock" role="status" data-refresh="${REFRESH_SECONDS}">${time}, on its way to ${when(to)}${
    due.length > 0 && html`; due: ${due.map(({ work, count }) => `${count} ${work}`).join(', ')}`
  }</span>
<a href="${path}">Look again</a>`
}

function controls(path: string): Html {
  const button = (days: number) =>
    html`<form class="inline" method="post" action="/console/clock/move"><input type="hidden" name="from" value="${path}">
<button name="days" value="${days}" aria-label="Move the clock by ${days} ${days === 1 ? 'day' : 'days'}">+${days} ${days === 1 ? 'day' : 'days'}</button></form>`
  return html`<span class="controls">${button(1)} ${button(7)} <a href="/console/clock">What falls due</a></span>`
}
