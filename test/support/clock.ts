/** Moves a sandbox's clock as a partner does, and waits for the end of the move however long it takes. */
import assert from 'node:assert/strict'
import type { TestService } from './service.ts'
import { until } from './until.ts'

export const CLOCK = '/api/v1/partner/sandbox/clock'
const MOVE_MS_MAX = 500_000
/** On a busy machine work may stand still for longer than a person would wait. */
const PATIENCE_SECONDS = 300

export interface ClockView {
  now: string
  offsetSeconds: number
  movable: boolean
  move: { state: string; from: string; to: string; steps: number; due: { work: string; count: number }[] } | null
}

/** A move that takes long goes on behind its answer (202); it is over when the clock says so. */
export async function movedClock(api: TestService, token: string, body: object): Promise<ClockView> {
  const asked = { patienceSeconds: PATIENCE_SECONDS, ...body }
  const reply = await api.call<ClockView>('POST', CLOCK, { token, body: asked })
  assert.ok([200, 202].includes(reply.status), reply.text)
  const show = async () => (await api.call<ClockView>('GET', CLOCK, { token })).body
  const view = await until('the move to end', show, ({ move }) => move?.state !== 'MOVING', MOVE_MS_MAX)
  assert.equal(view.move?.state, 'DONE', `${reply.text}\n${JSON.stringify(view)}`)
  return view
}

/** The clock stands, however long its last move takes. */
export async function clockStands({ pool }: Pick<TestService, 'pool'>): Promise<void> {
  const moving = async () => {
    const { rowCount } = await pool.query(
      `select from sandbox_setting where name = 'clock' and position('"MOVING"' in convert_from(value, 'UTF8')) > 0`,
    )
    return rowCount
  }
  await until('the move to end', moving, (count) => count === 0, MOVE_MS_MAX)
}
