/** Tests the facts of camt entries: natures, amounts, days, texts, references and placeholders. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as holds, asyncProperty, bigInt, constantFrom, nat, record } from 'fast-check'
import { type CamtEntry, type CamtMessage, camtFile } from '../../test/camt.ts'
import { faultsOf, readAll, type ReadFile } from '../../test/reading.ts'

const FORMAT = 'camt.054.001.08'

async function read(
  entries: CamtEntry[],
  more: Partial<CamtMessage> = {},
  edit = (xml: string) => xml,
): Promise<ReadFile> {
  return readAll(edit(camtFile({ format: FORMAT, statements: [{ id: 'S', entries }], ...more })))
}

test('a decimal is read in every lexical form of its schema, within bounds', async () => {
  for (const [text, amount] of [
    ['.50', 50n],
    ['+10.00', 1_000n],
    ['10.', 1_000n],
    ['000000000000000000000012.3', 1_230n],
    ['1.10000', 110n],
    ['0099', 9_900n],
  ] as const) {
    const { entries, faults } = await read([{ amount: text }])
    assert.deepEqual([entries[0]?.amount, faults], [amount, []], text)
  }
  for (const text of ['.', '+', '1.001', '--1', '1,00', '1e2', '-1.00', '١', '1234567890123456789'])
    assert.deepEqual(faultsOf(await read([{ amount: text }])), ['entry INVALID at Ntfctn[1]/Ntry[1]'], text)
  const any = asyncProperty(
    record({
      amount: bigInt({ min: 1n, max: 99_999_999n }),
      zeros: nat(30),
      after: nat(3),
      sign: constantFrom('', '+'),
    }),
    async ({ amount, zeros, after, sign }) => {
      const digits = String(amount).padStart(3, '0')
      const whole = digits.slice(0, -2).replace(/^0+/, '')
      const text = `${sign}${'0'.repeat(zeros)}${whole}.${digits.slice(-2)}${'0'.repeat(after)}`
      assert.equal((await read([{ amount: text }])).entries[0]?.amount, amount, text)
    },
  )
  await holds(any, { numRuns: 100, seed: 1 })
})

test('an amount of zero is no money: its fault names the place, and the entry is left out', async () => {
  for (const amount of ['0', '0.00', '-0.00', '.0', '+0']) {
    const whole = await read([{ amount }])
    assert.deepEqual([whole.entries.length, faultsOf(whole)], [0, ['check ZERO_AMOUNT at Ntfctn[1]/Ntry[1]']], amount)
  }
  const only = await read([{ amount: '0.00', transactions: [{ structured: [{ reference: '1232' }] }] }])
  assert.deepEqual([only.entries.length, faultsOf(only)], [0, ['check ZERO_AMOUNT at Ntfctn[1]/Ntry[1]/TxDtls[1]']])
  const parts = await read([
    { amount: '0.00', transactions: [{ amount: '5.00' }, { amount: '5.00', sign: 'DBIT' }, { amount: '0.00' }] },
  ])
  assert.deepEqual(
    parts.entries.map(({ amount }) => amount),
    [500n, -500n],
  )
  assert.deepEqual(faultsOf(parts), ['check ZERO_AMOUNT at Ntfctn[1]/Ntry[1]/TxDtls[3]'])
})

test('the nature of a negative amount follows from its indicator, its return, its code and its entry', async () => {
  const code = (family: string, sub: string) => (xml: string) =>
    xml.replace('<Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd>', `<Cd>${family}</Cd><SubFmlyCd>${sub}</SubFmlyCd>`)
  const natures = async (entry: CamtEntry, edit?: (xml: string) => string) =>
    (await read([entry], {}, edit)).entries.map(({ facts, reversal }) => [facts.nature, reversal])
  const debit: CamtEntry = { amount: '10.00', sign: 'DBIT', transactions: [{ endToEndId: 'E' }] }
  for (const sub of ['RRTN', 'UPDD', 'RPCR', 'PRDD', 'RCDD', 'ARET'])
    assert.deepEqual(await natures(debit, code('RCDT', sub)), [['RETURN', true]], sub)
  assert.deepEqual(await natures(debit, code('ICDT', 'RRTN')), [['RETURN', true]])
  assert.deepEqual(await natures(debit, code('ICDT', 'ESCT')), [['OWN_ORDER', false]])
  assert.deepEqual(await natures(debit, code('MDOP', 'FEES')), [['CHARGE', false]])
  assert.deepEqual(await natures(debit), [['DEBIT', false]])
  assert.deepEqual(await natures({ ...debit, reversal: true }), [['REVERSAL', true]])
  assert.deepEqual(await natures({ ...debit, sign: 'CRDT' }, code('ICDT', 'ESCT')), [['RETURN', true]])
  const empty = (xml: string) => xml.replace('</TxDtls>', '<RtrInf></RtrInf></TxDtls>')
  assert.deepEqual(await natures(debit, empty), [['RETURN', true]], 'without a reason')
  assert.deepEqual(
    await natures({ amount: '400.00', transactions: [{ amount: '500.00' }, { amount: '100.00', sign: 'DBIT' }] }),
    [
      ['PAYMENT', false],
      ['OPPOSITE_PART', false],
    ],
  )
  assert.deepEqual(await natures({ amount: '90.00', transactions: [{ amount: '60.00' }, { amount: '40.00' }] }), [
    ['PAYMENT', false],
    ['PAYMENT', false],
    ['DIFFERENCE', false],
  ])
})

test('a single transaction gets the entry’s amount; another amount is an error, and a lower one needs review', async () => {
  const tell = async (reported: string, instructed?: string) => {
    const edit = (xml: string) =>
      instructed === undefined
        ? xml
        : xml.replace(
            '<RltdPties>',
            `<AmtDtls><InstdAmt><Amt Ccy="EUR">${instructed}</Amt></InstdAmt></AmtDtls><RltdPties>`,
          )
    const { entries, faults } = await read(
      [{ amount: '95.00', transactions: [{ amount: reported, debtor: 'A' }] }],
      {},
      edit,
    )
    return [entries.map(({ amount, facts }) => [amount, ...facts.doubts]), faults.map(({ code }) => code)]
  }
  assert.deepEqual(await tell('95.00'), [[[9_500n]], []])
  assert.deepEqual(await tell('95.00', '100.00'), [[[9_500n]], ['SUM_MISMATCH']])
  assert.deepEqual(await tell('100.00'), [[[9_500n]], ['SUM_MISMATCH']])
  assert.deepEqual(await tell('0.04', '95.00'), [[[9_500n]], ['SUM_MISMATCH']])
  assert.deepEqual(await tell('60.00'), [[[9_500n, 'AMOUNT']], ['SUM_MISMATCH']])
  const part = await read([{ amount: '95.00', transactions: [{ amount: '60.00', debtor: 'A' }] }], {}, (xml) =>
    xml.replace('<NtryDtls>', '<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>'),
  )
  assert.deepEqual(
    part.entries.map(({ amount, facts }) => [amount, facts.level]),
    [
      [6_000n, 'PART'],
      [3_500n, 'DIFFERENCE'],
    ],
  )
  assert.deepEqual(
    part.faults.map(({ code }) => code),
    ['COUNT_MISMATCH', 'SUM_MISMATCH'],
  )
  const against = await read([{ amount: '5.00', transactions: [{ amount: '5.00', sign: 'DBIT' }] }])
  assert.deepEqual(
    against.entries.map(({ amount, facts }) => [amount, facts.doubts]),
    [[500n, ['DIRECTION']]],
  )
})

test('days are the account’s, within bounds, and no payment is later than its booking', async () => {
  const entry = (more: Partial<CamtEntry>, acceptedAt?: string): CamtEntry => ({
    amount: '1.00',
    ...more,
    transactions: [acceptedAt === undefined ? {} : { acceptedAt }],
  })
  const days = async (entry: CamtEntry, edit?: (xml: string) => string, today?: string) => {
    const xml = camtFile({ format: FORMAT, createdOn: '2026-01-06', statements: [{ id: 'S', entries: [entry] }] })
    const file = await readAll(edit?.(xml) ?? xml, today === undefined ? {} : { today })
    const [first] = file.entries
    return [
      first?.bookingDate,
      first?.paymentDate,
      ...(first?.facts.doubts ?? []),
      ...file.faults.map(({ code }) => code),
    ]
  }
  const WAITS = ['DATE', 'DATE_OUT_OF_BOUNDS']
  assert.deepEqual(await days(entry({})), ['2026-01-05', '2026-01-05'])
  assert.deepEqual(await days(entry({}, '2026-01-04T23:30:00Z')), ['2026-01-05', '2026-01-05'], 'Helsinki’s day')
  assert.deepEqual(await days(entry({}, '2026-01-04T10:00:00')), ['2026-01-05', '2026-01-04'])
  assert.deepEqual(
    await days(entry({}, '2026-01-06T10:00:00')),
    ['2026-01-05', '2026-01-05'],
    'never after the booking',
  )
  assert.deepEqual(await days(entry({}, '2027-01-06T10:00:00')), ['2026-01-05', '2026-01-05', ...WAITS])
  assert.deepEqual(await days(entry({}, '2016-01-06T10:00:00')), ['2026-01-05', '2026-01-05', ...WAITS])
  const value = (xml: string) => xml.replace('<ValDt><Dt>2026-01-05', '<ValDt><Dt>2026-06-30')
  assert.deepEqual(await days(entry({}), value), ['2026-01-05', '2026-01-05', ...WAITS])
  assert.deepEqual(await days(entry({ bookingDate: '2099-12-31' })), ['2026-01-06', '2026-01-06', ...WAITS])
  assert.deepEqual(await days(entry({ bookingDate: '1999-12-31' })), ['2026-01-06', '2026-01-06', ...WAITS])
  assert.deepEqual(await days(entry({}), undefined, '2029-01-01'), ['2026-01-05', '2026-01-05', ...WAITS])
  const time = (xml: string) =>
    xml
      .replace('<BookgDt><Dt>2026-01-05<', '<BookgDt><DtTm>2026-01-05T22:30:00Z<')
      .replace('</Dt></BookgDt>', '</DtTm></BookgDt>')
  assert.deepEqual((await days(entry({}), time)).slice(0, 1), ['2026-01-06'])
})

test('placeholders are absent in every field, and hide nothing', async () => {
  for (const none of ['NOTPROVIDED', 'notprovided', 'NOT PROVIDED', 'NOTAVAILABLE', 'NTAV', '-', 'N/A', '000', '***']) {
    const transaction = {
      ...{ endToEndId: none, servicerReference: none, debtor: none, unstructured: [none, 'Viite 3193914'] },
      structured: [{ reference: none, documents: [none] }],
    }
    const { entries } = await read([
      { amount: '77.00', servicerReference: none, transactions: [transaction], information: none },
    ])
    const [entry] = entries
    assert.deepEqual(
      [entry?.reference, entry?.details, entry?.message, entry?.payerName, entry?.endToEndId, entry?.facts.ids],
      [undefined, undefined, 'Viite 3193914', undefined, undefined, []],
      none,
    )
  }
})

test('texts are kept whole and apart, and searched with plain spaces and over line ends', async () => {
  const only = await read([
    {
      amount: '1.00',
      information: 'Viite\u00A03193\u2009817',
      transactions: [{ unstructured: ['Lasku 3194', '418 kiitos'] }],
    },
  ])
  const [entry] = only.entries
  assert.deepEqual(entry?.facts.texts, [
    { source: 'Ustrd', text: 'Lasku 3194' },
    { source: 'Ustrd', text: '418 kiitos' },
    { source: 'AddtlNtryInf', text: 'Viite\u00A03193\u2009817' },
  ])
  assert.equal(entry?.message, 'Lasku 3194\n418 kiitos\nViite\u00A03193\u2009817')
  assert.deepEqual(entry?.facts.searchText?.split('\n'), [
    'Lasku 3194',
    '418 kiitos',
    'Viite 3193 817',
    'Lasku 3194 418 kiitos',
    'Lasku 3194418 kiitos',
  ])
  const several = await read([
    { amount: '3.00', information: 'Summa', transactions: [{ amount: '1.00' }, { amount: '2.00' }] },
  ])
  assert.deepEqual(
    several.entries.map(({ message }) => message),
    [undefined, undefined],
    'the text of a whole entry is none of its parts’',
  )
})

test('facts list references with their places: one document alone, several, and unknown types', async () => {
  const { entries } = await read([
    { amount: '6.00', transactions: [{ structured: [{ documents: ['9341'], remitted: '6.00' }] }] },
    { amount: '7.00', transactions: [{ structured: [{ documents: ['1', '2'], reference: 'ABC' }] }] },
  ])
  assert.deepEqual(
    entries.map(({ facts }) => facts.references),
    [
      [{ source: 'RfrdDocInf', value: '9341', amount: 600n }],
      [
        { source: 'CdtrRefInf', type: 'SCOR', value: 'ABC' },
        { source: 'RfrdDocInf', value: '1' },
        { source: 'RfrdDocInf', value: '2' },
      ],
    ],
  )
  assert.deepEqual(entries[0]?.details, [{ document: '9341', amount: 600n }])
})

test('a statement reports its balances and totals, and errors of its currencies and totals', async () => {
  const message: CamtMessage = {
    format: 'camt.053.001.02',
    statements: [{ id: 'S', opening: '-10.00', closing: '15.00', entries: [{ amount: '25.00' }] }],
  }
  const right = await readAll(camtFile(message))
  const [statement] = right.items.filter((item) => item.kind === 'statement')
  assert.deepEqual(
    [statement?.account, statement?.currency, statement?.balances, statement?.read, statement?.lastPage],
    [
      'FI2112345600000785',
      'EUR',
      [
        { type: 'OPBD', amount: -1_000n, currency: 'EUR', date: '2026-01-05' },
        { type: 'CLBD', amount: 1_500n, currency: 'EUR', date: '2026-01-05' },
      ],
      { credits: { count: 1, sum: 2_500n }, debits: { count: 0, sum: 0n } },
      true,
    ],
  )
  const wrong = await readAll(camtFile(message).replace('<Amt Ccy="EUR">25.00', '<Amt Ccy="SEK">25.00'))
  assert.deepEqual(faultsOf(wrong), [
    'check CURRENCY_MISMATCH at Stmt[1]/Ntry[1]',
    'check CURRENCY_MISMATCH at Stmt[1]',
  ])
  assert.deepEqual(wrong.entries[0]?.facts.doubts, ['CURRENCY'])
})
