/** The one frame of all pages of the console. */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Session } from '../users/sessions/session.ts'
import { SCRIPT, STYLE } from './assets.ts'
import { type Html, html } from './html.ts'
import { asData } from './parts/as-data.ts'
import { keysDialog, lettersOf } from './parts/keys.ts'
import { searchBox } from './parts/search-box.ts'
import { type ClockBar, clockBar } from './parts/clock-bar.ts'
import { seeAsForm } from './parts/see-as-form.ts'
import { when } from './parts/when.ts'
import { MENU_GROUPS, type MenuGroup, type PageAnswer } from './shell.ts'

export interface Frame {
  path: string
  environment: string
  /** Undefined before somebody has signed in. */
  session: Session | undefined
  /** Whether the person may search. */
  canSearch: boolean
  clientId: ClientId | undefined
  /** The clients among which the person chooses; none: the person sees all, or one. */
  clients: readonly { clientId: ClientId; name: string }[]
  menu: readonly { path: string; label: string; group: MenuGroup }[]
  /** The controls of the clock of a sandbox; undefined: nobody is signed in. */
  clock?: ClockBar
  /** The clock of a sandbox. */
  sandboxTime: { now: Date; aheadMs: number } | undefined
  /** The person who turned the second person off; undefined: it is on, or nobody has decided. */
  fourEyesOffBy: string | undefined
  /** A word for the act that led to this page. */
  did: string | undefined
}

/** The sentences about what was done; the address names them. */
const DONE: Record<string, string> = {
  taken: 'The task is yours.',
  released: 'The task is given back to everybody.',
  snoozed: 'The task sleeps until that day.',
  finished: 'The task is done.',
  queued: 'Queued again. Saatava first searches for it in the accounting system.',
  dropped: 'Dropped. Later vouchers of its invoice go on.',
  tested: 'The accounting system answered, and the connection works.',
  revoked: 'The token is revoked. It stops working within 5 seconds.',
  moving: 'The clock moves. Each day’s work is done before the next day begins.',
  'fault-on': 'The simulator has the fault from now on.',
  'fault-off': 'The fault is switched off.',
  resolved: 'The outcome is recorded.',
  retried: 'Sent again. The outcome stands here as soon as it is known.',
  asked: 'A second person is asked. It is done when somebody else approves it.',
  approved: 'Approved: it is done.',
  refused: 'Refused. The person who asked reads your reason.',
  outdated: 'There was nothing left to do; the request is closed.',
  'invoice-approved': 'The invoice is approved, and is evaluated again.',
  allocated: 'The money is allocated. This is what waits next.',
  undone: 'The allocation is undone. The money waits again.',
  returned: 'The money goes back to its payer. This is what waits next.',
  dismissed: 'The entry is dismissed. This is what waits next.',
  held: 'The money is held until that day. This is what waits next.',
  decided: 'It is decided. This is what waits next.',
  direct: 'It is recorded as a direct payment. This is what waits next.',
  'file-taken': 'The file is taken. Its entries are matched now.',
  'file-known': 'The file had been taken before: nothing was read again.',
  attributed: 'The owner of the money is recorded.',
  'payout-paid': 'The payout is recorded as paid.',
  'payout-refused': 'The payout is recorded as refused. It can be paid again.',
  'payout-again': 'The payout joins the next payment file.',
  settled: 'The client is settled at once, or on the next banking day. Its settlement appears here.',
  reversed: 'The payment is taken back. This is what waits next.',
  acted: 'It is done.',
  'question-asked': 'The creditor is asked. Its answer stands here, and opens a task.',
  'acted-next': 'It is done. This is the next task.',
  'policy-published': 'Published. New cases follow this version.',
  'contract-published': 'Published. New cases and the next settlement follow it.',
  'settings-saved': 'Changed. It counts from now on.',
  'webhook-changed': 'Changed. It counts from the next request on.',
  'webhook-paused': 'Paused. The events wait in the feed.',
  'webhook-resumed': 'It is active, and goes on at once.',
  'webhook-replayed': 'The replay has begun.',
  'webhook-resent': 'They are sent again at once.',
  'webhook-deleted': 'The endpoint is deleted.',
  'law-confirmed': 'Confirmed. Amounts rest on it within seconds.',
  'view-saved': 'The view is saved. Its name stands above the list.',
  'view-removed': 'The saved view is removed.',
  ended: 'The session is ended.',
  'passkey-added': 'The passkey is added. It signs you in from now on.',
  'passkey-removed': 'It is removed, and signs nobody in any more.',
  granted: 'The role is granted.',
  'role-revoked': 'The role is taken away.',
  seen: 'You look at the console with another role.',
}

