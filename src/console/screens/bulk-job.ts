/** An act on many rows: how far it is, and the rows that were refused with the reason of each. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { bulkActOf } from '../../bulk/acts.ts'
import { REFUSED_SHOWN_MAX, type ShownBulk, showBulk } from '../../bulk/show-bulk.ts'
import { type Html, html } from '../html.ts'
import { scopeOf } from '../list/scope.ts'
import { page } from '../page.ts'
import { actorName } from '../parts/actor.ts'
import { badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import type { Screen } from '../shell.ts'

const Params = Type.Object({ jobId: Type.String({ pattern: UUID_PATTERN }) })

export const bulkJob: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: '/bulk/:jobId', permission: 'case.read', params: Params },
      async show(ctx, { params, url }) {
        const job = await showBulk(ctx, { clientId: scopeOf(ctx, 'case.read'), jobId: params.jobId })
        return { title: bulkActOf(job.act).label, body: html`${progress(job, url)}${summary(job)}${refusals(job)}` }
      },
    })
  },
}

function progress({ total, done, refused, state }: ShownBulk, url: string): Html {
  const ended = done + refused
  const left = state === 'RUNNING' && html` <a href="${url}">Look again</a>`
  return html`<section id="progress-of-job" aria-label="Progress"${state === 'RUNNING' && html` data-refresh="2"`}>
<p role="status"><label for="progress">${ended} of ${total} rows</label> ${state === 'DONE' ? badge('ended', 'good') : badge('under way', 'warn')}${left}</p>
<progress id="progress" max="${total}" value="${ended}"></progress></section>`
}

function summary(job: ShownBulk): Html {
  return facts([
    ['Done', job.done],
    ['Refused', job.refused],
    ...Object.entries(job.fields).map(([name, value]) => [name, value] as const),
    ['Asked for by', actorName(job.askedBy)],
    ['Began', when(job.askedAt)],
    ['Ended', job.endedAt && when(job.endedAt)],
    ['List', html`<a href="${job.list}">The list that the rows come from</a>`],
  ])
}

function refusals({ refusals, refused }: ShownBulk): Html | null {
  if (refused === 0) return null
  const columns = [
    { head: 'Row', cell: ({ key }: (typeof refusals)[number]) => html`<code>${key}</code>` },
    { head: 'Reason', cell: ({ reason }: (typeof refusals)[number]) => reason },
  ]
  return html`${table({ caption: 'Refused, and why', columns, empty: '' }, refusals)}
${refused > REFUSED_SHOWN_MAX && html`<p class="hint">These are the first ${REFUSED_SHOWN_MAX} of ${refused}.</p>`}`
}
