/** Settings of a connection that the engine itself obeys, whatever the system. */
import { type Static, Type } from 'typebox'
import { oneOf } from '../../platform/http/schema.ts'

const integer = (minimum: number, maximum: number, fallback: number, description: string) =>
  Type.Optional(Type.Integer({ minimum, maximum, default: fallback, description }))

const ON_REFUSAL = ['CONTINUE', 'WAIT_SAME_INVOICE', 'WAIT'] as const

export const EngineSettings = Type.Object({
  onRefusal: Type.Optional(
    oneOf(
      ON_REFUSAL,
      'after a refused document: CONTINUE sends the next one; WAIT_SAME_INVOICE (default) holds later documents of the same invoice; WAIT holds all documents until the error is corrected',
    ),
  ),
  attemptsMax: integer(1, 10_000, 100, 'number of tries before a document fails; default 100'),
  backoffBaseMs: integer(
    10,
    600_000,
    1_000,
    'first wait after a temporary failure, in milliseconds; doubles each time; default 1 000',
  ),
  backoffCapMs: integer(10, 86_400_000, 900_000, 'longest wait, in milliseconds; default 900 000 (15 minutes)'),
  requestTimeoutMs: Type.Optional(
    Type.Integer({
      minimum: 50,
      maximum: 600_000,
      description: 'how long one request may take, in milliseconds; default by system',
    }),
  ),
  settleMs: Type.Optional(
    Type.Integer({
      minimum: 50,
      maximum: 3_600_000,
      description:
        'after an unclear outcome, how long Saatava keeps searching before it sends again, in milliseconds; never below requestTimeoutMs; default by system',
    }),
  ),
})
export type EngineSettings = Static<typeof EngineSettings>

export interface Timing {
  onRefusal: (typeof ON_REFUSAL)[number]
  attemptsMax: number
  backoffBaseMs: number
  backoffCapMs: number
  requestTimeoutMs: number
  settleMs: number
}

/** A simulator answers at once: there is no reason to wait minutes for it. */
const SIMULATOR = { requestTimeoutMs: 5_000, settleMs: 6_000 }

export function timingOf(
  settings: EngineSettings,
  defaults: { requestTimeoutMs: number; settleMs: number },
  simulator: boolean,
): Timing {
  const base = simulator ? SIMULATOR : defaults
  const requestTimeoutMs = settings.requestTimeoutMs ?? base.requestTimeoutMs
  return {
    onRefusal: settings.onRefusal ?? 'WAIT_SAME_INVOICE',
    attemptsMax: settings.attemptsMax ?? 100,
    backoffBaseMs: settings.backoffBaseMs ?? 1_000,
    backoffCapMs: settings.backoffCapMs ?? 900_000,
    requestTimeoutMs,
    // A request that is still on its way when we look would be missed: never believe "not there" before it has ended.
    settleMs: Math.max(settings.settleMs ?? base.settleMs, requestTimeoutMs),
  }
}

/** Exponential, with full jitter: many connections that failed together do not come back together. */
export function backoffMs(timing: Timing, failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(timing.backoffCapMs, timing.backoffBaseMs * 2 ** Math.min(failures, 30))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}
