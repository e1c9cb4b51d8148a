import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WEBHOOK_DELIVERY_STATES, WEBHOOK_DELIVERY_TRANSITIONS, WEBHOOK_STATES, WEBHOOK_TRANSITIONS } from './states.ts'

/** The states that can be reached from one. */
function reached<S extends string>(transitions: Record<S, readonly S[]>, from: S): Set<S> {
  const found = new Set([from])
  for (const state of found) for (const next of transitions[state]) found.add(next)
  return found
}

test('every state of an endpoint and of a delivery is reached from the first', () => {
  assert.deepEqual(reached(WEBHOOK_TRANSITIONS, 'ACTIVE'), new Set(WEBHOOK_STATES))
  assert.deepEqual(
    [...reached(WEBHOOK_DELIVERY_TRANSITIONS, 'PENDING')].toSorted(),
    [...WEBHOOK_DELIVERY_STATES].toSorted(),
  )
})

test('a deleted endpoint stays deleted, and every delivery can be sent again', () => {
  assert.deepEqual(WEBHOOK_TRANSITIONS.DELETED, [])
  for (const state of WEBHOOK_DELIVERY_STATES)
    assert.ok(reached(WEBHOOK_DELIVERY_TRANSITIONS, state).has('SENDING'), state)
})
