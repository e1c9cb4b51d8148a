/** Headers of requests and answers, once for the whole document. */
import type { Schema } from './types.ts'

export const PARAMETERS: Record<string, Schema> = {
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'Your own id for this request; the answer and our logs contain it. Without it, Saatava makes one.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A repeated request with this key and body gets the first answer (Idempotency-Replayed: true), also after a lost answer. With another body the request is refused with 422. Keys are kept for 48 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '7d0a1c1e-2f0b-4f5e-9a53-1c8e0a0b2c11',
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      'RFC 7240. `return=representation`: the answer shows the created items. `wait=SECONDS`, at most 30: the answer waits for the outcome; unfinished items are PENDING. Preference-Applied names the preferences that were applied.',
    schema: { type: 'string', maxLength: 255 },
    example: 'wait=10',
  },
}

export const HEADERS: Record<string, Schema> = {
  RequestId: { description: 'Give this id when you ask us about the request.', schema: { type: 'string' } },
  RateLimit: {
    description: 'Requests left in the token’s bucket (r), and seconds until it is full (t).',
    schema: { type: 'string' },
    example: '"token";r=999;t=1',
  },
  RateLimitPolicy: {
    description: 'Size of the bucket (q) and its window in seconds (w).',
    schema: { type: 'string' },
    example: '"token";q=1000;w=2',
  },
  Link: {
    description: 'The address of the next page. A list has it only if there is a next page; a feed always has it.',
    schema: { type: 'string' },
    example: '</api/v1/partner/accounting/ledger?limit=1000&cursor=czEwMDA>; rel="next"',
  },
  RetryAfter: { description: 'Seconds to wait before the next try.', schema: { type: 'integer', minimum: 0 } },
  Deprecation: {
    description: 'RFC 9745: since when the operation is deprecated, as @ and seconds since 1970.',
    schema: { type: 'string' },
    example: '@1796083200',
  },
  Sunset: {
    description: 'RFC 8594: from when on the operation may be gone.',
    schema: { type: 'string' },
    example: 'Wed, 01 Dec 2027 00:00:00 GMT',
  },
  IdempotencyReplayed: {
    description: 'true when this is the stored answer of an earlier request with the same key.',
    schema: { type: 'string', enum: ['true'] },
  },
}

/** References to some of HEADERS by the names they have on the wire. */
export function headerRefs(names: (keyof typeof WIRE)[]): Schema {
  return Object.fromEntries(names.map((name) => [WIRE[name], { $ref: `#/components/headers/${name}` }]))
}

const WIRE = {
  RequestId: 'X-Request-Id',
  RateLimit: 'RateLimit',
  RateLimitPolicy: 'RateLimit-Policy',
  Link: 'Link',
  RetryAfter: 'Retry-After',
  Deprecation: 'Deprecation',
  Sunset: 'Sunset',
  IdempotencyReplayed: 'Idempotency-Replayed',
} as const
