/**
 * Faults that can be ordered of a simulator: `POST /simulators/<system>/faults {"fault":"COMMIT_THEN_CUT","times":2}`.
 * A write asks at two moments: before it commits, and after. A fault of the other moment is left for its own.
 */
import { type Static, Type } from 'typebox'
import { oneOf } from '../../platform/http/schema.ts'

const FAULTS = {
  /** Stored, then the connection is cut without an answer. */
  COMMIT_THEN_CUT: 'after',
  /** Stored, then a proxy's HTML 502 is answered. */
  COMMIT_THEN_HTML_502: 'after',
  /** Stored, then the answer is late by delayMs. */
  COMMIT_THEN_SLOW: 'after',
  /** Cut before anything is stored. */
  CUT: 'before',
  /** HTML 502, nothing stored. */
  HTML_502: 'before',
  /** delayMs pass before it is stored and answered. */
  SLOW: 'before',
  /** The system's own maintenance answer, nothing stored. */
  MAINTENANCE: 'before',
  /** 429 with Retry-After, nothing stored. */
  TOO_MANY_REQUESTS: 'before',
  /** The token is treated as expired (systems with tokens), or the credentials as unknown. */
  EXPIRED_TOKEN: 'before',
  /** Refused with `code` and `text`, nothing stored. */
  REFUSE: 'before',
  /** The bank: the next payment file is refused with `code`; the next payment; the next payout comes back with `code`. */
  REJECT_FILE: 'bank',
  REJECT_TRANSACTION: 'bank',
  RETURN_PAYOUT: 'bank',
  /** The bank: the next answer does not come; it comes twice. */
  LOSE_ANSWER: 'bank',
  ANSWER_TWICE: 'bank',
  /** The bank: the next statement is a day late; it comes twice, under another id. */
  STATEMENT_LATE: 'bank',
  DUPLICATE_STATEMENT: 'bank',
  /** The receiver of webhooks: status 500; 410; 200 with `webhook-delivery: disable`; a redirect to an inner address. */
  SERVER_ERROR: 'webhooks',
  GONE: 'webhooks',
  DISABLE: 'webhooks',
  REDIRECT: 'webhooks',
} as const
export type FaultName = keyof typeof FAULTS
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

/** Whether a fault can be ordered of a simulator: the bank and the receiver of webhooks have faults of theirs. */
export function isFaultOf(name: FaultName, simulator: string): boolean {
  const moment = FAULTS[name]
  if (simulator === 'bank') return moment === 'bank'
  return moment === 'before' || moment === 'after' || moment === simulator
}

export const FaultOrder = Type.Object({
  fault: oneOf(FAULT_NAMES),
  times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'how often; default 1' })),
  probability: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'probability for each request; default 1' }),
  ),
  company: Type.Optional(
    Type.String({ maxLength: 64, description: 'only for this company; of the bank: this end-to-end id or account' }),
  ),
  delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
  retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  code: Type.Optional(Type.String({ maxLength: 64 })),
  text: Type.Optional(Type.String({ maxLength: 500 })),
})
export type FaultOrder = Static<typeof FaultOrder>

export interface Faults {
  order(fault: FaultOrder): void
  /** Takes back what was ordered; with a name, that fault alone. */
  clear(fault?: FaultName): void
  list(): FaultOrder[]
  /** The next ordered fault of this moment (and of these kinds) for this company, used up by asking; undefined when there is none. */
  take(
    moment: 'before' | 'after' | 'bank' | 'webhooks',
    company: string,
    only?: readonly FaultName[],
  ): FaultOrder | undefined
}

export function createFaults(random: () => number = Math.random): Faults {
  let orders: FaultOrder[] = []
  return {
    order(fault) {
      orders.push({ times: 1, probability: 1, ...fault })
    },
    clear(fault) {
      orders = fault === undefined ? [] : orders.filter((order) => order.fault !== fault)
    },
    list: () => orders,
    take(moment, company, only) {
      const found = orders.find(
        (order) =>
          FAULTS[order.fault] === moment &&
          (only === undefined || only.includes(order.fault)) &&
          (order.company === undefined || order.company === company) &&
          random() < (order.probability ?? 1),
      )
      if (found === undefined) return undefined
      found.times = (found.times ?? 1) - 1
      if (found.times <= 0) orders = orders.filter((order) => order !== found)
      return found
    },
  }
}
