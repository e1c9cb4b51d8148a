import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, asyncProperty, integer, nat } from 'fast-check'
import { camtFile } from '../../test/camt.ts'
import { faultsOf, readAll } from '../../test/reading.ts'

const FORMAT = 'camt.053.001.02'
const XML = camtFile({
  format: FORMAT,
  statements: [
    {
      id: 'S',
      closing: '6.00',
      entries: [
        { amount: '1.00', servicerReference: 'A', transactions: [{ debtor: 'Åke 😀 Öberg', unstructured: ['a & b'] }] },
        {
          amount: '5.00',
          servicerReference: 'B',
          transactions: [
            { amount: '2.00', servicerReference: 'B1' },
            { amount: '3.00', servicerReference: 'B2' },
          ],
        },
      ],
    },
  ],
})

test('cut at any byte, the same is read', async () => {
  const bytes = new TextEncoder().encode(XML)
  const whole = await readAll(bytes)
  assert.equal(whole.entries.length, 3)
  for (let at = 0; at <= bytes.length; at += 1)
    assert.deepEqual((await readAll(bytes, {}, [at])).items, whole.items, `cut at ${at}`)
  const single = Array.from({ length: bytes.length }, (_, i) => i)
  assert.deepEqual((await readAll(bytes, {}, single)).items, whole.items)
  const broken = Buffer.from(XML.replace('</Ntry>\n', '</Ntri>\n'))
  const said = await readAll(broken)
  await holds(
    asyncProperty(
      array(nat(bytes.length), { maxLength: 20 }),
      integer({ min: 1, max: 500 }),
      async (cuts, pieceBytesMax) => {
        assert.deepEqual((await readAll(bytes, { limits: { pieceBytesMax } }, cuts)).items, whole.items)
        assert.deepEqual((await readAll(broken, { limits: { pieceBytesMax } }, cuts)).items, said.items)
      },
    ),
    { numRuns: 50 },
  )
})

test('a file cut short at any byte says so; what was whole before is given', async () => {
  const bytes = new TextEncoder().encode(XML.trimEnd())
  const whole = await readAll(bytes)
  for (let length = 0; length < bytes.length; length += 7) {
    const read = await readAll(bytes.subarray(0, length))
    assert.equal(read.end.complete, false, `${length} bytes`)
    assert.equal(read.faults.filter(({ scope }) => scope === 'file').length, 1)
    assert.deepEqual(read.entries, whole.entries.slice(0, read.entries.length))
  }
  const late = await readAll(bytes.subarray(0, bytes.length - 1))
  assert.deepEqual(late.entries, whole.entries)
})

test('the reader refuses DTDs, entities and endless parts', async () => {
  const bomb = XML.replace(
    '<Document',
    '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Document',
  ).replace('Åke', '&b;')
  assert.deepEqual(faultsOf(await readAll(bomb)), ['file DTD_FORBIDDEN at line 2'])
  const external = XML.replace('<Document', '<!DOCTYPE Document SYSTEM "file:///etc/passwd"><Document')
  assert.deepEqual(faultsOf(await readAll(external)), ['file DTD_FORBIDDEN at line 2'])
  assert.deepEqual(faultsOf(await readAll(XML.replace('Åke', '&b;'))), ['file MALFORMED at Stmt[1]/Ntry[1]/TxDtls[1]'])
  for (const endless of [
    XML.replace('Åke', 'x'.repeat(1_000_000)),
    XML.replace('<GrpHdr>', `<!--${'< '.repeat(500_000)}--><GrpHdr>`),
    XML.replace('<GrpHdr>', `<GrpHdr ${'a'.repeat(1_000_000)}="">`),
    XML.replace('<GrpHdr>', `<${'G'.repeat(1_000_000)}>`),
    XML.replace('<GrpHdr>', `<GrpHdr>${' '.repeat(1_000_000)}`),
    XML.replace('<Document', `<!DOCTYPE Document [${'<!ENTITY a "b">'.repeat(100_000)}]><Document`),
    XML.replace('<Document', `<?p ${'p'.repeat(1_000_000)}?><Document`),
    XML.replace('Åke', `&#${'0'.repeat(1_000_000)}65;`),
  ]) {
    const read = await readAll(endless)
    assert.deepEqual(
      read.faults.map(({ scope, code }) => `${scope} ${code}`),
      ['file TOO_LONG'],
    )
    assert.deepEqual(read.faults, (await readAll(endless, { limits: { pieceBytesMax: 1_000 } })).faults)
    assert.equal(read.end.complete, false)
    assert.equal(read.end.bytes, Buffer.byteLength(endless), 'the hash is of the whole file all the same')
  }
  const deep = XML.replace('<GrpHdr>', '<a>'.repeat(100_000) + '</a>'.repeat(100_000) + '<GrpHdr>')
  assert.deepEqual(faultsOf(await readAll(deep)), ['file TOO_DEEP at line 3'])
})

