import { EVENTS } from '../../events/catalogue.ts'
import { type Schema, openApiSchema } from './schema.ts'

/** All types of events, each with its subject and its data. */
export function eventsSchema(): Schema {
  return {
    description: 'The events of GET /events by type. New types and new fields come without notice.',
    oneOf: Object.entries(EVENTS).map(([type, { subject, tells, data }]) => ({
      title: type,
      description: tells,
      type: 'object',
      properties: {
        type: { type: 'string', const: type },
        subject: { type: 'string', description: subject },
        data: openApiSchema(data, 'response'),
      },
    })),
  }
}
