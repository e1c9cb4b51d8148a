import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BankAccount, readBankAccount } from './bank-account.ts'

const EURO = { currency: 'EUR', iban: 'FI2112345600000785' }
const KRONA = { currency: 'SEK', iban: 'SE4550000000058398257466', bic: 'ESSESESS' }

function faults(written: Partial<BankAccount>): string[] {
  return readBankAccount({ ...EURO, ...written }).faults.map(({ field, received }) => `${field} ${received}`)
}

test('numbers are brought into one spelling', () => {
  const { account, faults: none } = readBankAccount({
    currency: 'sek',
    iban: 'se45 5000 0000 0583 9825 7466',
    bic: 'essesess',
    bankgiros: ['991-2346', '9912346', '5402-9681'],
    plusgiros: ['28 65 43-4'],
    bankCustomerId: ' 1234567890 ',
    bankCustomerScheme: 'BANK',
  })
  assert.deepEqual(none, [])
  assert.deepEqual([account.currency, account.iban, account.bic], ['SEK', KRONA.iban, 'ESSESESS'])
  assert.deepEqual([account.bankgiros, account.plusgiros], [['9912346', '54029681'], ['2865434']])
  assert.equal(account.bankCustomerId, '1234567890')
})

test('names what is wrong with each number', () => {
  assert.deepEqual(faults({ iban: 'FI2112345600000786' }), ['iban FI2112345600000786'])
  assert.deepEqual(faults({ currency: 'EURO' }), ['currency EURO'])
  assert.deepEqual(faults({ currency: 'XXQ' }), ['currency XXQ'])
  assert.deepEqual(faults({ bic: 'NDEAFIH' }), ['bic NDEAFIH'])
  assert.deepEqual(faults({ ...KRONA, bankgiros: ['991-2347'] }), ['bankgiros 9912347'])
  assert.deepEqual(faults({ ...KRONA, plusgiros: ['28 65 43-5'] }), ['plusgiros 2865435'])
  assert.deepEqual(faults({ currency: 'NOK', bic: 'DABANO22', bankgiros: ['991-2346'] }), ['bankgiros 9912346'])
  assert.deepEqual(faults({ currency: 'DKK', bic: 'NDEADKKK', fikCreditor: '8123456' }), ['fikCreditor 8123456'])
  assert.deepEqual(faults({ fikCreditor: '81234567' }), ['fikCreditor 81234567'])
  assert.deepEqual(faults({ currency: 'NOK', bic: 'DABANO22', kidAgreement: '12345678' }), ['kidAgreement 12345678'])
  assert.deepEqual(faults({ kidAgreement: '123456789' }), ['kidAgreement 123456789'])
  assert.deepEqual(faults({ payeeName: ' ' }), ['payeeName '])
})

test('an account outside the euro is refused without the BIC of its bank', () => {
  for (const currency of ['SEK', 'NOK', 'DKK', 'GBP'])
    assert.deepEqual(
      readBankAccount({ currency, iban: KRONA.iban }).faults.map(({ field, message }) => [field, message.slice(0, 34)]),
      [['bic', `is missing: payments in ${currency} are no`]],
    )
  assert.deepEqual(readBankAccount({ currency: 'EUR', iban: KRONA.iban }).faults, [])
})

test('an id of the bank’s customer and its scheme come together', () => {
  assert.deepEqual(faults({ bankCustomerId: '12345' }), ['bankCustomerScheme '])
  assert.deepEqual(faults({ bankCustomerScheme: 'CUST' }), ['bankCustomerScheme CUST'])
  assert.deepEqual(faults({ bankCustomerId: 'a'.repeat(36), bankCustomerScheme: 'CUST' }), [
    `bankCustomerId ${'a'.repeat(36)}`,
  ])
  assert.deepEqual(faults({ bankIdOnDebtor: true }), ['bankIdOnDebtor true'])
  assert.deepEqual(faults({ bankCustomerId: '12345', bankCustomerScheme: 'CUST', bankIdOnDebtor: true }), [])
})
