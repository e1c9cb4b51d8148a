import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { moveClock } from './move-clock.ts'
import { Clock, ClockMove } from './schemas.ts'
import type { ClockService } from './services.ts'
import { showClock } from './show-clock.ts'

const PATH = '/api/v1/partner/sandbox/clock'
const TAG = 'Sandbox'
const MOVE = { from: '2026-03-05T10:00:00.000Z', to: '2026-06-05T09:00:00.000Z' }
const ON_ITS_WAY = {
  now: '2026-04-02T21:00:00.120Z',
  offsetSeconds: 2_458_800,
  movable: true,
  move: { state: 'MOVING', ...MOVE, steps: 29, due: [{ work: 'deliveries to send', count: 12 }] },
}
const ARRIVED = {
  now: '2026-06-05T09:00:00.000Z',
  offsetSeconds: 7_945_200,
  movable: true,
  move: { state: 'DONE', ...MOVE, steps: 93, due: [] },
}

export function clockRoutes(app: FastifyInstance, service: ClockService): void {
  route(app, {
    method: 'GET',
    path: PATH,
    permission: 'sandbox.use',
    tag: TAG,
    operationId: 'getSandboxClock',
    summary: 'Show the clock',
    description: 'Returns the clock of the installation, and the progress of a move.',
    responses: { 200: { description: 'The clock', schema: Clock, example: ON_ITS_WAY } },
    handler: async (ctx) => ({ body: { ...(await showClock(ctx.platform)) } }),
  })
  route(app, {
    method: 'POST',
    path: PATH,
    permission: 'sandbox.use',
    tag: TAG,
    operationId: 'moveSandboxClock',
    summary: 'Move the clock forward',
    description:
      'Moves the clock of a sandbox forward, never back. All clients of the sandbox share this clock. It moves in steps of at most a day, and each step first finishes the due work, so everything happens in order and on its day. A long move continues after the answer: follow it with GET.',
    body: ClockMove,
    bodyExamples: { 'Two weeks': { advanceDays: 14 }, 'To a day': { to: '2099-12-01' } },
    responses: {
      200: {
        description: 'The clock has arrived, and all due work is done',
        schema: Clock,
        example: ARRIVED,
      },
      202: { description: 'The clock is moving', schema: Clock, example: ON_ITS_WAY },
    },
    handler: (ctx, { body, idempotency }) => moveClock(ctx, service, body, idempotency),
  })
}
