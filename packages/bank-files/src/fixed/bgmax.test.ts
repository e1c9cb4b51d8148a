import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bgMaxDeposit, bgMaxEnd, bgMaxOpening, bgMaxPayment, bgMaxStart, record } from '../../test/fixed.ts'
import { faultsOf, readAll } from '../../test/reading.ts'
import { bankDataAbsent, bankSample } from '../../test/schemas.ts'

const latin1 = (lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1')

test('Bankgirot’s sample: every payment, deduction and extra reference, and every count agrees', async (t) => {
  if (bankDataAbsent !== false) return t.skip(bankDataAbsent)
  const read = await readAll(bankSample('bgmax-ocr-sample.txt'))
  assert.deepEqual(faultsOf(read), [])
  assert.deepEqual(read.head, {
    kind: 'file',
    format: 'bgmax',
    fileId: 'BGMAX/20040525173035010331',
    createdAt: '20040525173035010331',
  })
  assert.deepEqual(
    read.entries.map(({ amount, reference, paymentType, bankReference }) => [
      amount,
      reference,
      paymentType,
      bankReference,
    ]),
    [
      [100_000n, '655969', 'BGMAX 20', '9912346/2004-05-25/00074/10/100000'],
      [-50_000n, undefined, 'BGMAX 21', '9912346/2004-05-25/00074/230000111/-50000'],
      [140_000n, undefined, 'BGMAX 20', '9912346/2004-05-25/00074/14/140000'],
      [110_000n, '650861', 'BGMAX 20', '9912346/2004-05-25/00075/12/110000'],
      [120_000n, undefined, 'BGMAX 20', '9912346/2004-05-25/00075/13/120000'],
      [70_000n, '659763', 'BGMAX 20', '9912346/2004-05-25/00075/16/70000'],
      [500_000n, undefined, 'BGMAX 20', '9912346/2004-05-25/00075/16/500000'],
    ],
  )
  const [first, , several] = read.entries
  const { raw: _, bankReference: __, facts, ...said } = first ?? assert.fail()
  assert.deepEqual(said, {
    account: '9912346',
    accountScheme: 'BANKGIRO',
    currency: 'SEK',
    amount: 100_000n,
    bookingDate: '2004-05-25',
    paymentDate: '2004-05-25',
    reference: '655969',
    payerName: 'Kalles Plåt AB',
    payerAccount: '3783511',
    reversal: false,
    paymentType: 'BGMAX 20',
  })
  assert.deepEqual(
    [facts.nature, facts.ids, facts.accountAliases],
    ['PAYMENT', [{ kind: 'SerialNumber', value: '2004-05-25/00074/10', level: 'TRANSACTION' }], facts.accountAliases],
  )
  assert.equal(read.entries[1]?.facts.nature, 'DEDUCTION')
  assert.deepEqual(
    several?.details?.map(({ reference }) => reference),
    ['657866', '658765', '657767', '657965'],
    'tabs and short lines too',
  )
  assert.equal(several?.message, '657866 658765 657767\nBetalning med extra refnr 657965')
  assert.equal(read.end.sum, 990_000n)
})

test('the reference code decides what may match', async () => {
  const codes = ['0', '1', '2', '3', '4', '5']
  const payments = codes.map((code, i) => bgMaxPayment('20', code < '2' ? '' : '20260000422', 100n, i + 1, code))
  const extra = [bgMaxPayment('22', '1232', 150n, 6, '4'), bgMaxPayment('23', '4941', 50n, 6, '4')]
  const file = [
    bgMaxStart(),
    bgMaxOpening('', '0002865434'),
    ...payments,
    ...extra,
    bgMaxDeposit(600n, 6),
    bgMaxEnd(6, 0, 2, 1),
  ]
  const { entries, ...read } = await readAll(latin1(file))
  assert.deepEqual(read.faults, [])
  assert.deepEqual(
    entries.map(({ reference, message }) => reference ?? message),
    [undefined, undefined, '20260000422', '20260000422', '20260000422', '20260000422'],
  )
  assert.deepEqual(
    entries.map(({ reference }) => reference !== undefined),
    [false, false, true, false, true, false],
  )
  assert.deepEqual(entries[5]?.details, [
    { reference: '1232', amount: 150n },
    { reference: '4941', amount: -50n },
  ])
  assert.deepEqual([entries[0]?.account, entries[0]?.accountScheme], ['2865434', 'PLUSGIRO'])
})

test('wrong sums and counts are reported and lose nothing; a bad line loses only itself', async () => {
  const good = [
    bgMaxPayment('20', '1', 100n, 1),
    record(80, [[1, '26Test Customer Oy']]),
    bgMaxPayment('20', '2', 200n, 2),
  ]
  const sums = await readAll(
    latin1([bgMaxStart(), bgMaxOpening(), ...good, bgMaxDeposit(301n, 3), bgMaxEnd(3, 0, 0, 1)]),
  )
  assert.deepEqual(
    [sums.entries.length, ...faultsOf(sums)],
    [2, 'check COUNT_MISMATCH at line 6', 'check SUM_MISMATCH at line 6', 'check COUNT_MISMATCH at line 7'],
  )

  const broken = bgMaxPayment('20', '3', 300n, 3).replace('300', '3x0')
  const junk = ['', 'junk', '99 unknown', '9'.repeat(5_000), '\u001A']
  const file = [
    bgMaxStart(),
    junk[1] ?? '',
    bgMaxOpening(),
    ...good,
    broken,
    record(80, [[1, '25of the broken one']]),
    ...junk,
    bgMaxDeposit(600n, 3),
    bgMaxEnd(3, 0, 0, 1),
  ]
  const lines = await readAll(latin1(file))
  assert.deepEqual(
    lines.entries.map(({ reference }) => reference),
    ['1', '2'],
  )
  assert.deepEqual(faultsOf(lines), [
    'entry OUT_OF_PLACE at line 2',
    'entry TOO_LONG at line 12',
    'entry OUT_OF_PLACE at line 10',
    'entry OUT_OF_PLACE at line 11',
    'entry INVALID at line 7',
    'check COUNT_MISMATCH at line 14',
    'check SUM_MISMATCH at line 14',
  ])
  assert.equal(lines.end.complete, true)
})

test('cut short: payments without their deposit have no date and are not given; the rest are', async () => {
  const file = [
    bgMaxStart(),
    bgMaxOpening(),
    bgMaxPayment('20', '1', 100n, 1),
    bgMaxDeposit(100n, 1),
    bgMaxOpening(),
    bgMaxPayment('20', '2', 200n, 2),
  ]
  const read = await readAll(latin1(file))
  assert.deepEqual(
    read.entries.map(({ reference }) => reference),
    ['1'],
  )
  assert.deepEqual(faultsOf(read), ['entry TRUNCATED at end', 'file TRUNCATED at end'])
  assert.equal(read.end.complete, false)
  const undated = await readAll(latin1([...file, bgMaxDeposit(200n, 1, 2, '20260230'), bgMaxEnd(2, 0, 0, 2)]))
  assert.deepEqual([undated.entries.length, ...faultsOf(undated)], [1, 'entry INVALID at line 7'])
})

test('a test file is no money; a deposit has a limit', async () => {
  const payments = [
    bgMaxOpening(),
    bgMaxPayment('20', '1', 100n, 1),
    bgMaxPayment('20', '2', 100n, 2),
    bgMaxDeposit(200n, 2),
    bgMaxEnd(2, 0, 0, 1),
  ]
  const marked = await readAll(latin1([bgMaxStart('T'), ...payments]))
  assert.deepEqual([marked.entries.length, ...faultsOf(marked)], [0, 'file NOT_PAYMENTS at line 1'])
  const large = await readAll(latin1([bgMaxStart(), ...payments]), { limits: { depositLinesMax: 1 } })
  assert.deepEqual([large.entries.length, ...faultsOf(large)], [0, 'file TOO_LONG at line 4'])
})
