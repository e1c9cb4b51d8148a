import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEBTOR_MARKS, markRule, stoppingMark } from './debtor-marks.ts'

test('each mark names an act in each country, and a rule elsewhere', () => {
  for (const mark of DEBTOR_MARKS) {
    for (const country of ['FI', 'SE', 'NO', 'DK']) {
      const { ruleId, source } = markRule(mark, country)
      assert.equal(ruleId, `${country}.DEBTOR.${mark}`)
      assert.ok(source.length > 20, source)
    }
    assert.match(markRule(mark, 'EE').source, /law/)
  }
})

test('three marks stop collection, and a guardian whom nobody knows; a protected address stops nothing', () => {
  assert.equal(stoppingMark([{ mark: 'PROTECTED_ADDRESS' }, { mark: 'GUARDIAN', guardian: { name: 'x' } }]), undefined)
  assert.equal(stoppingMark([{ mark: 'GUARDIAN', guardian: null }]), 'GUARDIAN')
  assert.equal(stoppingMark([{ mark: 'DEBT_RESTRUCTURING' }, { mark: 'DECEASED' }]), 'DECEASED')
})
