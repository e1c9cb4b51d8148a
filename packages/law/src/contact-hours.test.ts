import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactDay, contactFrom, hasContactHours } from './contact-hours.ts'
import { LAW, lawFor } from './law.ts'
import { rulesWith } from './merge-rules.ts'

const NO = { country: 'NO', debtorType: 'CONSUMER' } as const
const START = {
  ruleId: 'NO.ACT_2026_19',
  validFrom: '2027-01-01',
  value: { type: 'WORD', word: 'IN_FORCE' },
  source: 'Lovdata',
}
const ACT = lawFor('staging', rulesWith({ rules: [START] }))

/** Moments in UTC; Norway is one hour ahead in winter, two in summer. */
const MOMENTS: [string, string, string][] = [
  ['a weekday before eight', '2027-01-05T06:59:59Z', '2027-01-05T07:00:00Z'],
  ['a weekday at eight', '2027-01-05T07:00:00Z', '2027-01-05T07:00:00Z'],
  ['a weekday just before nine in the evening', '2027-01-05T19:59:59Z', '2027-01-05T19:59:59Z'],
  ['a weekday at nine in the evening', '2027-01-05T20:00:00Z', '2027-01-06T07:00:00Z'],
  ['Friday evening', '2027-01-08T20:30:00Z', '2027-01-09T08:00:00Z'],
  ['Saturday from three on', '2027-01-09T14:00:00Z', '2027-01-11T07:00:00Z'],
  ['Sunday', '2027-01-10T11:00:00Z', '2027-01-11T07:00:00Z'],
  ['Good Friday', '2027-03-26T10:00:00Z', '2027-03-27T08:00:00Z'],
  ['Easter Monday, by summer time', '2027-03-29T10:00:00Z', '2027-03-30T06:00:00Z'],
  ['before the act is in force', '2026-12-31T22:30:00Z', '2026-12-31T22:30:00Z'],
  ['as the act comes into force, a holiday', '2026-12-31T23:00:00Z', '2027-01-02T08:00:00Z'],
]

for (const [name, at, from] of MOMENTS)
  test(`N12: contact on ${name}`, () => {
    assert.equal(contactFrom(NO, new Date(at), ACT).toISOString(), new Date(from).toISOString())
  })

test('N12: a letter is not dated on a day without hours for contact', () => {
  assert.equal(contactDay(NO, '2027-01-10', ACT), '2027-01-11')
  assert.equal(contactDay(NO, '2027-01-09', ACT), '2027-01-09')
  assert.equal(contactDay({ ...NO, country: 'SE' }, '2027-01-10', ACT), '2027-01-10')
})

test('no country limits contact while no act with hours is in force', () => {
  assert.equal(hasContactHours(LAW), false)
  const night = new Date('2027-01-10T02:00:00Z')
  assert.equal(contactFrom(NO, night, LAW), night)
})
