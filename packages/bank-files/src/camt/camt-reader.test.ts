import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CAMT_ACCOUNT, CAMT_FORMATS, camtFile, type CamtEntry, type CamtMessage } from '../../test/camt.ts'
import { faultsOf, readAll } from '../../test/reading.ts'
import { bankDataAbsent, iso20022Faults } from '../../test/schemas.ts'

/** A statement of every kind of entry: 100.00 + 60.00 + 40.50 - 100.00 - 12.50 + 7.00 + 30.00 = 125.00. */
const ENTRIES: CamtEntry[] = [
  {
    amount: '100.00',
    servicerReference: '260105593497E00001',
    transactions: [
      {
        endToEndId: 'E2E-1',
        debtor: 'Matti Meikäläinen & Co <Oy>',
        debtorIban: 'FI4250001510000023',
        structured: [{ reference: 'RF2720260000422' }],
        acceptedAt: '2026-01-04T10:11:12+02:00',
      },
    ],
  },
  {
    amount: '100.50',
    servicerReference: '260105593497E00002',
    transactions: [
      { amount: '60.00', servicerReference: '260105593497E00003', structured: [{ reference: '20260000422' }] },
      { amount: '40.50', servicerReference: '260105593497E00004', unstructured: ['Lasku 5', 'Kiitos'] },
    ],
  },
  {
    amount: '100.00',
    sign: 'DBIT',
    reversal: true,
    servicerReference: '260105593497E00001',
    transactions: [
      {
        endToEndId: 'E2E-1',
        debtor: 'Matti Meikäläinen',
        creditor: 'Test Customer Oy',
        structured: [{ reference: 'RF2720260000422' }],
        returnReason: 'AC04',
      },
    ],
  },
  { amount: '12.50', sign: 'DBIT', information: 'Palvelumaksut' },
  { amount: '7.00', sign: 'CRDT', servicerReference: 'NOTPROVIDED' },
  {
    amount: '30.00',
    servicerReference: '260105593497E00009',
    transactions: [
      {
        amount: '30.00',
        debtor: 'Test Customer Oy',
        structured: [
          { reference: '1232', documents: ['1001'], remitted: '35.00' },
          { documents: ['9001'], creditNote: '5.00' },
        ],
      },
    ],
  },
]

function message(format: CamtMessage['format']): CamtMessage {
  return {
    format,
    statements: [
      {
        id: 'STATEMENT-1',
        opening: '1000.00',
        closing: '1125.00',
        credits: { count: 4, sum: '237.50' },
        entries: ENTRIES,
      },
    ],
  }
}

