import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, asyncProperty, constantFrom, integer, nat } from 'fast-check'
import { camtFile } from '../../test/camt.ts'
import { bgMaxFile, ktlFile, ktlHeader, ktlPayment, ktlTrailer, ocrGiroFile } from '../../test/fixed.ts'
import { faultsOf, readAll } from '../../test/reading.ts'

const file = (lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1')
const ARCHIVE_ID = '260105593497E001'

test('payments, a reversal and 7-bit letters; the account is an IBAN', async () => {
  const lines = [
    ktlHeader(),
    ktlPayment({ amount: 10_000n, archiveId: ARCHIVE_ID, reference: '20260000422', payer: 'MEIK[L[INEN' }),
    ktlPayment({
      amount: 10_000n,
      archiveId: ARCHIVE_ID,
      reference: '20260000422',
      payer: 'MEIKÄLÄINEN',
      correction: '1',
    }),
    ktlPayment({ amount: 250n, type: '5', returnCode: ' ' }),
    ktlPayment({ amount: 999n, type: '7', returnCode: '2' }),
  ]
  const read = await readAll(file([...lines, ktlTrailer(2, 10_250n, 1, 10_000n)]))
  assert.deepEqual(faultsOf(read), ['check NOT_PAID at line 5'])
  assert.deepEqual(read.head, {
    kind: 'file',
    format: 'ktl',
    fileId: 'KTL/3/000112038/2601060500',
    createdAt: '2026-01-06T05:00',
  })
  const [payment, reversal, debit] = read.entries
  const { raw: _, facts, ...said } = payment ?? assert.fail()
  assert.deepEqual(said, {
    bankReference: `FI2112345600000785/${ARCHIVE_ID}/10000`,
    account: 'FI2112345600000785',
    accountScheme: 'IBAN',
    currency: 'EUR',
    amount: 10_000n,
    bookingDate: '2026-01-05',
    paymentDate: '2026-01-04',
    reference: '00000000020260000422',
    payerName: 'MEIKÄLÄINEN',
    reversal: false,
    paymentType: 'KTL 3',
  })
  assert.deepEqual(
    [facts.nature, facts.ids, facts.references],
    [
      'PAYMENT',
      [{ kind: 'ArchiveReference', value: ARCHIVE_ID, level: 'TRANSACTION' }],
      [{ source: 'OcrField', value: '00000000020260000422' }],
    ],
  )
  assert.equal(reversal?.facts.nature, 'REVERSAL')
  assert.deepEqual([reversal?.amount, reversal?.reversal, reversal?.payerName], [-10_000n, true, 'MEIKÄLÄINEN'])
  assert.deepEqual(
    [debit?.paymentType, debit?.reference, debit?.bankReference],
    ['KTL 5', undefined, 'FI2112345600000785/@KTL/3/000112038/2601060500/line 4/250'],
  )
})

test('a payment that comes in KTL and in camt is known as one', async () => {
  const ktl = await readAll(
    file([ktlHeader(), ktlPayment({ amount: 10_000n, archiveId: ARCHIVE_ID }), ktlTrailer(1, 10_000n)]),
  )
  const entries = [{ amount: '100.00', servicerReference: 'BATCH', transactions: [{ servicerReference: ARCHIVE_ID }] }]
  const camt = await readAll(camtFile({ format: 'camt.054.001.02', statements: [{ id: 'S', entries }] }))
  assert.equal(ktl.entries[0]?.bankReference, camt.entries[0]?.bankReference)
})

test('bad lines, wrong trailers, several batches and a missing end', async () => {
  const good = ktlPayment({ amount: 100n, archiveId: 'A' })
  const bad = [
    ktlPayment({ amount: 1n, bookingDate: '260230' }),
    ktlPayment({ amount: 1n, account: '1234560000078X' }),
    ktlPayment({ amount: 1n, currency: '9' }),
    ktlPayment({ amount: 1n, correction: '2' }),
    good.replace('0000000100', '00000001o0'),
    `${good}0`,
    'junk',
  ]
  const read = await readAll(
    file([
      ktlHeader(),
      good,
      ...bad,
      ktlTrailer(2, 200n),
      good,
      ktlHeader(),
      good,
      ktlTrailer(1, 100n, 1, 5n),
      ktlHeader(),
      good,
    ]),
  )
  assert.equal(read.entries.length, 3)
  assert.deepEqual(faultsOf(read), [
    ...bad.map((_, i) => `entry ${i < 5 ? 'INVALID' : 'OUT_OF_PLACE'} at line ${i + 3}`),
    'check COUNT_MISMATCH at line 10',
    'check SUM_MISMATCH at line 10',
    'entry OUT_OF_PLACE at line 11',
    'check REPEATED_REFERENCE at line 13',
    'check SUM_MISMATCH at line 14',
    'check REPEATED_REFERENCE at line 16',
    'file TRUNCATED at end',
  ])
  assert.equal(read.end.complete, false)
})

test('fixed formats: wherever the bytes are cut, whatever is cut off', async () => {
  const files = [bgMaxFile(1_000), ocrGiroFile(1_000), ktlFile(1_000)].map((parts) =>
    Buffer.from([...parts].join(''), 'latin1'),
  )
  for (const bytes of files) {
    const whole = await readAll(bytes)
    assert.deepEqual([whole.faults, whole.end.complete], [[], true])
    assert.ok(whole.entries.length > 3)
    for (let at = 0; at < bytes.length; at += 1) assert.deepEqual((await readAll(bytes, {}, [at])).items, whole.items)
    for (let length = 0; length < bytes.length - 90; length += 13) {
      const read = await readAll(bytes.subarray(0, length))
      assert.equal(read.end.complete, false, `${length} of ${bytes.length} bytes`)
      assert.deepEqual(read.entries, whole.entries.slice(0, read.entries.length))
    }
  }
  const damaged = asyncProperty(
    constantFrom(...files),
    nat(),
    integer({ min: 1, max: 255 }),
    array(nat(2_000), { maxLength: 9 }),
    async (bytes, where, by, cuts) => {
      const changed = Buffer.from(bytes)
      const at = where % changed.length
      changed[at] = ((changed[at] ?? 0) + by) % 256
      const within = cuts.map((cut) => cut % changed.length)
      const read = await readAll(changed)
      assert.deepEqual((await readAll(changed, { limits: { pieceBytesMax: 50 } }, within)).items, read.items)
    },
  )
  await holds(damaged, { numRuns: 300 })
})

test('NUL and other control characters become spaces; the end mark of old systems is no record', async () => {
  const lines = [ktlHeader(), ktlPayment({ amount: 1n, archiveId: 'A', payer: 'M\u0000ATTI\u001F' }), ktlTrailer(1, 1n)]
  const read = await readAll(Buffer.concat([file(lines), Buffer.from('\u001A')]))
  assert.deepEqual(faultsOf(read), ['check DAMAGED_TEXT at line 2'])
  assert.deepEqual([read.entries[0]?.payerName, read.end.complete], ['M ATTI', true])
  assert.ok(read.entries.every(({ raw }) => !raw.includes('\u0000')))
})
