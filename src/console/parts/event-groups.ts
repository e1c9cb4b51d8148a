import { EVENTS } from '../../events/catalogue.ts'

/** The beginnings of the types of events, "invoice.", among which a person chooses. */
export const EVENT_GROUPS = [...new Set(Object.keys(EVENTS).map((name) => `${name.split('.')[0] ?? name}.`))].toSorted()