for (const format of CAMT_FORMATS) {
  test(`${format}: one entry a transaction, debits too, and all agrees`, async (t) => {
    const xml = camtFile(message(format))
    if (bankDataAbsent === false) assert.deepEqual(iso20022Faults(format, xml), [])
    else t.diagnostic(bankDataAbsent)
    const read = await readAll(xml)
    assert.deepEqual(faultsOf(read), [])
    assert.deepEqual(read.head, {
      kind: 'file',
      format,
      fileId: 'MESSAGE-1',
      createdAt: '2026-01-06T05:00:00+02:00',
      account: CAMT_ACCOUNT,
    })
    assert.deepEqual(
      read.entries.map(({ amount, bankReference }) => [amount, bankReference.slice(CAMT_ACCOUNT.length)]),
      [
        [10_000n, '/260105593497E00001/10000'],
        [6_000n, '/260105593497E00003/6000'],
        [4_050n, '/260105593497E00004/4050'],
        [-10_000n, '/260105593497E00001/-10000'],
        [-1_250n, '/@STATEMENT-1/Ntry[4]/-1250'],
        [700n, '/@STATEMENT-1/Ntry[5]/700'],
        [3_000n, '/260105593497E00009/3000'],
      ],
    )
    const { hash, ...end } = read.end
    assert.match(hash, /^[0-9a-f]{64}$/)
    assert.deepEqual(end, {
      kind: 'end',
      entries: 7,
      faults: 0,
      sum: 12_500n,
      bytes: Buffer.byteLength(xml),
      complete: true,
    })
  })

  test(`${format}: what an entry says`, async () => {
    const { entries } = await readAll(camtFile(message(format)))
    const [payment, first, second, reversal, fee, , several] = entries
    const { raw, facts, ...said } = payment ?? assert.fail()
    assert.match(raw, /100\.00 EUR CRDT.*E2E-1/)
    assert.deepEqual(said, {
      bankReference: `${CAMT_ACCOUNT}/260105593497E00001/10000`,
      account: CAMT_ACCOUNT,
      accountScheme: 'IBAN',
      currency: 'EUR',
      amount: 10_000n,
      bookingDate: '2026-01-05',
      valueDate: '2026-01-05',
      paymentDate: '2026-01-04',
      reference: 'RF2720260000422',
      payerName: 'Matti Meikäläinen & Co <Oy>',
      payerAccount: 'FI4250001510000023',
      reversal: false,
      endToEndId: 'E2E-1',
      paymentType: 'PMNT/RCDT/ESCT',
    })
    assert.deepEqual(facts, {
      nature: 'PAYMENT',
      level: 'ONLY',
      ids: [
        { kind: 'AcctSvcrRef', value: '260105593497E00001', level: 'ENTRY' },
        { kind: 'EndToEndId', value: 'E2E-1', level: 'TRANSACTION' },
      ],
      statement: { id: 'STATEMENT-1', messageId: 'MESSAGE-1' },
      entryPosition: `${format.startsWith('camt.053') ? 'Stmt' : 'Ntfctn'}[1]/Ntry[1]`,
      entryAmount: 10_000n,
      amounts: [{ kind: 'ENTRY', amount: 10_000n, currency: 'EUR' }],
      dates: { booking: '2026-01-05', value: '2026-01-05', acceptance: '2026-01-04' },
      debtor: { names: ['Matti Meikäläinen & Co <Oy>'], accounts: ['FI4250001510000023'], ids: [] },
      creditor: { names: [], accounts: [], ids: [] },
      accountAliases: [],
      references: [{ source: 'CdtrRefInf', type: 'SCOR', value: 'RF2720260000422' }],
      texts: [],
      doubts: [],
    })
    assert.equal(first?.entryReference, `${CAMT_ACCOUNT}/260105593497E00002/10050`)
    assert.equal(first?.entryReference, second?.entryReference)
    assert.equal(second?.message, 'Lasku 5\nKiitos')
    assert.deepEqual(
      [reversal?.reversal, reversal?.reversalOf, reversal?.payerName],
      [true, 'E2E-1', 'Matti Meikäläinen'],
    )
    assert.equal(fee?.message, 'Palvelumaksut')
    assert.equal(several?.reference, undefined, 'one reference of several debts is not the payment’s')
    assert.deepEqual(several?.details, [
      { reference: '1232', document: '1001', amount: 3_500n },
      { document: '9001', amount: -500n },
    ])
  })
}

test('any prefix, attributes, comments, CDATA and line ends make no difference', async () => {
  const plain = camtFile(message('camt.053.001.08'))
  const { items } = await readAll(plain)
  const prefixed = plain
    .replace(' xmlns="', ' xmlns:ns2="')
    .replaceAll(/<(\/?)([A-Z])/g, '<$1ns2:$2')
    .replace('<ns2:GrpHdr>', '<!-- a comment --><?a pi?><ns2:GrpHdr a="1" b=\'2\'>')
    .replace('>STATEMENT-1<', '><![CDATA[STATEMENT-1]]><')
    .replace('E2E-1', '&#69;2E-1')
    .replaceAll('\n', '\r\n')
  assert.notEqual(prefixed, plain)
  assert.deepEqual((await readAll(prefixed)).items.slice(0, -1), items.slice(0, -1))
})

