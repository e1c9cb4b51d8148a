/** The endpoints of webhooks, Saatava extensions. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { LIST_PARAMETERS } from '../platform/http/list.ts'
import { Warnings, formatted, instant, named, oneOf, optional, orNull, text, uuid } from '../platform/http/schema.ts'
import { FETCH_REFUSALS } from '../platform/safe-fetch/refused.ts'
import { DISABLE_REASONS, WEBHOOK_MODES, WEBHOOK_SIGNATURES } from './endpoint.ts'
import { WEBHOOK_DELIVERY_STATES, WEBHOOK_STATES } from './states.ts'

const URL_MAX = 2_048
const TYPES_MAX = 100

const instantOrNull = (description: string) => Type.Union([instant(), Type.Null()], { description })
const idGiven = (description: string) => Type.String({ pattern: UUID_PATTERN, description })

export const WebhookParams = Type.Object({ webhookId: idGiven('id of the webhook endpoint') })
export const WebhookDeliveryParams = Type.Object({
  ...WebhookParams.properties,
  deliveryId: idGiven('id from the list of deliveries'),
})

const mode = (description?: string) => oneOf(WEBHOOK_MODES, description, 'WebhookMode')
const signatures = (description?: string) => oneOf(WEBHOOK_SIGNATURES, description, 'WebhookSignatures')
const deliveryState = (description?: string) => oneOf(WEBHOOK_DELIVERY_STATES, description, 'WebhookDeliveryState')

const FIELDS = {
  url: text(
    URL_MAX,
    'where the events go: https on port 443 or 8443 of a public host; in a sandbox also http to this machine',
  ),
  description: optional(text(200, 'for people')),
  types: optional(
    Type.Array(text(100), {
      ...{ minItems: 1, maxItems: TYPES_MAX },
      description:
        'the types of events that are sent, or the beginnings of types, such as invoice or invoice.delivery; without it all',
    }),
  ),
  signatures: optional(
    signatures(
      'V1, the default: HMAC-SHA256; V1_V1A: an ed25519 signature beside it, which anybody checks with the public key',
    ),
  ),
  contactEmail: optional(
    formatted(
      'email',
      254,
      'receives mails when requests do not arrive; default the technical contact of the client, then its primary one. A partner’s endpoint needs it',
    ),
  ),
}

export const NewWebhook = named(
  'NewWebhook',
  Type.Object({
    ...FIELDS,
    mode: optional(
      mode(
        'PARALLEL, the default: each event is sent and retried alone, four at a time. ORDERED: one request at a time with up to 100 events in order, and the next only after a 2xx. It cannot be changed',
      ),
    ),
    cursor: optional(
      text(200, 'cursor of GET /events after which the endpoint begins; without it, with the events from now on'),
    ),
  }),
)
export type NewWebhook = Static<typeof NewWebhook>

export const WebhookChange = named('WebhookChange', Type.Object(FIELDS))
export type WebhookChange = Static<typeof WebhookChange>

export const WebhookTest = named(
  'WebhookTest',
  Type.Object({
    type: optional(text(100, 'a type of the catalogue of events; default invoice.accepted')),
  }),
)
export type WebhookTest = Static<typeof WebhookTest>

/** STOPPED goes on with what waited, NOW passes over it, TIME begins at a moment. */
export const RESUME_FROM = ['STOPPED', 'TIME', 'NOW'] as const
export const WebhookResume = named(
  'WebhookResume',
  Type.Object({
    from: optional(
      oneOf(
        RESUME_FROM,
        'STOPPED, the default: everything since the last success, also what has failed; TIME: events since the time; NOW: only new events',
        'WebhookResumeFrom',
      ),
    ),
    time: optional(formatted('date-time', 40, 'with TIME: events at or after this instant')),
  }),
)
export type WebhookResume = Static<typeof WebhookResume>

export const WebhookReplay = named(
  'WebhookReplay',
  Type.Object({
    time: optional(formatted('date-time', 40, 'events at or after this instant')),
    cursor: optional(text(200, 'cursor of GET /events or of a webhook: the events after it')),
  }),
)
export type WebhookReplay = Static<typeof WebhookReplay>

const DELIVERY_FILTERS = {
  state: optional(deliveryState('only deliveries in this state')),
  type: optional(text(100, 'only events whose type begins with this; a batch of an ordered endpoint has no type')),
  eventId: optional(idGiven('only the deliveries that hold this event')),
  createdSince: optional(formatted('date-time', 40, 'only deliveries made at or after this instant')),
  createdBefore: optional(formatted('date-time', 40, 'only deliveries made before this instant')),
}
export const WebhookDeliveriesQuery = Type.Object({
  ...DELIVERY_FILTERS,
  limit: LIST_PARAMETERS.limit,
  cursor: LIST_PARAMETERS.cursor,
})
export type WebhookDeliveriesQuery = Static<typeof WebhookDeliveriesQuery>

export const WebhookResend = named('WebhookResend', Type.Object(DELIVERY_FILTERS))
export type WebhookResend = Static<typeof WebhookResend>

const publicKey = Type.Union([Type.String(), Type.Null()], {
  description: 'whpk_… with V1_V1A; also at /.well-known/saatava/webhooks/{webhookId}',
})
const previousSecretUntil = instantOrNull('after a rotation: until then the previous secret signs too')

