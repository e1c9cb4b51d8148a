/** The errors of the document: one problem schema, and for each status what it means and how it looks. */
import { reachOf } from '../../permissions/permissions.ts'
import { AppError } from '../../platform/errors.ts'
import type { AnyRouteSpec } from '../../platform/http/route.ts'
import { type Described, described } from './described.ts'
import { invalidOf } from './invalid-example.ts'
import { OWN, REUSED_KEY } from './own-problems.ts'
import type { Schema } from './types.ts'
import { WEBHOOK_PROBLEMS } from './webhook-problems.ts'

export const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457. `type` leads to the page that explains it.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'The mistake, in words.' },
    instance: { type: 'string', description: 'The requested path.' },
    requestId: { type: 'string', description: 'Identifies the log lines of this request.' },
    errors: {
      type: 'array',
      description: 'Every error that was found, not only the first.',
      items: { $ref: '#/components/schemas/Fault' },
    },
    isValid: { type: 'boolean', description: 'Only with 401, as published for validate: false.' },
    message: { type: 'string', description: 'Only with 401: repeats detail.' },
    clientIdentifier: { type: 'number', description: 'Only with 409 of POST /client: the client that exists.' },
    invoiceId: { type: 'string', description: 'Only with 409 of POST /invoice: the invoice that is stored.' },
    invoiceStatus: { type: 'string', description: 'Only with 409 of POST /invoice: its status.' },
    version: { type: 'integer', description: 'Only with 409 of PUT /client/settings: the present version.' },
  },
}

export const FAULT: Schema = {
  type: 'object',
  required: ['pointer', 'code', 'message'],
  properties: {
    pointer: {
      type: 'string',
      description:
        'JSON pointer into the body, "?name" for a query parameter or a header, "{name}" for a part of the path.',
    },
    code: {
      type: 'string',
      description: 'SUM_NOT_ZERO is explained at /docs/errors#SUM_NOT_ZERO, and so is each other code.',
    },
    message: { type: 'string' },
    received: { description: 'The received value, shortened.' },
  },
}

const COMMON = {
  401: described(
    'The token is missing, unknown, expired, revoked, or of another environment.',
    new AppError('UNAUTHORIZED', 'The token has expired.', {
      extra: { isValid: false, message: 'The token has expired.' },
    }),
  ),
  413: described('The body is larger than 10 MiB.', new AppError('TOO_LARGE', 'The body is larger than 10 MiB.')),
  415: described(
    'The body is not JSON in UTF-8.',
    new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body must be sent as Content-Type: application/json.'),
  ),
  429: described(
    'The token’s bucket is empty; Retry-After gives the seconds to wait.',
    new AppError('TOO_MANY_REQUESTS', 'This token may send 500 requests a second.'),
  ),
  500: described(
    'An error in this service; the requestId identifies the log line.',
    new AppError('INTERNAL', 'Saatava had an internal error. The requestId identifies the log line.'),
  ),
  503: described(
    'The service cannot store the request right now. Nothing was stored; Retry-After gives the seconds to wait.',
    new AppError('UNAVAILABLE', 'The database cannot be reached; nothing was stored. Try again.'),
  ),
} as const

/** Operations that a repetition does not change, with or without a key. */
const WITHOUT_KEY = new Set([
  ...['previewInvoice', 'previewActions', 'acknowledgeSettlements', 'answerQuestion'],
  ...['consentToAccountingConnection', 'submitInvoiceBatch'],
])

/** A working token of the wrong kind or scope. */
function forbidden({ permission }: AnyRouteSpec): Described {
  const reach = reachOf(permission)
  const detail = {
    client: 'This is a provisioning token: it creates and corrects clients. Use the client’s access token.',
    partner: 'This needs the partner’s provisioning token, as creating clients does; this is a client’s access token.',
    either: `This token lacks the scope ${permission}; its scopes are invoice.read, case.read.`,
  }[reach === 'agency' ? 'either' : reach]
  return described(
    'A working token of the wrong kind, without this scope, or from another address.',
    new AppError('FORBIDDEN', detail),
  )
}

/** Every error an operation can answer with, by status. */
export function problemsOf(spec: AnyRouteSpec): Record<number, Described> {
  const found: Record<number, Described> = { 400: invalidOf(spec), 401: COMMON[401], 403: forbidden(spec) }
  if (spec.body) Object.assign(found, { 413: COMMON[413], 415: COMMON[415] })
  if (spec.method === 'POST' && spec.body && !WITHOUT_KEY.has(spec.operationId)) found[422] = REUSED_KEY
  return {
    ...found,
    429: COMMON[429],
    500: COMMON[500],
    503: COMMON[503],
    ...documentProblems(spec),
    ...OWN[spec.operationId],
    ...WEBHOOK_PROBLEMS[spec.operationId],
  }
}

/** Errors of the documents of accounting, which have one operation for each kind. */
function documentProblems({ path }: AnyRouteSpec): Record<number, Described> {
  const [, kind = '', act = ''] = /(\w+)\/:identifier\/(retry|drop)$/.exec(path) ?? []
  if (act === '') return {}
  const done = act === 'retry' ? 'retried' : 'dropped'
  return {
    404: described(
      `No ${kind} of this client has the identifier.`,
      new AppError('NOT_FOUND', `There is no ${kind} with the identifier abc-123-def-456.`),
    ),
    422: described(
      'The document has not failed.',
      new AppError(
        'RULE',
        `The ${kind} abc-123-def-456 has not failed, it is pending; only a failed document can be ${done}.`,
      ),
    ),
  }
}