test('ISO-8859-1 and UTF-16 are read as they say; what is in neither is shown once and loses nothing', async () => {
  const xml = camtFile(message('camt.053.001.02'))
  const { entries } = await readAll(xml)
  const latin1 = Buffer.from(xml.replace('UTF-8', 'ISO-8859-1'), 'latin1')
  assert.deepEqual((await readAll(latin1)).entries, entries)
  assert.deepEqual((await readAll(Buffer.from(`\uFEFF${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le'))).entries, entries)
  assert.deepEqual((await readAll(`\uFEFF${xml}`)).entries, entries)
  const wrong = await readAll(Buffer.from(xml, 'latin1'))
  assert.deepEqual(faultsOf(wrong), ['check DAMAGED_TEXT at Stmt[1]/Ntry[1]/TxDtls[1]'])
  assert.equal(wrong.entries.length, entries.length)
  assert.deepEqual(faultsOf(await readAll(xml.replace('UTF-8', 'EBCDIC-CP-FI'))), ['file UNKNOWN_FORMAT at line 1'])
})

test('transactions that do not make up their entry: the difference is given too, so that statements balance', async () => {
  const entries: CamtEntry[] = [
    {
      amount: '100.00',
      servicerReference: 'A',
      transactions: [
        { amount: '60.00', servicerReference: 'A1' },
        { amount: '30.00', servicerReference: 'A2' },
      ],
    },
    { amount: '99.50', servicerReference: 'B', transactions: [{ amount: '100.00', servicerReference: 'B1' }] },
    {
      amount: '50.00',
      servicerReference: 'C',
      transactions: [{ amount: '20.00', servicerReference: 'C1' }, { servicerReference: 'C2' }],
    },
  ]
  const read = await readAll(
    camtFile({ format: 'camt.053.001.02', statements: [{ id: 'S', closing: '249.50', entries }] }),
  )
  assert.deepEqual(faultsOf(read), [
    'check SUM_MISMATCH at Stmt[1]/Ntry[1]',
    'check SUM_MISMATCH at Stmt[1]/Ntry[2]/TxDtls[1]',
    'entry MISSING at Stmt[1]/Ntry[3]/TxDtls[2]',
    'check SUM_MISMATCH at Stmt[1]/Ntry[3]',
  ])
  assert.deepEqual(
    read.entries.map(({ amount, paymentType }) => [amount, paymentType === 'DIFFERENCE']),
    [
      [6_000n, false],
      [3_000n, false],
      [1_000n, true],
      [9_950n, false],
      [2_000n, false],
      [3_000n, true],
    ],
  )
  assert.equal(read.end.sum, 24_950n)
})

test('a transaction keeps its own sign and currency', async () => {
  const entries: CamtEntry[] = [
    {
      amount: '70.00',
      servicerReference: 'A',
      transactions: [
        { amount: '100.00', servicerReference: 'A1' },
        { amount: '30.00', sign: 'DBIT', servicerReference: 'A2' },
      ],
    },
    { amount: '90.00', servicerReference: 'B', transactions: [{ amount: '100.00', currency: 'USD' }] },
  ]
  const read = await readAll(camtFile({ format: 'camt.054.001.08', statements: [{ id: 'S', entries }] }))
  assert.deepEqual(faultsOf(read), [])
  assert.deepEqual(
    read.entries.map(({ amount, currency }) => [amount, currency]),
    [
      [10_000n, 'EUR'],
      [-3_000n, 'EUR'],
      [9_000n, 'EUR'],
    ],
  )
})

test('transactions whose references are equal are identified by their place or number', async () => {
  const same = { amount: '10.00', servicerReference: 'BATCH', endToEndId: 'SAME' }
  const entries: CamtEntry[] = [
    { amount: '20.00', servicerReference: 'BATCH', transactions: [same, same] },
    {
      amount: '20.00',
      servicerReference: 'OTHER',
      transactions: [
        { ...same, servicerReference: 'ONE' },
        { ...same, servicerReference: 'ONE' },
      ],
    },
    {
      amount: '20.00',
      transactions: [
        { amount: '10.00', transactionId: 'T1' },
        { amount: '10.00', transactionId: 'NOTPROVIDED' },
      ],
    },
  ]
  const read = await readAll(
    camtFile({ format: 'camt.053.001.02', statements: [{ id: 'S', closing: '60.00', entries }] }),
  )
  assert.deepEqual(
    read.entries.map(({ bankReference }) => bankReference.slice(CAMT_ACCOUNT.length + 1)),
    ['BATCH#1/1000', 'BATCH#2/1000', 'ONE/1000', 'ONE/1000~2', 'T1/1000', '@S/Ntry[3]#2/1000'],
  )
  assert.deepEqual(faultsOf(read), ['check REPEATED_REFERENCE at Stmt[1]/Ntry[2]/TxDtls[2]'])
})

test('one bad entry loses no other, and its fault names its place', async () => {
  const good: CamtEntry = { amount: '1.00', servicerReference: 'OK' }
  const bad: CamtEntry[] = [
    { amount: '1.005' },
    { amount: '-1.00' },
    { amount: '1e3' },
    { amount: '' },
    { amount: '1.00', currency: 'euro' },
    { amount: '1.00', sign: 'PLUS' as 'CRDT' },
    { amount: '1.00', bookingDate: '2026-02-30' },
    { amount: '999999999999999.00' },
  ]
  const entries = [good, ...bad, { ...good, servicerReference: 'OK2' }]
  const read = await readAll(camtFile({ format: 'camt.054.001.02', statements: [{ id: 'S', entries }] }))
  assert.deepEqual(
    read.entries.map(({ bankReference }) => bankReference),
    [`${CAMT_ACCOUNT}/OK/100`, `${CAMT_ACCOUNT}/OK2/100`],
  )
  assert.deepEqual(
    read.faults.map(({ scope, position }) => `${scope} ${position}`),
    bad.map((_, i) => `entry Ntfctn[1]/Ntry[${i + 2}]`),
  )
  assert.equal(read.end.complete, true)
})

test('a thing that stands twice is not guessed at', async () => {
  const entry: CamtEntry = { amount: '1.00', transactions: [{ amount: '1.00' }] }
  const xml = camtFile({ format: 'camt.054.001.02', statements: [{ id: 'S', entries: [entry] }] })
  const twice = await readAll(
    xml.replace('<CdtDbtInd>CRDT</CdtDbtInd>', '<CdtDbtInd>CRDT</CdtDbtInd><CdtDbtInd>DBIT</CdtDbtInd>'),
  )
  assert.deepEqual([twice.entries.length, ...faultsOf(twice)], [0, 'entry INVALID at Ntfctn[1]/Ntry[1]'])
})

test('pending entries are no money; a notification without dates has its own', async () => {
  const entries: CamtEntry[] = [
    { amount: '1.00', status: 'PDNG' },
    { amount: '2.00', bookingDate: null },
  ]
  const read = await readAll(
    camtFile({ format: 'camt.054.001.08', statements: [{ id: 'S', otherAccount: '1234', entries }] }),
  )
  assert.deepEqual(faultsOf(read), ['check NOT_BOOKED at Ntfctn[1]/Ntry[1]'])
  assert.deepEqual(
    read.entries.map(({ amount, bookingDate, account, accountScheme }) => [
      amount,
      bookingDate,
      account,
      accountScheme,
    ]),
    [[200n, '2026-01-06', '1234', 'OTHER']],
  )
})

test('sums, counts and balances of a statement are checked', async () => {
  const statement = {
    id: 'S',
    opening: '10.00',
    closing: '12.00',
    credits: { count: 2, sum: '3.00' },
    entries: [{ amount: '1.00', servicerReference: 'A' }],
  }
  const read = await readAll(camtFile({ format: 'camt.053.001.02', statements: [statement] }))
  assert.deepEqual(faultsOf(read), [
    'check COUNT_MISMATCH at Stmt[1]',
    'check SUM_MISMATCH at Stmt[1]',
    'check BALANCE_MISMATCH at Stmt[1]',
  ])
  assert.equal(read.entries.length, 1)
})
