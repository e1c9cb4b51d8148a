import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ocrAssignment, ocrEnd, ocrPayment, ocrStart } from '../../test/fixed.ts'
import { faultsOf, readAll } from '../../test/reading.ts'
import { bankDataAbsent, bankSample } from '../../test/schemas.ts'

const file = (lines: string[]) => Buffer.from(`${lines.join('\n')}\n`, 'latin1')

test('the published sample holds twenty payments of 51 449.00 NOK in all', async (t) => {
  if (bankDataAbsent !== false) return t.skip(bankDataAbsent)
  const read = await readAll(bankSample('no-ocr-giro-sample.txt'))
  assert.deepEqual(faultsOf(read), [])
  assert.equal(read.head?.fileId, 'NO-OCR/00008080/0170031/00010200')
  assert.deepEqual([read.end.entries, read.end.sum], [20, 5_144_900n])
  const { raw, facts, ...said } = read.entries[0] ?? assert.fail()
  assert.deepEqual([facts.nature, facts.references], ['PAYMENT', [{ source: 'Kid', value: '0000531' }]])
  assert.equal(raw.split('\n').length, 3)
  assert.deepEqual(said, {
    bankReference: 'NO9799991042764/0000002/1992-01-20/0000001/102000',
    account: 'NO9799991042764',
    accountScheme: 'IBAN',
    currency: 'NOK',
    amount: 102_000n,
    bookingDate: '1992-01-20',
    paymentDate: '1992-01-16',
    reference: '0000531',
    message: 'Foo bar baz',
    payerAccount: '99990512341',
    reversal: false,
    paymentType: 'OCR 21',
  })
  assert.deepEqual(
    read.entries.slice(-1).map(({ reference, paymentType, amount }) => [reference, paymentType, amount]),
    [['02311291133188', 'OCR 10', 54_000n]],
  )
})

test('reversals are negative by their type, whatever the sign says; mandates of other services are left out but counted', async () => {
  const mandates = [ocrAssignment('21'), 'NY21947000000011'.padEnd(80, '0'), ocrEnd('88', 1, 3, 0n, '21')]
  const payments = [
    ...ocrPayment({ number: 1, amount: 300n, kid: '12345674' }),
    ...ocrPayment({ number: 2, type: '18', sign: '-', amount: 100n, kid: '12345674' }),
    ...ocrPayment({ number: 3, type: '20', amount: 1n, text: 'Blåbærsyltetøy' }),
  ]
  const read = await readAll(
    file([ocrStart(), ...mandates, ocrAssignment(), ...payments, ocrEnd('88', 3, 9, 201n), ocrEnd('89', 4, 14, 201n)]),
  )
  assert.deepEqual(faultsOf(read), ['check NOT_PAYMENTS at line 2'])
  assert.deepEqual(
    read.entries.map(({ amount, reversal, account, message }) => [amount, reversal, account, message]),
    [
      [300n, false, 'NO9386011117947', undefined],
      [-100n, true, 'NO9386011117947', undefined],
      [-1n, true, 'NO9386011117947', 'Blåbærsyltetøy'],
    ],
  )
})

test('wrong sums and counts are reported; a bad or strange line loses only itself; a short file says so', async () => {
  const good = ocrPayment({ number: 1, amount: 300n, kid: '12345674' })
  const bad = ocrPayment({ number: 2, amount: 500n, date: '310226' })
  const lines = [
    ocrStart(),
    ocrAssignment(),
    ...good,
    'junk',
    ...bad,
    ...ocrPayment({ number: 3, amount: 7n }),
    'NY09109900',
    ocrEnd('88', 3, 8, 807n),
    ocrEnd('89', 3, 10, 807n),
  ]
  const read = await readAll(file(lines))
  assert.deepEqual(
    read.entries.map(({ amount }) => amount),
    [300n, 7n],
  )
  assert.deepEqual(faultsOf(read), [
    'entry OUT_OF_PLACE at line 5',
    'entry INVALID at line 6',
    'entry OUT_OF_PLACE at line 10',
    'check COUNT_MISMATCH at line 11',
    'check SUM_MISMATCH at line 11',
    'check COUNT_MISMATCH at line 12',
    'check SUM_MISMATCH at line 12',
  ])
  const short = await readAll(file([ocrStart(), ocrAssignment(), ...good]))
  assert.deepEqual([short.entries.length, short.end.complete, ...faultsOf(short)], [0, false, 'file TRUNCATED at end'])
  const orphan = await readAll(file([ocrStart(), ...good, ocrEnd('89', 0, 4, 0n)]))
  assert.deepEqual(
    [orphan.entries.length, ...faultsOf(orphan)],
    [0, 'entry OUT_OF_PLACE at line 2', 'entry OUT_OF_PLACE at line 3'],
  )
})
