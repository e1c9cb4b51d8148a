/** GET and POST /sandbox/clock. */
import { type Static, Type } from 'typebox'
import { instant, named, oneOf, optional, text } from '../platform/http/schema.ts'
import { DAYS_MAX } from './target.ts'

const WAIT_SECONDS_MAX = 20
const PATIENCE_SECONDS_MAX = 3_600

export const ClockMove = named(
  'ClockMove',
  Type.Object({
    to: optional(
      text(
        40,
        'where the clock is to stand: an instant, or a day (the moment at which it has begun in all our countries)',
      ),
    ),
    advanceDays: optional(
      Type.Integer({ minimum: 1, maximum: DAYS_MAX, description: 'number of days to move; the time of day stays' }),
    ),
    advanceSeconds: optional(Type.Integer({ minimum: 1, maximum: DAYS_MAX * 86_400 })),
    waitSeconds: optional(
      Type.Integer({
        minimum: 0,
        maximum: WAIT_SECONDS_MAX,
        description: `seconds that the answer may wait for the end of the move; default ${WAIT_SECONDS_MAX}`,
      }),
    ),
    patienceSeconds: optional(
      Type.Integer({
        minimum: 1,
        maximum: PATIENCE_SECONDS_MAX,
        description: 'the move stops when no due work finishes for so many seconds; default 60',
      }),
    ),
  }),
)
export type ClockMove = Static<typeof ClockMove>

export const Clock = named(
  'SandboxClock',
  Type.Object({
    now: instant('the clock of the whole sandbox'),
    offsetSeconds: Type.Integer({ description: 'how far it is ahead of the machine’s clock' }),
    movable: Type.Boolean({ description: 'true in a sandbox only' }),
    move: Type.Union([
      Type.Object({
        state: oneOf(['MOVING', 'DONE', 'STOPPED'], 'STOPPED: due work did not finish in time'),
        from: instant(),
        to: instant(),
        steps: Type.Integer({ description: 'steps taken so far' }),
        due: Type.Array(Type.Object({ work: Type.String(), count: Type.Integer() }), {
          description: 'unfinished due work at the last check',
        }),
      }),
      Type.Null(),
    ]),
  }),
)
