/** The events of the catalogue as schemas, one for each type, and the messages of webhooks. */
import { type EventName, EVENTS } from '../../events/catalogue.ts'
import { eventExample } from '../../events/example.ts'
import { openApiSchema } from './schema.ts'
import type { Schema } from './types.ts'

const TYPES = Object.keys(EVENTS) as EventName[]
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const UUID = { type: 'string', format: 'uuid' }
const INSTANT = { type: 'string', format: 'date-time' }

/** "invoice.delivery.sent" is the schema InvoiceDeliverySentEvent. */
function nameOf(type: EventName): string {
  const words = type.split('.').map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
  return `${words.join('')}Event`
}

/** A schema for each type, all of them as KnownEvent, and the messages of webhooks. */
export function eventSchemas(): Record<string, Schema> {
  return {
    ...Object.fromEntries(TYPES.map((type) => [nameOf(type), eventSchema(type)])),
    KnownEvent: {
      description: 'The events of GET /events by type. New types and new fields come without notice.',
      oneOf: TYPES.map((type) => ref(nameOf(type))),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(TYPES.map((type) => [type, ref(nameOf(type))['$ref']])),
      },
    },
    WebhookPlace: {
      type: 'object',
      description: 'A webhook adds these fields to an event.',
      required: ['timestamp', 'cursor', 'sequence'],
      properties: {
        timestamp: { ...INSTANT, description: 'equals at, as Standard Webhooks wants it' },
        cursor: { type: 'string', description: 'GET /events with it goes on after this event' },
        sequence: { type: 'integer', minimum: 1, description: 'counts the events of this webhook, without a hole' },
        clientIdentifier: { type: 'integer', description: 'only to a webhook of a partner: the client of the event' },
        test: { type: 'boolean', const: true, description: 'only of a test message' },
      },
    },
    WebhookEvent: {
      description: 'The body of a webhook in mode PARALLEL: one event, as in GET /events, with its place.',
      allOf: [ref('KnownEvent'), ref('WebhookPlace')],
    },
    WebhookBatch: {
      type: 'object',
      description: 'The body of a webhook in mode ORDERED: up to 100 events in order.',
      required: ['type', 'timestamp', 'events'],
      properties: {
        type: { type: 'string', const: 'events' },
        timestamp: { ...INSTANT, description: 'timestamp of the last event' },
        events: { type: 'array', minItems: 1, maxItems: 100, items: ref('WebhookEvent') },
      },
    },
  }
}

function eventSchema(type: EventName): Schema {
  const { subject, tells, data } = EVENTS[type]
  return {
    type: 'object',
    title: type,
    description: tells,
    required: ['eventId', 'at', 'type', 'subject', 'data'],
    properties: {
      eventId: UUID,
      at: INSTANT,
      type: { type: 'string', const: type },
      subject: { type: 'string', description: subject },
      data: openApiSchema(data, 'response'),
    },
  }
}

const HEADERS = [
  header('webhook-id', 'The eventId; of a batch that of its last event. It does not change between attempts.'),
  header('webhook-timestamp', 'Seconds since 1970 at this attempt. Refuse a message that is older than 5 minutes.'),
  header(
    'webhook-signature',
    'Signatures of id.timestamp.body, separated by spaces: `v1,` and a HMAC-SHA256 in base64, also `v1a,` and an Ed25519 signature if you asked for it.',
  ),
]

function header(name: string, description: string): Schema {
  return { name, in: 'header', required: true, description, schema: { type: 'string' } }
}

/** The section `webhooks`: one entry for each type of event, and the batch. */
export function webhooks(): Record<string, Schema> {
  const entries = TYPES.map((type, index) => {
    const schema = { allOf: [ref(nameOf(type)), ref('WebhookPlace')] }
    return [type, message(type, EVENTS[type].tells, schema, placed(type, index + 1))] as const
  })
  const events = [placed('invoice.received', 1), placed('invoice.accepted', 2)]
  const batch = { type: 'events', timestamp: events[1]?.['timestamp'], events }
  return {
    ...Object.fromEntries(entries),
    events: message('events', 'several events in order, to a webhook in mode ORDERED', ref('WebhookBatch'), batch),
  }
}

function placed(type: EventName, sequence: number): Schema {
  const example = eventExample(type)
  return { ...example, timestamp: example['at'], cursor: 'ZXZlbnRzIDEwMDAwMSAx', sequence }
}

function message(type: string, tells: string, schema: Schema, example: Schema): Schema {
  return {
    post: {
      operationId: `on${type
        .split('.')
        .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
        .join('')}`,
      tags: ['Webhooks'],
      summary: `${tells[0]?.toUpperCase()}${tells.slice(1)}`,
      parameters: HEADERS,
      requestBody: {
        required: true,
        content: { 'application/json': { schema, examples: { message: { value: example } } } },
      },
      responses: {
        '2XX': { description: 'You have taken it; do the work after the answer' },
        '410': { description: 'The webhook is disabled at once; any other answer is tried again' },
      },
    },
  }
}
