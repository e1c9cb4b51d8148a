/** The feed of events, the latest first: what happened, to which thing, and the cursor from which a program goes on. */
import type { ClientId } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { EVENTS, type EventName } from '../../events/catalogue.ts'
import { type LatestEvent, latestEvents } from '../../feed/latest-events.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import { ofEachClient } from '../list/over-clients.ts'
import type { ListColumn, Place, Rows } from '../list/spec.ts'
import { effect } from '../parts/effect.ts'
import { EVENT_GROUPS } from '../parts/event-groups.ts'
import { subjectLink } from '../parts/subject.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'

const PATH = '/console/events'

const Query = Type.Object({
  type: Type.Optional(Type.String({ pattern: '^[a-z][a-z.-]{0,99}$', description: 'a type, or its beginning' })),
  subject: Type.Optional(Type.String({ pattern: String.raw`^[a-z-]{1,40}:[\w.-]{1,100}$` })),
})
type Row = LatestEvent & { clientId: ClientId }

export const events: Screen = {
  menu: { path: PATH, label: 'Events', permission: 'event.read', group: 'Records' },
  routes(shell) {
    list(shell, {
      ...{ path: '/events', name: 'events', nouns: ['event', 'events'], title: 'Events' },
      ...{ permission: 'event.read', query: Query, columns: COLUMNS, read },
      filters: () => [
        {
          ...{ name: 'type', label: 'Type' },
          options: [
            { value: '', label: 'every type' },
            ...EVENT_GROUPS.map((group) => ({ value: group, label: group })),
          ],
        },
        { name: 'subject', label: 'On what (case:5000001)' },
        { name: 'client', label: 'Client', type: 'number' },
      ],
      keyOf: ({ eventId }) => eventId,
      empty: html`No event has happened yet. <a href="/docs">The API</a> gives the same feed at <code>/api/v1/partner/events</code>.`,
    })
  },
}

function read(ctx: ConsoleCtx, { type, subject }: Static<typeof Query>, place: Place): Promise<Rows<Row>> {
  return ofEachClient(ctx, place, (client, own) => latestEvents(client, { type, subject, ...own }))
}

const COLUMNS: readonly ListColumn<Row>[] = [
  { id: 'at', head: 'When', cell: ({ at }) => when(at), csv: ({ at }) => at.toISOString() },
  {
    ...{ id: 'type', head: 'Event' },
    cell: ({ type }) => html`${sentenceOf(type)}<br><span class="hint">${type}</span>`,
    csv: ({ type }) => type,
  },
  {
    ...{ id: 'subject', head: 'On what' },
    cell: ({ subject, clientId }) => subjectLink(subject, clientId),
    csv: ({ subject }) => subject,
  },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  { id: 'data', head: 'Payload', cell: payload, csv: ({ data }) => JSON.stringify(data) },
  {
    ...{ id: 'cursor', head: 'Cursor after it' },
    cell: ({ cursor }) => html`<code data-copy>${cursor}</code>`,
    csv: ({ cursor }) => cursor,
  },
  {
    ...{ id: 'id', head: 'Id', isExtra: true },
    cell: ({ eventId }) => html`<code data-copy>${eventId}</code>`,
    csv: ({ eventId }) => eventId,
  },
]

function sentenceOf(type: string): string {
  return Object.hasOwn(EVENTS, type) ? EVENTS[type as EventName].tells : type
}

function payload({ data }: Row): Html | false {
  return Object.keys(data).length > 0 && html`<details><summary>Payload</summary>${effect(data)}</details>`
}