export function layout(frame: Frame, { title, body, asData: data }: PageAnswer): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Saatava</title>
<link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="${STYLE.path}">
<script src="${SCRIPT.path}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="name" href="/console">Saatava</a>
${frame.menu.length > 0 && html`<a class="button to-menu" href="#menu">Menu</a>`}
${frame.canSearch && searchBox()}
${person(frame)}
</header>
<aside aria-label="This installation">${bars(frame)}</aside>
<div class="page">
${menu(frame)}
<main id="main" tabindex="-1">
${done(frame.did)}
<h1>${title}</h1>
${body}
${data && asData(data)}
</main>
</div>
</body>
</html>
`
}

/** Beside the page where it is wide; else a link leads to it, without a script. */
function menu({ menu, path }: Frame): Html | null {
  if (menu.length === 0) return null
  const items = lettered(menu)
  const groups = MENU_GROUPS.map((name) => ({ name, items: items.filter(({ group }) => group === name) }))
  return html`<nav id="menu" aria-label="Screens">${groups
    .filter(({ items }) => items.length > 0)
    .map(
      ({ name, items }) =>
        html`<h2 id="menu-${name}">${name}</h2><ul aria-labelledby="menu-${name}">${items.map(
          (item) =>
            html`<li><a href="${item.path}" data-go="${item.letter}"${item.path.split('?', 1)[0] === path && html` aria-current="page"`}>${item.label}</a></li>`,
        )}</ul>`,
    )}<a class="close" href="#main">Close the menu</a></nav>`
}

/** Each item with the letter that leads to it after g. */
function lettered(menu: Frame['menu']) {
  const letters = lettersOf(menu.map(({ label }) => label))
  return menu.map((item, i) => ({ ...item, letter: letters[i] ?? '' }))
}

function person({ session, clientId, clients, menu, path }: Frame): Html | null {
  if (session === undefined) return null
  return html`<div class="person"><span><a href="/console/account">${session.name}</a>${clientId !== undefined && clients.length < 2 && html`, client ${clientId}`}</span>
${clients.length > 1 && chooser(clients, clientId, path)}
${keysDialog(lettered(menu))}
<form method="post" action="/console/sign-out"><button class="plain">Sign out</button></form></div>`
}

/** People of several clients see one at a time. A page of one object leads to the list of cases of the other client. */
function chooser(clients: Frame['clients'], current: ClientId | undefined, path: string): Html {
  const action = /^\/console\/[a-z-]+$/.test(path) ? path : '/console/cases'
  return html`<form class="inline" method="get" action="${action}"><label for="choose-client">Client</label>
<select id="choose-client" name="client">${clients.map(({ clientId, name }) => html`<option value="${clientId}"${clientId === current && html` selected`}>${name}</option>`)}</select><button>Show</button></form>`
}

function bars({ session, sandboxTime, fourEyesOffBy, environment, clock, path }: Frame): Html {
  return html`${
    sandboxTime !== undefined &&
    html`<div class="bar sandbox">${clockBar(html`Sandbox time ${when(sandboxTime.now)}${ahead(sandboxTime.aheadMs)}`, clock, path)}
${session?.userId === null && seeAsForm(session)}</div>`
  }${environment === 'staging' && html`<div class="bar">Staging: nothing here is real.</div>`}${
    fourEyesOffBy !== undefined &&
    html`<div class="bar warning">Four eyes is off: ${fourEyesOffBy} turned it off. Acts need no second person.</div>`
  }`
}

function ahead(ms: number): string {
  const days = Math.floor(ms / 86_400_000)
  if (days > 0) return `, ahead by ${days} ${days === 1 ? 'day' : 'days'}`
  const minutes = Math.floor(ms / 60_000)
  return minutes > 0 ? `, ahead by ${minutes} min` : ''
}

function done(did: string | undefined): Html | null {
  const sentence = did === undefined ? undefined : DONE[did]
  return sentence === undefined ? null : html`<p class="notice" role="status">${sentence}</p>`
}
