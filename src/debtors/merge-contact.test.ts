import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeContact } from './merge-contact.ts'

const at = (street: string) => ({ address: { street, postalCode: '00100', countryCode: 'FI' } })

test('the contact of an invoice holds until somebody corrects it', () => {
  const merged = mergeContact({ contact: at('First street 1'), corrected: [] }, at('Second street 2'), [])
  assert.deepEqual([merged.contact, merged.ofCase], [at('Second street 2'), at('Second street 2')])
  assert.deepEqual(merged.changed, ['ADDRESS'])
})

test('an invoice that repeats a former address does not undo a correction, also written in another way', () => {
  const known = { contact: at('New street 9'), corrected: ['ADDRESS'] as const }
  const former = [at('Old street 1'), at('New street 9')]
  const merged = mergeContact(known, { ...at('OLD  street 1'), email: 'a@example.com' }, former)
  assert.deepEqual(merged.ofCase, { ...at('New street 9'), email: 'a@example.com' })
  assert.deepEqual([merged.changed, merged.corrected], [['EMAIL'], ['ADDRESS']])
})

test('an invoice with an address that was never known before is news', () => {
  const known = { contact: at('New street 9'), corrected: ['ADDRESS'] as const }
  const merged = mergeContact(known, at('Third street 3'), [at('Old street 1'), at('New street 9')])
  assert.deepEqual([merged.ofCase, merged.corrected], [at('Third street 3'), []])
})

test('an email address that was cleared stays away, and the consent goes with its address', () => {
  const consent = { basis: 'CONSENT' as const, since: '2026-01-01' }
  const old = { email: 'old@example.com', electronicDemands: consent }
  const cleared = mergeContact({ contact: {}, corrected: ['EMAIL'] }, old, [old, null])
  assert.deepEqual(cleared.ofCase, {})
  const changed = mergeContact({ contact: old, corrected: [] }, { email: 'new@example.com' }, [old])
  assert.deepEqual(changed.contact, { email: 'new@example.com' })
})
