/** The errors of the document: one problem schema, and for each status what it means and how it looks. */
import { AppError, type ErrorCode, invalid, problemOf } from '../../platform/errors.ts'
import { reusedKey } from '../../platform/idempotency.ts'
import type { AnyRouteSpec } from '../../platform/http/route.ts'
import type { Schema } from './schema.ts'

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
      description: 'JSON pointer into the body, or "?name" for a query parameter, path parameter or header.',
    },
    code: { type: 'string', description: 'One of the codes on /docs/errors.' },
    message: { type: 'string' },
    received: { description: 'The received value, shortened.' },
  },
}

interface Described {
  code: ErrorCode
  description: string
  example: (path: string) => Record<string, unknown>
}

function described(description: string, error: AppError): Described {
  const example = (path: string) => problemOf(error, { id: '0d6f6b0e-6f0c-4d0e-8f0b-3f2f4c7a9a10', path })
  return { code: error.code, description, example }
}

const COMMON = {
  400: described(
    'Malformed or invalid; errors lists every error.',
    invalid([
      {
        pointer: '/ledgers/ledgerRows',
        code: 'SUM_NOT_ZERO',
        message: 'net amounts must sum to 0.00; they sum to -0.01',
        received: '-0.01',
      },
      { pointer: '/ledgers/documentDate', code: 'INVALID_DATE', message: 'must be a real day written YYYY-MM-DD' },
    ]),
  ),
  401: described(
    'The token is missing, unknown, expired, revoked, or of another environment.',
    new AppError('UNAUTHORIZED', 'The token has expired.', {
      extra: { isValid: false, message: 'The token has expired.' },
    }),
  ),
  403: described(
    'A working token of the wrong kind, or another partner’s code.',
    new AppError(
      'FORBIDDEN',
      'This is a provisioning token: it creates and corrects clients. Use the client’s access token.',
    ),
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

const NO_CONNECTION = described(
  'There is no such connection.',
  new AppError('NOT_FOUND', 'No accounting system is connected for company 123456-7.'),
)
const REUSED_KEY = described('The Idempotency-Key was used before with another body.', reusedKey('my-key-1'))
const DIFFERS = described(
  'An earlier request has this identifier and other content; errors lists the fields that differ.',
  new AppError(
    'CONFLICT',
    'An earlier request has this identifier and other content. Nothing of this request was stored.',
    {
      faults: [{ pointer: '/ledgers/documentName', code: 'DIFFERS', message: 'was "1001" before', received: '1002' }],
    },
  ),
)

/** Errors of each route besides those of all routes. A route that is not here gets what its shape says. */
const ACTIONS = {
  404: described(
    'A case or an invoice of the batch is not there; nothing was done.',
    new AppError('NOT_FOUND', 'A case or an invoice of this batch is not there; nothing was done.', {
      faults: [{ pointer: '/actions/0/data/caseId', code: 'NOT_FOUND', message: 'there is no such case' }],
    }),
  ),
  422: described(
    'An invoice of the batch does not wait for approval, or the Idempotency-Key was used before with another body.',
    new AppError('RULE', 'An invoice of this batch does not wait for approval; nothing was done.', {
      faults: [
        {
          pointer: '/actions/0/data/invoiceNumber',
          code: 'NOT_WAITING',
          message: 'is INVOICED; only an invoice that is MANUAL or DUPLICATE waits for approval',
        },
      ],
    }),
  ),
}

const RENEWED = {
  409: described(
    'The token was renewed before, and the new token is in use.',
    new AppError('CONFLICT', 'This token was renewed before, and the new token is in use. Use the new token.'),
  ),
}

const ERASED = described(
  'The personal data of the debtor was erased.',
  new AppError('GONE', 'The personal data of this debtor was erased on 2036-01-02: its stored data no longer exists.'),
)

const NO_DEBTOR = described(
  'There is no such debtor of this client, or it has no such mark.',
  new AppError('NOT_FOUND', 'There is no debtor 019a4c3e-0000-7000-8000-000000000031.'),
)

const NO_CLIENT = described(
  'The partner has no such client, or the client no such token.',
  new AppError('NOT_FOUND', 'You have no client 100001.'),
)

const OWN: Record<string, Record<number, Described>> = {
  'GET /invoice/case/letters': { 410: ERASED },
  'GET /invoice/case/letters/:letterId/document': { 410: ERASED },
  'GET /settlements/:settlementId/document': {
    422: described(
      'The settlement has more lines than a PDF holds.',
      new AppError('RULE', 'Settlement 202603030001 has 12000 lines; a PDF holds at most 10000. Take it as CSV.'),
    ),
  },
  'POST /client': {
    409: described(
      'The partner has a client with this businessCode.',
      new AppError('CONFLICT', 'You already have a client with businessCode 123456-7.', {
        extra: { clientIdentifier: 1 },
      }),
    ),
    422: REUSED_KEY,
  },
  'GET /clients/:clientIdentifier': { 404: NO_CLIENT },
  'PATCH /clients/:clientIdentifier': { 404: NO_CLIENT },
  'GET /clients/:clientIdentifier/tokens': { 404: NO_CLIENT },
  'POST /clients/:clientIdentifier/tokens': { 404: NO_CLIENT, 422: REUSED_KEY },
  'DELETE /clients/:clientIdentifier/tokens/:tokenId': { 404: NO_CLIENT },
  'GET /renew': RENEWED,
  'POST /renew': RENEWED,
  'POST /invoice': {
    409: described(
      'The number and type were submitted before with other content, and that invoice has been processed since.',
      new AppError(
        'CONFLICT',
        'INVOICE 251601000 was submitted before with other content and is INVOICED. Nothing of this request was stored; errors lists the fields that differ.',
        {
          faults: [
            {
              pointer: '/invoice/header/dueDate',
              code: 'DIFFERS',
              message: 'was "2025-12-15" before',
              received: '2025-12-31',
            },
          ],
          extra: { invoiceId: '019a4c3e-0000-7000-8000-000000000001', invoiceStatus: 'INVOICED' },
        },
      ),
    ),
    422: REUSED_KEY,
  },
  'POST /invoices/batch': {
    413: described(
      'A line above 12 MiB, a body above 512 MiB, or more than 10 000 lines. If lines were answered before, the last line reports the error instead.',
      new AppError('TOO_LARGE', 'A batch holds at most 10000 invoices; from line 10001 on, nothing was read.'),
    ),
    415: described(
      'The body is not application/x-ndjson.',
      new AppError(
        'UNSUPPORTED_MEDIA_TYPE',
        'The body must be sent as Content-Type: application/x-ndjson, one JSON object a line.',
      ),
    ),
  },
  'POST /invoice/action': ACTIONS,
  'POST /invoice/action/preview': ACTIONS,
  'GET /invoice/case': {
    404: described('There is no such case of this client.', new AppError('NOT_FOUND', 'There is no case 5000001.')),
  },
  'GET /debtors/:debtorId': { 404: NO_DEBTOR },
  'PATCH /debtors/:debtorId': { 404: NO_DEBTOR, 410: ERASED },
  'PUT /debtors/:debtorId/marks/:mark': { 404: NO_DEBTOR, 410: ERASED },
  'DELETE /debtors/:debtorId/marks/:mark': { 404: NO_DEBTOR, 410: ERASED },
  'POST /invoice/preview': {
    409: described(
      'Submitting it would be refused: the number and type were submitted before with other content.',
      new AppError(
        'CONFLICT',
        'INVOICE 251601000 was submitted before with other content and is INVOICED. Submitting this would be refused.',
        { extra: { invoiceId: '019a4c3e-0000-7000-8000-000000000001', invoiceStatus: 'INVOICED' } },
      ),
    ),
  },
  'GET /invoice/:number/document': {
    410: ERASED,
    422: described(
      'The invoice has no document yet.',
      new AppError('RULE', 'INVOICE 251601000 is ERROR: it gets a document when the evaluation has accepted it.'),
    ),
  },
  'GET /client/settings/logo': {
    404: described(
      'There is no logo.',
      new AppError('NOT_FOUND', 'There is no logo. Set one by PUT /client/settings with logo.data.'),
    ),
  },
  'PUT /client/settings': {
    409: described(
      'The settings were changed after the version in the request.',
      new AppError(
        'CONFLICT',
        'The change is based on version 2 of the settings, but the present version is 3: read them again, and send the change with that version.',
        {
          extra: { version: 3 },
        },
      ),
    ),
    422: described(
      'The reference prefix cannot be changed, a number cannot be lowered, or the Idempotency-Key was used before with another body.',
      new AppError('RULE', 'numbering.next is 1001 and cannot go back to 1: two invoices would get the same number.'),
    ),
  },
  'POST /accounting/ledger': { 409: DIFFERS, 422: REUSED_KEY },
  'POST /accounting/payment': { 409: DIFFERS, 422: REUSED_KEY },
  'PUT /accounting/connection': {
    422: described(
      'The system is not available yet, the installation has no simulators, or documents are being sent to the present system.',
      new AppError('RULE', '3 documents are being sent to 2345678-1; change it when they have arrived.'),
    ),
  },
  'POST /accounting/connection/test': { 404: NO_CONNECTION },
  'POST /accounting/connection/consent': {
    404: NO_CONNECTION,
    422: described(
      'The connection takes no authorization code.',
      new AppError('RULE', 'This connection to Netvisor takes no authorization code.'),
    ),
  },
  'GET /accounting/reconciliation': { 404: NO_CONNECTION },
}

/** Every error a route can answer with, by status. */
export function problemsOf(spec: AnyRouteSpec): Record<number, Described> {
  const path = spec.path.replace('/api/v1/partner', '')
  const found: Record<number, Described> = { 401: COMMON[401], 403: COMMON[403], 429: COMMON[429], 500: COMMON[500] }
  found[503] = COMMON[503]
  if (spec.body || spec.query || spec.params || spec.method === 'POST') found[400] = COMMON[400]
  if (spec.body) Object.assign(found, { 413: COMMON[413], 415: COMMON[415] })
  if (path.endsWith('/retry')) {
    const kind = path.split('/').at(-3) ?? 'document'
    found[404] = described(
      `No ${kind} of this client has the identifier.`,
      new AppError('NOT_FOUND', `There is no ${kind} with the identifier abc-123.`),
    )
    found[422] = described(
      'The document has not failed.',
      new AppError('RULE', `The ${kind} abc-123 has not failed, it is pending; only a failed document can be retried.`),
    )
  } else if (spec.params) {
    found[404] = described(
      'There is no such item.',
      new AppError('NOT_FOUND', 'There is no item with this identifier.'),
    )
  }
  return { ...found, ...OWN[`${spec.method} ${path}`] }
}
