/** The clock of a sandbox: what falls due next, the moves, and the faults of the simulators as switches. */
import { Type } from 'typebox'
import { beginMove } from '../../clock/begin-move.ts'
import { type ForeseenWork, HORIZONS, foreseeDue } from '../../clock/foresee-due.ts'
import { type ClockView, showClock } from '../../clock/show-clock.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { isSandboxClock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { date, oneOf } from '../../platform/http/schema.ts'
import { FAULT_NAMES, type FaultName, isFaultOf } from '../../simulators/kit/faults.ts'
import type { MountedSimulator } from '../../simulators/kit/server.ts'
import { type Html, html } from '../html.ts'
import { act, page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { type FormState, errorSummary, field } from '../parts/form.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import { when } from '../parts/when.ts'
import { ownPath } from '../send.ts'
import type { ConsoleCtx, PageAnswer, Screen, Shell } from '../shell.ts'

const PATH = '/console/clock'
/** A fault that stays on until it is switched off. */
const ON_TIMES = 1_000_000
const MoveForm = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
  to: Type.Optional(date()),
  next: Type.Optional(Type.Literal('yes')),
  from: Type.Optional(Type.String({ maxLength: 1_000 })),
})
const FaultForm = Type.Object({
  simulator: Type.String({ maxLength: 40 }),
  fault: oneOf(FAULT_NAMES),
  turn: oneOf(['on', 'once', 'off'] as const),
})

/** The faults in words; those of the bank come last. */
const FAULTS: Record<FaultName, string> = {
  CUT: 'cuts the line before anything is stored',
  COMMIT_THEN_CUT: 'stores it, then cuts the line',
  SLOW: 'answers late',
  COMMIT_THEN_SLOW: 'stores it, then answers late',
  HTML_502: 'a proxy answers 502, nothing is stored',
  COMMIT_THEN_HTML_502: 'stores it, then a proxy answers 502',
  MAINTENANCE: 'is closed for maintenance',
  TOO_MANY_REQUESTS: 'takes no more requests for now',
  EXPIRED_TOKEN: 'does not know the credentials any more',
  REFUSE: 'refuses it',
  REJECT_FILE: 'refuses the next payment file',
  REJECT_TRANSACTION: 'refuses the next payment',
  RETURN_PAYOUT: 'sends the next payout back',
  LOSE_ANSWER: 'does not send the next answer',
  ANSWER_TWICE: 'sends the next answer twice',
  STATEMENT_LATE: 'sends the next statement a day late',
  DUPLICATE_STATEMENT: 'sends the next statement twice',
  SERVER_ERROR: 'status 500',
  GONE: 'status 410, which disables the endpoint',
  DISABLE: 'asks for no more webhooks',
  REDIRECT: 'redirects to an inner address',
}

export const clock: Screen = {
  menu: { path: PATH, label: 'Sandbox clock', permission: 'sandbox.use', group: 'Agency', onlyInSandbox: true },
  routes(shell) {
    page(shell, {
      ...{ path: '/clock', permission: 'sandbox.use' },
      data: { apiPath: () => '/api/v1/partner/sandbox/clock', read: (ctx) => showClock(ctx.platform) },
      show: (ctx, _input, form) => clockPage(shell, ctx, form),
    })
    act(shell, {
      ...{ path: '/clock/move', permission: 'sandbox.use', form: MoveForm },
      async perform(ctx, { form: { days, to, next, from } }) {
        const target = next === 'yes' ? { to: await nextMoment(ctx) } : to === undefined ? undefined : { to }
        const clientId = ctx.clientId ?? OPERATOR_TENANT
        await beginMove(ctx, shell.clock, clientId, target ?? { advanceDays: days ?? 1 })
        return withQuery(from === undefined ? PATH : ownPath(from), { did: 'moving' })
      },
      again: (ctx, _input, form) => clockPage(shell, ctx, form),
    })
    act(shell, {
      ...{ path: '/clock/fault', permission: 'sandbox.use', form: FaultForm },
      async perform(_ctx, { form: { simulator: name, fault, turn } }) {
        const found = shell.simulators().find(({ simulator }) => simulator.name === name)
        if (found === undefined) throw new AppError('NOT_FOUND', `There is no simulator ${name} in this process.`)
        found.faults.clear(fault)
        if (turn !== 'off') found.faults.order({ fault, times: turn === 'on' ? ON_TIMES : 1 })
        return withQuery(PATH, { did: turn === 'off' ? 'fault-off' : 'fault-on' })
      },
    })
  },
}

/** Just after the moment at which the next work falls due. */
async function nextMoment(ctx: ConsoleCtx): Promise<string> {
  const moments = (await foreseeDue(ctx)).flatMap(({ next }) => (next === null ? [] : [next.getTime()]))
  if (moments.length === 0) throw new AppError('RULE', 'Nothing is planned, so there is no next event to move to.')
  return new Date(Math.min(...moments) + 1_000).toISOString()
}