test('a file of many small tokens is not taken for a long one, however it is cut', async () => {
  const entries = Array.from({ length: 300 }, (_, i) => ({ amount: '1.00', servicerReference: `A${i}` }))
  const xml = camtFile({ format: FORMAT, statements: [{ id: 'S', closing: '300.00', entries }] })
  const limits = { tokenCharsMax: 500 }
  for (const pieceBytesMax of [1, 100, 499, 500, 501, 65_536, 10_000_000]) {
    const read = await readAll(xml, { limits: { ...limits, pieceBytesMax } })
    assert.deepEqual([read.entries.length, read.faults], [300, []], `pieces of ${pieceBytesMax} bytes`)
  }
  const ends: string[] = []
  for (let length = 470; length < 500; length += 1) {
    const long = XML.replace('<GrpHdr>', `<!--${'c'.repeat(length)}--><GrpHdr>`)
    const said = await Promise.all(
      [1, 7, 64, 65_536].map(
        async (pieceBytesMax) => (await readAll(long, { limits: { ...limits, pieceBytesMax } })).end.complete,
      ),
    )
    assert.equal(new Set(said).size, 1, `a comment of ${length}`)
    ends.push(String(said[0]))
  }
  assert.deepEqual(new Set(ends), new Set(['true', 'false']), 'the limit lies among these lengths')
})

test('a text of a party cannot become the message: names of JavaScript properties are texts and elements like others', async () => {
  const odd = XML.replace('<GrpHdr>', '<constructor/><__proto__>x</__proto__><GrpHdr>').replace('Åke', '__proto__')
  const read = await readAll(odd)
  assert.deepEqual([read.entries.length, faultsOf(read).length], [3, 0])
})

test('text between elements is reported; other namespaces, versions and roots are not guessed at', async () => {
  const junk = await readAll(XML.replaceAll('<Ntry>', 'junk <Ntry>'))
  const early = await readAll(XML.replace('<GrpHdr>', 'junk <GrpHdr>'))
  assert.deepEqual(
    [early.items[0]?.kind, ...faultsOf(early)],
    ['file', 'check OUT_OF_PLACE at line 3'],
    'the head comes first',
  )
  assert.deepEqual([junk.entries.length, ...faultsOf(junk)], [3, 'check OUT_OF_PLACE at Stmt[1]'])
  for (const wrong of [
    XML.replace(FORMAT, 'camt.053.001.99'),
    XML.replace(FORMAT, 'camt.052.001.02'),
    XML.replace(/xmlns="[^"]*"/, ''),
    XML.replaceAll('Document', 'Envelope'),
    '<html></html>',
    '',
    'Date;Amount\n2026-01-05;1.00\n',
    '\u0000\u0001\u0002',
  ])
    assert.deepEqual(
      (await readAll(wrong)).faults.map(({ scope, code }) => `${scope} ${code}`),
      ['file UNKNOWN_FORMAT'],
      wrong.slice(0, 200),
    )
})

test('a file of nothing but bad entries is given up at the limit', async () => {
  const entries = Array.from({ length: 30 }, () => ({ amount: 'x' }))
  const read = await readAll(camtFile({ format: FORMAT, statements: [{ id: 'S', entries }] }), {
    limits: { entryFaultsMax: 10 },
  })
  assert.equal(read.faults.at(-1)?.code, 'TOO_MANY_FAULTS')
  assert.equal(read.end.complete, false)
})

test('texts that are far too long are cut, references that are become short, and nothing piles up', async () => {
  const long = 'x'.repeat(5_000)
  const entry = {
    amount: '1.00',
    servicerReference: `${long}1`,
    transactions: [
      {
        debtor: long,
        endToEndId: long,
        unstructured: Array.from({ length: 2_000 }, () => long.slice(0, 499)),
        structured: Array.from({ length: 1_500 }, (_, i) => ({ reference: `R${i}`, documents: ['1', '2'] })),
      },
    ],
  }
  const read = await readAll(
    camtFile({ format: 'camt.054.001.02', messageId: long, statements: [{ id: long, entries: [entry] }] }),
  )
  const [said] = read.entries
  assert.deepEqual(
    [said?.payerName?.length, said?.message?.length, said?.details?.length, said?.raw.length, read.head?.fileId.length],
    [500, 4_000, 1_000, 500, 500],
  )
  assert.match(said?.bankReference ?? '', /^FI2112345600000785\/[0-9a-f]{64}\/100$/)
  assert.deepEqual(faultsOf(read), ['check TOO_LONG at Ntfctn[1]/Ntry[1]/TxDtls[1]/Strd'])
})
