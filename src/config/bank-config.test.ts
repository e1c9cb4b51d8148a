import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankAccounts } from './bank-config.ts'

test('reads several accounts of a currency, each with its BIC and national numbers', () => {
  const accounts = bankAccounts(
    [
      'EUR=FI21 1234 5600 0007 85/NDEAFIHH/cust:1234567',
      'EUR=FI5810171000000122',
      'SEK=SE4550000000058398257466/ESSESESS/bg:991-2346/bg:5402-9681/pg:28 65 43-4',
      'NOK=NO9386011117947/DABANO22/kid:123456789',
      'DKK=DK5000400440116243/NDEADKKK/fik:81234567/bank:AB-1',
    ].join(', '),
  )
  assert.deepEqual(
    accounts.map(({ currency, iban, bic }) => [currency, iban, bic]),
    [
      ['EUR', 'FI2112345600000785', 'NDEAFIHH'],
      ['EUR', 'FI5810171000000122', undefined],
      ['SEK', 'SE4550000000058398257466', 'ESSESESS'],
      ['NOK', 'NO9386011117947', 'DABANO22'],
      ['DKK', 'DK5000400440116243', 'NDEADKKK'],
    ],
  )
  const [euro, , krona, norwegian, danish] = accounts
  assert.deepEqual([euro?.bankCustomerId, euro?.bankCustomerScheme], ['1234567', 'CUST'])
  assert.deepEqual([krona?.bankgiros, krona?.plusgiros], [['9912346', '54029681'], ['2865434']])
  assert.equal(norwegian?.kidAgreement, '123456789')
  assert.deepEqual(
    [danish?.fikCreditor, danish?.bankCustomerId, danish?.bankCustomerScheme],
    ['81234567', 'AB-1', 'BANK'],
  )
})

test('names the account, what is wrong with it, and the form', () => {
  const refused: [string, RegExp][] = [
    ['EUR=FI2112345600000786', /"EUR=FI2112345600000786": iban .* check digits.*it takes accounts such as/],
    ['SEK=SE4550000000058398257466/ESSESESS/bg:991-2347', /bankgiros "9912347" must be a bankgiro number/],
    ['SEK=SE4550000000058398257466/xx:1', /holds "SEK=.*xx:1"; it takes accounts such as/],
    ['SEK=SE4550000000058398257466/bg:991-2346', /bic "" is missing: payments in SEK .* such as ESSESESS/],
    ['NOK=NO9386011117947', /bic "" is missing: payments in NOK /],
    ['DKK=DK5000400440116243', /bic "" is missing: payments in DKK /],
    ['EUR=FI2112345600000785/NDEAFIHH/OKOYFIHH', /it takes accounts such as/],
    ['FI2112345600000785', /it takes accounts such as/],
    ['EUR=FI2112345600000785,EUR=FI21 1234 5600 0007 85', /account FI2112345600000785 before it already/],
  ]
  for (const [written, says] of refused)
    assert.throws(() => bankAccounts(written), { name: 'RangeError', message: says })
})
