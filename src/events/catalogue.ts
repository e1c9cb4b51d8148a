/**
 * The catalogue of events: every type, its subject and its data. Events are checked against it where they are written
 * (`emit.ts`), and the guide and the OpenAPI description are printed from it. No event holds a name, an address or a free
 * text of a debtor: events are kept, and handed to others. The words of a mail server or an operator
 * about a delivery may repeat an address: events hold the code, and the delivery holds the words.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { Static } from 'typebox'
import { CASE_EVENTS } from './case-events.ts'
import { DEBTOR_EVENTS } from './debtor-events.ts'
import { INVOICE_EVENTS } from './invoice-events.ts'
import { MONEY_EVENTS } from './money-events.ts'
import { OTHER_EVENTS } from './other-events.ts'

export const EVENTS = { ...INVOICE_EVENTS, ...CASE_EVENTS, ...DEBTOR_EVENTS, ...MONEY_EVENTS, ...OTHER_EVENTS }

export type EventName = keyof typeof EVENTS

export function isEventName(type: string): type is EventName {
  return Object.hasOwn(EVENTS, type)
}
export type EventData<N extends EventName> = Static<(typeof EVENTS)[N]['data']>

/** An event that is about to be written, of any type. */
export type NewEvent = {
  [N in EventName]: { clientId: ClientId; type: N; subject: string; data: EventData<N> }
}[EventName]