const Webhook = named(
  'Webhook',
  Type.Object({
    webhookId: uuid(),
    url: Type.String(),
    description: orNull(Type.String()),
    types: Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'null: all' }),
    mode: mode(),
    signatures: signatures(),
    publicKey,
    contactEmail: orNull(Type.String({ format: 'email' })),
    state: oneOf(
      WEBHOOK_STATES.filter((state) => state !== 'DELETED'),
      undefined,
      'WebhookState',
    ),
    disabledReason: Type.Union([oneOf(DISABLE_REASONS, undefined, 'WebhookDisableReason'), Type.Null()], {
      description:
        'GONE: the receiver answered 410; RECEIVER_ASKED: it answered webhook-delivery: disable; NO_SUCCESS: nothing arrived for five days',
    }),
    cursor: Type.String({
      description: 'its place in the feed: GET /events with it gives the events that it has not handed over',
    }),
    sequence: Type.Integer({ description: 'the last number that an event got here; there are no holes' }),
    eventsAhead: Type.Integer({ description: 'events of the feed after its place' }),
    pending: Type.Integer({ description: 'deliveries that wait or are under way, counted up to 1000' }),
    failed: Type.Integer({ description: 'deliveries that have failed for good, counted up to 1000' }),
    failures: Type.Integer({ description: 'attempts that have failed since the last success' }),
    failingSince: instantOrNull('the first failure since the last success'),
    lastSuccessAt: orNull(instant()),
    lastFailureAt: orNull(instant()),
    heldUntil: instantOrNull('nothing is sent before'),
    previousSecretUntil,
    createdAt: instant(),
    updatedAt: instant(),
  }),
)

export const OneWebhook = named('WebhookShown', Type.Object({ ...Webhook.properties, warnings: Warnings }))
export const Webhooks = named('Webhooks', Type.Object({ webhooks: Type.Array(Webhook), warnings: Warnings }))

const secret = { secret: Type.String({ description: 'whsec_…: keep it where only your receiver reads it' }) }
export const WebhookCreated = named(
  'WebhookCreated',
  Type.Object({ ...Webhook.properties, ...secret, warnings: Warnings }),
)
export const WebhookSecret = named(
  'WebhookSecret',
  Type.Object({ webhookId: uuid(), ...secret, publicKey, previousSecretUntil }),
)
export const WebhookDeleted = named('WebhookDeleted', Type.Object({ webhookId: uuid() }))

/** The ways in which an attempt fails: without an answer, or with one that is no 2xx. */
const WEBHOOK_ERRORS = [...FETCH_REFUSALS, 'REDIRECTED', 'GONE', 'EVENT_TOO_LARGE'] as const
const error = () => orNull(oneOf(WEBHOOK_ERRORS, undefined, 'WebhookError'))

export const WebhookTested = named(
  'WebhookTested',
  Type.Object({
    isDelivered: Type.Boolean({ description: 'the receiver answered with 2xx' }),
    status: Type.Union([Type.Integer(), Type.Null()], { description: 'status of the answer; null: none came' }),
    ms: Type.Integer({ description: 'milliseconds that the request took' }),
    error: error(),
    detail: Type.Union([Type.String(), Type.Null()], { description: 'the failure, in words' }),
    sent: Type.Record(Type.String(), Type.Unknown(), { description: 'the body of the request' }),
  }),
)

const Try = named(
  'WebhookAttempt',
  Type.Object({
    at: instant('when it ended'),
    ms: Type.Integer({ description: 'milliseconds that it took' }),
    status: Type.Union([Type.Integer(), Type.Null()], { description: 'status of the answer; null: none came' }),
    error: error(),
    answer: Type.Union([Type.String(), Type.Null()], {
      description:
        'the first 1024 bytes of the answer as text; null: none came, or the receiver is in an inner network',
    }),
  }),
)

export const WebhookDeliveryView = named(
  'WebhookDelivery',
  Type.Object({
    deliveryId: uuid(),
    messageId: uuid('the header webhook-id: the id of the event, of a batch that of its last event'),
    type: Type.Union([Type.String(), Type.Null()], { description: 'null: a batch' }),
    sequence: Type.Integer({ description: 'the number of its first event' }),
    events: Type.Integer({ description: 'how many events it holds' }),
    state: deliveryState(),
    attempts: Type.Integer({ description: 'attempts since it was made, or since it was sent again' }),
    nextAttemptAt: orNull(instant()),
    tries: Type.Array(Try, { description: 'the last 20 attempts, the oldest first' }),
    createdAt: instant(),
    endedAt: orNull(instant()),
  }),
)
export const StoredTries = Type.Array(
  Type.Object({
    at: Type.String(),
    ms: Type.Integer(),
    status: orNull(Type.Integer()),
    error: orNull(Type.String()),
    answer: orNull(Type.String()),
  }),
)
export const WebhookDeliveries = named(
  'WebhookDeliveries',
  Type.Object({ deliveries: Type.Array(WebhookDeliveryView), warnings: Warnings }),
)
export const OneWebhookDelivery = named(
  'WebhookDeliveryShown',
  Type.Object({ ...WebhookDeliveryView.properties, warnings: Warnings }),
)
export const WebhookResent = named(
  'WebhookResent',
  Type.Object({
    deliveries: Type.Integer({ description: 'so many are sent again' }),
    hasMore: Type.Boolean({ description: 'true: send the request again for the rest' }),
    warnings: Warnings,
  }),
)