async function clockPage(shell: Shell, ctx: ConsoleCtx, form: FormState): Promise<PageAnswer> {
  if (!isSandboxClock(ctx.platform.clock)) throw new AppError('NOT_FOUND', 'Only a sandbox has a clock that moves.')
  const view = await showClock(ctx.platform)
  const work = await foreseeDue(ctx)
  return {
    title: 'Sandbox clock',
    body: html`${errorSummary(form)}
${stateOf(view)}
${view.move?.state === 'MOVING' ? null : moves(form, work)}
<h2>What falls due next</h2>
<p class="hint">Work that is planned already. Work that follows from it comes when it is done.</p>
${planned(work)}
<h2>Faults of the simulators</h2>
${simulators(shell.simulators())}`,
  }
}

function stateOf({ now, move }: ClockView): Html {
  if (move === null) return html`<p>It is ${when(new Date(now))}. The clock was never moved.</p>`
  const due = move.due.map(({ work, count }) => `${count} ${work}`).join(', ')
  const words = { MOVING: badge('moving', 'warn'), DONE: badge('arrived', 'good'), STOPPED: badge('stopped', 'bad') }
  return html`<p id="progress" role="status"${move.state === 'MOVING' && html` data-refresh="1"`}>${words[move.state]} It is ${when(new Date(now))}.
The last move goes from ${when(new Date(move.from))} to ${when(new Date(move.to))}; it has taken ${move.steps} steps.
${due !== '' && html`Not done yet: ${due}.`}</p>
${move.state === 'STOPPED' && html`<div class="summary"><h2>The clock has stopped</h2><p>The work above was due and was not done. Is a worker running? Once it is done, move the clock further.</p></div>`}`
}

function moves(form: FormState, work: readonly ForeseenWork[]): Html {
  const next = work
    .flatMap((one) => (one.next === null ? [] : [one.next]))
    .toSorted((a, b) => a.getTime() - b.getTime())[0]
  return html`<div class="actions">
<form method="post" action="/console/clock/move"><button name="days" value="1" class="first">+1 day</button></form>
<form method="post" action="/console/clock/move"><button name="days" value="7">+7 days</button></form>
<form method="post" action="/console/clock/move"><button name="next" value="yes"${next === undefined && html` disabled`}><span>To the next event${next !== undefined && html`, ${when(next)}`}</span></button></form></div>
<form method="post" action="/console/clock/move" class="narrow">
${field(form, { name: 'to', label: 'To a day', type: 'date', hint: 'The clock goes only forward, for every client of this sandbox.', isRequired: true })}
<button>Move</button></form>`
}

function planned(work: readonly ForeseenWork[]): Html {
  const within = (i: number) => ({
    head: HORIZONS[i] === 1 ? 'Within a day' : `Within ${HORIZONS[i]} days`,
    cell: (row: ForeseenWork) => row.within[i] ?? 0,
    isNumber: true as const,
  })
  return table(
    {
      ...{
        caption: 'Planned work, the next first',
        empty: 'Nothing is planned. Send an invoice, and its days appear here.',
      },
      columns: [
        { head: 'Work', cell: (row: ForeseenWork) => row.work },
        { head: 'Next', cell: ({ next }: ForeseenWork) => next && when(next) },
        { head: 'Due now', cell: ({ now }: ForeseenWork) => now, isNumber: true },
        ...HORIZONS.map((_days, i) => within(i)),
      ],
    },
    work,
  )
}

interface Switch {
  simulator: string
  fault: FaultName
  /** How often it comes still; undefined: it is off. */
  left: number | undefined
}

function simulators(mounted: readonly MountedSimulator[]): Html {
  if (mounted.length === 0)
    return html`<p class="empty">The simulators do not run in this process. Order their faults at their own address, /simulators/&lt;name&gt;/faults.</p>`
  return html`${mounted.map(({ simulator: { name }, faults }) => {
    const ordered = faults.list()
    const switches = FAULT_NAMES.filter((fault) => isFaultOf(fault, name)).map((fault): Switch => {
      const found = ordered.find((order) => order.fault === fault)
      return { simulator: name, fault, left: found && (found.times ?? 1) }
    })
    const on = switches.filter(({ left }) => left !== undefined)
    return html`<details${on.length > 0 && html` open`}><summary>${name} ${on.length > 0 && badge(`${on.length} on`, 'warn')}</summary>
${table({ caption: `Faults of ${name}`, columns: SWITCH_COLUMNS, empty: '' }, switches)}</details>`
  })}`
}

const SWITCH_COLUMNS = [
  { head: 'Fault', cell: ({ fault }: Switch) => html`${FAULTS[fault]}<br><span class="hint">${fault}</span>` },
  {
    head: 'State',
    cell: ({ left }: Switch) => (left === undefined ? 'off' : badge(left > 1_000 ? 'on' : `on, ${left} more`, 'warn')),
  },
  { head: 'Switch', cell: switchForm },
]

function switchForm({ simulator, fault, left }: Switch): Html {
  const button = (turn: string, label: string) =>
    html`<button name="turn" value="${turn}" aria-label="${label}: ${simulator} ${fault}">${label}</button>`
  return html`<form method="post" action="/console/clock/fault" class="actions"><input type="hidden" name="simulator" value="${simulator}">
<input type="hidden" name="fault" value="${fault}">${left === undefined ? html`${button('once', 'Once')} ${button('on', 'On')}` : button('off', 'Off')}</form>`
}
