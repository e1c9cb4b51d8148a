/** Headers of requests and answers, once for the whole document. */
import type { Schema } from './schema.ts'

export const PARAMETERS: Record<string, Schema> = {
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'Your own id for this request; it comes back in the answer and stands in our logs. Else we make one.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'The same key with the same body replays the first answer (Idempotency-Replayed: true), also after a lost answer; with another body it is refused with 422. Kept for 48 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '7d0a1c1e-2f0b-4f5e-9a53-1c8e0a0b2c11',
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      'RFC 7240. `return=representation`: the answer shows what was made. `wait=SECONDS`, at most 30: it waits for the outcome; what is not done by then is PENDING. What was followed stands in Preference-Applied.',
    schema: { type: 'string', maxLength: 255 },
    example: 'wait=10',
  },
}

export const HEADERS: Record<string, Schema> = {
  RequestId: { description: 'Name it when you ask us about this request.', schema: { type: 'string' } },
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
    description:
      'The address of the next page. Of a list only where there is one; of a feed always, also where there is nothing behind it yet.',
    schema: { type: 'string' },
    example: '</api/v1/partner/accounting/ledger?limit=1000&cursor=czEwMDA>; rel="next"',
  },
  RetryAfter: { description: 'Seconds until it is worth another try.', schema: { type: 'integer', minimum: 0 } },
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
  IdempotencyReplayed: 'Idempotency-Replayed',
} as const
