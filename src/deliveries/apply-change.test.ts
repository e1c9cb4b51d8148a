import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { type Delivery, type StateChange, applyChange } from './apply-change.ts'
import { distributionOf, undelivered } from './distribution.ts'
import { DELIVERY_STATES, type DeliveryState, TRANSITIONS } from './states.ts'

const AT = new Date('2026-03-02T10:00:00Z')
const EARLIER = new Date('2026-03-01T10:00:00Z')
const OWNER = '0198c0de-0000-7000-8000-000000000001'
const OTHER = '0198c0de-0000-7000-8000-000000000002'

function delivery(deliveryId: string, state: DeliveryState, more: Partial<Delivery> = {}): Delivery {
  return {
    ...{ deliveryId, channel: 'EMAIL', rank: 0, state, attempts: 1, leaseOwner: null, nextAttemptAt: null },
    ...{ remoteId: null, code: null, reason: null, sentAt: null, deliveredAt: null, updatedAt: EARLIER },
    ...more,
  }
}

function change(deliveryId: string, to: DeliveryState, more: Partial<StateChange> = {}): StateChange {
  return {
    ...{ clientId: 1, deliveryId, invoiceId: 'i', to, owner: null, attempt: null, outcome: to, remoteId: null },
    ...{ code: null, reason: null, nextAttemptAt: null },
    ...more,
  }
}

function statesAfter(deliveries: Delivery[], one: StateChange): DeliveryState[] | undefined {
  return applyChange(deliveries, one, AT)?.map(({ state }) => state)
}

test('allows the transitions of the table, and no other; only an attempt leaves a state as it is', () => {
  for (const from of DELIVERY_STATES)
    for (const to of DELIVERY_STATES) {
      const held = delivery('a', from, { leaseOwner: OWNER })
      const isListed = TRANSITIONS[from].includes(to)
      const byOwner = applyChange([held], change('a', to, { owner: OWNER, attempt: 1 }), AT)
      const byReport = applyChange([held], change('a', to), AT)
      assert.equal(byOwner !== undefined, isListed, `${from} → ${to} by its owner`)
      assert.equal(byReport !== undefined, isListed && from !== to, `${from} → ${to} by a report`)
    }
})

test('hears an owner that lost its lease as long as its attempt is the last', () => {
  const heard = (state: DeliveryState, attempts: number, attempt: number) =>
    applyChange(
      [delivery('a', state, { attempts, leaseOwner: OTHER })],
      change('a', 'failed', { owner: OWNER, attempt }),
      AT,
    ) !== undefined
  assert.deepEqual([heard('sending', 2, 2), heard('unknown', 2, 2)], [true, true])
  assert.deepEqual([heard('sending', 3, 2), heard('pending', 2, 2)], [false, false])
})

test('writes what the outcome says, ends the lease, and keeps the first time of leaving', () => {
  const before = delivery('a', 'sending', { leaseOwner: OWNER, attempts: 0 })
  const sent = change('a', 'sent', { owner: OWNER, attempt: 1, remoteId: 'r-1' })
  const [left] = applyChange([before], sent, EARLIER) ?? []
  assert.ok(left)
  assert.deepEqual(left, {
    ...{ ...before, state: 'sent', leaseOwner: null, attempts: 1, remoteId: 'r-1' },
    ...{ sentAt: EARLIER, updatedAt: EARLIER },
  })
  const [arrived] = applyChange([left], change('a', 'delivered'), AT) ?? []
  assert.deepEqual([arrived?.sentAt, arrived?.deliveredAt, arrived?.remoteId], [EARLIER, AT, 'r-1'])
})

test('a failure begins the next rank, also one that was dropped when the document had arrived', () => {
  const ranks = (first: DeliveryState, others: DeliveryState) => [
    delivery('a', first),
    delivery('b', others, { rank: 1, attempts: 0 }),
    delivery('c', others, { rank: 2, attempts: 0 }),
  ]
  const failed = change('a', 'failed', { code: 'X', reason: 'No such box.' })
  const after = applyChange(ranks('sending', 'waiting'), failed, AT)
  assert.deepEqual(
    after?.map(({ state, nextAttemptAt, reason }) => [state, nextAttemptAt, reason]),
    [
      ['failed', null, 'No such box.'],
      ['pending', AT, null],
      ['waiting', null, null],
    ],
  )
  assert.deepEqual(statesAfter(ranks('delivered', 'dropped'), failed), ['failed', 'pending', 'dropped'])
})

test('arrival drops what waits, and leaves what is on its way', () => {
  const all = [delivery('a', 'sent'), delivery('b', 'waiting', { rank: 1 }), delivery('c', 'sending')]
  assert.deepEqual(statesAfter(all, change('a', 'delivered')), ['delivered', 'dropped', 'sending'])
  assert.deepEqual(statesAfter(all, change('a', 'sent')), undefined)
  const kept = applyChange(all, change('a', 'delivered'), AT)
  assert.equal(kept?.[2], all[2], 'the same object: nothing to write')
})

test('the record shows the furthest channel, the first times, and the latest failure of what has not left', () => {
  const failed = delivery('a', 'failed', { channel: 'EINVOICE', reason: 'Unknown address.', updatedAt: AT })
  const older = delivery('b', 'failed', { channel: 'EMAIL', rank: 1, reason: 'Bounced.' })
  const sent = delivery('c', 'sent', { channel: 'PRINT', rank: 2, sentAt: AT })
  const delivered = delivery('d', 'delivered', { channel: 'PRINT', rank: 2, sentAt: EARLIER, deliveredAt: AT })
  const shown = (...deliveries: Delivery[]) => {
    const { outcome, method, reason } = distributionOf(deliveries)
    return [outcome, method, reason]
  }
  assert.deepEqual(shown(failed, older), ['FAILED', 'EINVOICE', 'Unknown address.'])
  assert.deepEqual(shown(failed, { ...sent, state: 'waiting', sentAt: null }), [
    'FAILED',
    'EINVOICE',
    'Unknown address.',
  ])
  assert.deepEqual(shown(failed, { ...sent, state: 'pending' }), ['PENDING', 'PRINT', 'Unknown address.'])
  assert.deepEqual(shown(failed, sent), ['SENT', 'PRINT', null])
  assert.deepEqual(distributionOf([sent, delivered]), {
    ...{ outcome: 'DELIVERED', method: 'PRINT', sentAt: EARLIER, deliveredAt: AT, reason: null },
  })
})

test('a document reached nobody when no delivery is left, and it may have left before', () => {
  assert.equal(undelivered([delivery('a', 'failed'), delivery('b', 'pending')]), undefined)
  assert.deepEqual(undelivered([delivery('a', 'failed'), delivery('b', 'dropped')]), { left: false })
  assert.deepEqual(undelivered([delivery('a', 'failed', { sentAt: EARLIER })]), { left: true })
})
