import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityOf } from './identity.ts'

const address = { street: 'Mannerheimintie 1 A', postalCode: '00100' }

test('one debtor is one text, however its particulars are written', () => {
  for (const [a, b] of [
    [{ personalIdentityNumber: '131052-308T' }, { personalIdentityNumber: ' 131052308t', name: 'Another name' }],
    [{ businessId: '1234567-1' }, { businessId: '12345671', name: 'Oy' }],
    [
      { name: 'Maija Meikäläinen', address },
      { name: 'MAIJA  MEIKÄLÄINEN', address: { street: 'mannerheimintie 1a', postalCode: '00100 ' } },
    ],
    [
      { name: 'Maija', contact: { email: 'M@example.com' } },
      { name: 'maija', contact: { email: ' m@EXAMPLE.com' } },
    ],
  ] as const)
    assert.equal(identityOf(a), identityOf(b))
})

test('a personal id, a business id and an address of the same digits are different debtors', () => {
  const texts = [
    identityOf({ personalIdentityNumber: '12345671' }),
    identityOf({ businessId: '12345671' }),
    identityOf({ name: '12345671', address }),
  ]
  assert.equal(new Set(texts).size, 3)
})

test('a name alone, or an address without a name, does not identify a debtor', () => {
  for (const buyer of [{}, { name: 'Maija Meikäläinen' }, { address }, { contact: { email: 'info@example.com' } }])
    assert.equal(identityOf(buyer), undefined)
})
