/** How the texts of the fixed formats are written, and what stands before the first line. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bgMaxDeposit,
  bgMaxEnd,
  bgMaxOpening,
  bgMaxPayment,
  bgMaxStart,
  ktlHeader,
  ktlPayment,
  ktlTrailer,
  ocrAssignment,
  ocrEnd,
  ocrPayment,
  ocrStart,
  record,
} from '../../test/fixed.ts'
import { faultsOf, readAll } from '../../test/reading.ts'

const bgMax = (...lines: string[]) =>
  [
    bgMaxStart(),
    bgMaxOpening(),
    bgMaxPayment('20', '', 100n, 1, '0'),
    ...lines,
    bgMaxDeposit(100n, 1),
    bgMaxEnd(1, 0, 0, 1),
    '',
  ].join('\r\n')

const text = (line: string) =>
  record(80, [
    [1, '25'],
    [3, line],
  ])

const FILES = {
  bgmax: bgMax(record(80, [[1, '26Åke Öst']])),
  'no-ocr-giro': [
    ocrStart(),
    ocrAssignment(),
    ...ocrPayment({ number: 1, amount: 100n, kid: '12345674', type: '21', text: 'Blåbærsyltetøy' }),
    ocrEnd('88', 1, 5, 100n),
    ocrEnd('89', 1, 7, 100n),
    '',
  ].join('\n'),
  ktl: [ktlHeader(), ktlPayment({ amount: 100n, archiveId: 'A', payer: 'MEIKÄLÄINEN' }), ktlTrailer(1, 100n), ''].join(
    '\n',
  ),
}

for (const [format, file] of Object.entries(FILES))
  test(`${format}: a byte order mark and empty lines before the file change nothing, nor does UTF-8`, async () => {
    const plain = await readAll(Buffer.from(file, 'latin1'))
    assert.deepEqual([plain.head?.format, plain.faults, plain.entries.length], [format, [], 1])
    const facts = ({ entries }: typeof plain) =>
      entries.map(({ amount, payerName, message, reference, bankReference }) => [
        ...[amount, payerName, message, reference],
        bankReference.replaceAll(/line \d+/g, ''),
      ])
    for (const bytes of [
      Buffer.from(`\uFEFF${file}`, 'utf8'),
      Buffer.from(file, 'utf8'),
      Buffer.from(`\r\n\r\n  \n${file}`, 'latin1'),
      Buffer.from(`\uFEFF\n\r\n${file}`, 'utf8'),
    ]) {
      const read = await readAll(bytes, { limits: { pieceBytesMax: 7 } })
      assert.deepEqual([read.head?.format, read.faults, read.end.complete], [format, [], true])
      assert.deepEqual(facts(read), facts(plain))
    }
  })

test('letters beyond ISO-8859-1 are kept in UTF-8; bytes that are letters in neither are reported', async () => {
  const wide = await readAll(Buffer.from(bgMax(record(80, [[1, '26Šárka Łuczak €']])), 'utf8'))
  assert.deepEqual([wide.entries[0]?.payerName, wide.faults], ['Šárka Łuczak €', []])
  const old = Buffer.from(bgMax(record(80, [[1, '26XKE']])), 'latin1')
  old[old.indexOf('26XKE') + 2] = 0x8f
  assert.deepEqual(faultsOf(await readAll(old)), ['check DAMAGED_TEXT at line 4'])
})

test('BgMax: text that fills its columns goes on in the next record without a break', async () => {
  const [first, second] = [`${'x'.repeat(43)} 319151`, '7 tack']
  const { entries } = await readAll(Buffer.from(bgMax(text(first), text(second)), 'latin1'))
  assert.equal(entries[0]?.message, `${first}${second}`)
  const field = 'Betalning av faktura 12345'.slice(0, 25)
  const lines = [
    bgMaxStart(),
    bgMaxOpening(),
    bgMaxPayment('20', field, 100n, 1, '5'),
    text('567 av oss'),
    text('Hej'),
    bgMaxDeposit(100n, 1),
    bgMaxEnd(1, 0, 0, 1),
  ]
  const read = await readAll(Buffer.from(lines.join('\r\n'), 'latin1'))
  assert.equal(read.entries[0]?.message, 'Betalning av faktura 1234567 av oss\nHej')
  assert.match(read.entries[0]?.facts.searchText ?? '', /Betalning av faktura 1234 567 av oss Hej/)
})

test('zero, a deposit of another currency, and days out of bounds are reported, and nothing is matched blindly', async () => {
  const zero = await readAll(
    Buffer.from([ktlHeader(), ktlPayment({ amount: 0n, archiveId: 'A' }), ktlTrailer(1, 0n), ''].join('\n'), 'latin1'),
  )
  assert.deepEqual([zero.entries.length, faultsOf(zero)], [0, ['check ZERO_AMOUNT at line 2']])
  const ocrZero = [
    ocrStart(),
    ocrAssignment(),
    ...ocrPayment({ number: 1, amount: 0n, kid: '12345674', sign: '-' }),
    ocrEnd('88', 1, 4, 0n),
    ocrEnd('89', 1, 6, 0n),
    '',
  ]
  assert.deepEqual(faultsOf(await readAll(ocrZero.join('\n'))), ['check ZERO_AMOUNT at line 3'])

  const euros = await readAll(Buffer.from(bgMax().replace('SEK00000001', 'EUR00000001'), 'latin1'))
  assert.deepEqual(faultsOf(euros), ['check CURRENCY_MISMATCH at line 4'])
  assert.deepEqual(
    euros.entries.map(({ currency, facts }) => [currency, facts.doubts]),
    [['EUR', ['CURRENCY']]],
  )

  const late = bgMax().replace('20260105', '20990105')
  const days = await readAll(Buffer.from(late, 'latin1'))
  assert.deepEqual(faultsOf(days), ['check DATE_OUT_OF_BOUNDS at line 4'])
  assert.deepEqual(
    days.entries.map(({ bookingDate, paymentDate, facts }) => [bookingDate, paymentDate, facts.dates, facts.doubts]),
    [['2026-01-06', '2026-01-06', { booking: '2099-01-05' }, ['DATE']]],
  )
  const old = [ktlHeader(), ktlPayment({ amount: 1n, bookingDate: '200105' }), ktlTrailer(1, 1n), ''].join('\n')
  assert.deepEqual(faultsOf(await readAll(old)), ['check DATE_OUT_OF_BOUNDS at line 2'])
  const ocr = FILES['no-ocr-giro']
  assert.deepEqual(faultsOf(await readAll(Buffer.from(ocr, 'latin1'), { today: '2027-06-01' })), [
    'check DATE_OUT_OF_BOUNDS at line 3',
  ])
})
