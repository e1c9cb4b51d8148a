import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Component } from '../claims/contract.ts'
import { lawFor } from '@saatava/law/law.ts'
import { LawError } from '@saatava/law/errors.ts'
import { PACKS } from '@saatava/law/packs/index.ts'
import { allocationOrder } from './allocation-order.ts'
import { divide } from './divide.ts'

const CONSUMER = { country: 'FI', debtorType: 'CONSUMER' } as const
const ON = '2026-03-16'

test('costs are the creditor’s and then the agency’s, in every country', () => {
  for (const country of ['FI', 'SE', 'NO', 'DK'])
    for (const debtorType of ['CONSUMER', 'BUSINESS'] as const) {
      const { order, rule, agreed } = allocationOrder(lawFor('sandbox'), { country, debtorType }, null, ON)
      assert.deepEqual(order, ['INTEREST', 'CAPITAL', 'COSTS', 'FEES'], country)
      assert.ok(rule !== null && !agreed)
    }
})

test('an agreement orders interest and capital, and puts costs before them for no consumer whose law is confirmed', () => {
  const orderBy = (debtorType: 'CONSUMER' | 'BUSINESS', agreed: Component[], rules = PACKS) =>
    allocationOrder(lawFor('production', rules), { country: 'FI', debtorType }, agreed, ON).order.join(' ')
  // § 11 a: received money may go to interest first; a consumer's costs come behind both.
  assert.equal(orderBy('CONSUMER', ['CAPITAL']), 'CAPITAL INTEREST COSTS FEES')
  assert.equal(orderBy('CONSUMER', ['COSTS', 'CAPITAL']), 'INTEREST CAPITAL COSTS FEES')
  assert.equal(orderBy('CONSUMER', ['CAPITAL', 'FEES']), 'INTEREST CAPITAL COSTS FEES')
  assert.equal(orderBy('BUSINESS', ['COSTS']), 'COSTS INTEREST CAPITAL FEES')
  const doubted = PACKS.map((rule) =>
    rule.ruleId === 'FI.CONSUMER.ALLOCATION_ORDER' ? { ...rule, status: 'unverified' as const } : rule,
  )
  assert.equal(orderBy('CONSUMER', ['COSTS'], doubted), 'COSTS INTEREST CAPITAL FEES')
  assert.throws(() => allocationOrder(lawFor('production', doubted), CONSUMER, null, ON), LawError)
})

test('a claim is paid in order, never more than is owed, and whole where there is enough', () => {
  const minor = fc.bigInt({ min: 0n, max: 100_000n })
  const claim = fc.record({ capital: minor, interest: minor, costs: minor, fees: minor })
  const order = fc.shuffledSubarray(['CAPITAL', 'INTEREST', 'COSTS', 'FEES'] as const, { minLength: 4 })
  fc.assert(
    fc.property(claim, fc.bigInt({ min: 0n, max: 500_000n }), order, (owed, amount, components) => {
      const paid = divide(owed, amount, components)
      const names = components.map((one) => one.toLowerCase() as keyof typeof owed)
      const total = names.reduce((sum, name) => sum + paid[name], 0n)
      const all = names.reduce((sum, name) => sum + owed[name], 0n)
      assert.equal(total, amount < all ? amount : all)
      // Nothing is paid of a component while something is left of one before it.
      for (const [i, name] of names.entries()) {
        assert.ok(paid[name] >= 0n && paid[name] <= owed[name])
        if (paid[name] > 0n) for (const before of names.slice(0, i)) assert.equal(paid[before], owed[before])
      }
    }),
  )
})
