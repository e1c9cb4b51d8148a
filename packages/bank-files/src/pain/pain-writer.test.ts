import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, bigInt, constantFrom, oneof, property, record, string } from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { bankDataAbsent, iso20022Faults } from '../../test/schemas.ts'
import { bankText } from './charset.ts'
import { painFaults } from './check-pain.ts'
import { type PainFile, type PainPayment, PainRefused } from './pain-file.ts'
import { painWriter } from './pain-writer.ts'

const FILE: PainFile = {
  messageId: 'RUN-2026-01-05-1',
  createdAt: new Date('2026-01-05T10:11:12.345Z'),
  initiator: { name: 'Test Agency Oy', id: '0112038-9' },
  debtor: { name: 'Test Agency Oy, asiakasvarat', iban: 'FI21 1234 5600 0007 85', bic: 'NDEAFIHH' },
  executionDate: '2026-01-07',
  currency: 'EUR',
  payments: [
    {
      id: 'S-1',
      creditor: { name: 'Test Customer Oy', iban: 'FI4250001510000023', bic: 'OKOYFIHH' },
      amount: 123_456n,
      reference: { structured: 'RF2720260000422' },
    },
    {
      id: 'S-2',
      creditor: { name: 'Åkes Bröd & Bakverk', iban: 'SE4550000000058398257466' },
      amount: 1n,
      reference: { text: 'Tilitys "1/2026" – kiitos' },
    },
    {
      id: 'S-3',
      creditor: { name: 'Matti Meikäläinen', iban: 'FI4250001510000023' },
      amount: 99_999_999_999n,
      reference: { structured: '20260000422' },
    },
    { id: 'S-4', creditor: { name: 'Matti Meikäläinen', iban: 'FI4250001510000023' }, amount: 50n },
  ],
}

interface Totals {
  NbOfTxs: string
  CtrlSum: string
}

interface Transfer {
  PmtId: object
  Amt: { InstdAmt: object }
  CdtrAgt?: object
  Cdtr: { Nm: string }
  RmtInf?: { Ustrd?: string; Strd?: { CdtrRefInf: object } }
}

interface Message {
  GrpHdr: Totals & { MsgId: string; CreDtTm: string }
  PmtInf: Totals & {
    BtchBookg: string
    PmtTpInf: { SvcLvl: { Cd: string } }
    ReqdExctnDt: string | { Dt: string }
    DbtrAcct: { Id: { IBAN: string } }
    DbtrAgt: { FinInstnId: { Othr?: { Id: string } } }
    ChrgBr: string
    CdtTrfTxInf: [Transfer, Transfer, Transfer, Transfer]
  }
}

function parse(xml: string): Message {
  const tree = new XMLParser({ parseTagValue: false, ignoreAttributes: false }).parse(xml) as {
    Document: { CstmrCdtTrfInitn: Message }
  }
  return tree.Document.CstmrCdtTrfInitn
}

for (const version of ['03', '09'] as const) {
  const schema = `pain.001.001.${version}`

  test(`${schema}: valid, with counts and sums, a transfer a payment`, (t) => {
    const xml = painWriter(FILE, version)
    if (bankDataAbsent === false) assert.deepEqual(iso20022Faults(schema, xml), [])
    else t.diagnostic(bankDataAbsent)
    const { GrpHdr, PmtInf } = parse(xml)
    assert.deepEqual(
      [GrpHdr.MsgId, GrpHdr.CreDtTm, GrpHdr.NbOfTxs, GrpHdr.CtrlSum],
      ['RUN-2026-01-05-1', '2026-01-05T10:11:12Z', '4', '1000001235.06'],
    )
    assert.deepEqual([PmtInf.NbOfTxs, PmtInf.CtrlSum, PmtInf.BtchBookg], ['4', '1000001235.06', 'false'])
    assert.deepEqual(PmtInf.ReqdExctnDt, version === '03' ? '2026-01-07' : { Dt: '2026-01-07' })
    assert.equal(PmtInf.DbtrAcct.Id.IBAN, 'FI2112345600000785')
    const [first, second, third, fourth] = PmtInf.CdtTrfTxInf
    assert.deepEqual(first.PmtId, { InstrId: 'S-1', EndToEndId: 'S-1' })
    assert.deepEqual(first.Amt.InstdAmt, { '#text': '1234.56', '@_Ccy': 'EUR' })
    assert.deepEqual(first.RmtInf?.Strd?.CdtrRefInf, {
      Tp: { CdOrPrtry: { Cd: 'SCOR' }, Issr: 'ISO' },
      Ref: 'RF2720260000422',
    })
    assert.deepEqual(
      [second.Cdtr.Nm, second.RmtInf?.Ustrd, second.CdtrAgt],
      ['Åkes Bröd + Bakverk', "Tilitys '1/2026' - kiitos", undefined],
    )
    assert.deepEqual(third.RmtInf?.Strd?.CdtrRefInf, { Tp: { CdOrPrtry: { Cd: 'SCOR' } }, Ref: '20260000422' })
    assert.equal(fourth.RmtInf, undefined)
  })

  test(`${schema}: writes the bank's id of the sender with its scheme, giro payees, and foreign IBANs in separate batches`, (t) => {
    const payments: PainPayment[] = [
      { id: 'S-1', creditor: { name: 'Åkes Bröd', giro: 'BANKGIRO', number: '991-2346' }, amount: 100n },
      { id: 'S-2', creditor: { name: 'Matti Meikäläinen', iban: 'FI4250001510000023' }, amount: 200n },
      { id: 'S-3', creditor: { name: 'Test AB', giro: 'PLUSGIRO', number: '28 65 43-4' }, amount: 300n },
      { id: 'S-4', creditor: { name: 'Test AB', giro: 'PLUSGIRO', number: '2865434', clearing: '9500' }, amount: 400n },
      { id: 'S-5', creditor: { name: 'Test AB', iban: 'SE4550000000058398257466' }, amount: 500n },
    ]
    const partyId = { id: '112233445566A001', scheme: 'BANK' as const }
    const debtor = { name: 'Test AB', iban: 'SE4550000000058398257466', bic: 'ESSESESS', partyId }
    const xml = painWriter(
      { ...FILE, currency: 'SEK', initiator: { name: 'Test Agency Oy', ...partyId }, debtor, payments },
      version,
    )
    if (bankDataAbsent === false) assert.deepEqual(iso20022Faults(schema, xml), [])
    else t.diagnostic(bankDataAbsent)
    const organisation =
      '<Id><OrgId><Othr><Id>112233445566A001</Id><SchmeNm><Cd>BANK</Cd></SchmeNm></Othr></OrgId></Id>'
    assert.equal(xml.split(organisation).length - 1, 3, 'of the sender, and of the debtor in both batches')
    const [domestic = '', foreign = ''] = xml.split('<PmtInf>').slice(1)
    assert.deepEqual(
      [domestic, foreign].map((batch) => [
        /<PmtInfId>(.*?)</.exec(batch)?.[1],
        /<CtrlSum>(.*?)</.exec(batch)?.[1],
        [...batch.matchAll(/<InstrId>(.*?)</g)].map(([, id]) => id),
      ]),
      [
        ['RUN-2026-01-05-1', '13.00', ['S-1', 'S-3', 'S-4', 'S-5']],
        ['RUN-2026-01-05-1-2', '2.00', ['S-2']],
      ],
    )
    assert.match(xml, /<CtrlSum>15\.00<\/CtrlSum><InitgPty>/)
    const giros = [
      ...domestic.matchAll(
        /<Cd>SESBA<\/Cd><\/ClrSysId><MmbId>(\d+)<.*?<Othr><Id>(\d+)<\/Id><SchmeNm>(.*?)<\/SchmeNm>/g,
      ),
    ]
    assert.deepEqual(
      giros.map(([, ...names]) => names),
      [
        ['9900', '9912346', '<Prtry>BGNR</Prtry>'],
        ['9960', '2865434', '<Cd>BBAN</Cd>'],
        ['9500', '2865434', '<Cd>BBAN</Cd>'],
      ],
    )
    assert.match(domestic, /<SvcLvl><Cd>NURG<\/Cd>/)
  })

  test(`${schema}: other currencies are not SEPA transfers; a bank without BIC is said to be without`, (t) => {
    const xml = painWriter(
      {
        ...FILE,
        ...{ currency: 'SEK', debtor: { name: 'Test AB', iban: 'SE4550000000058398257466' } },
        payments: FILE.payments.slice(1, 2),
      },
      version,
    )
    if (bankDataAbsent === false) assert.deepEqual(iso20022Faults(schema, xml), [])
    else t.diagnostic(bankDataAbsent)
    const { PmtInf } = parse(xml)
    assert.deepEqual(
      [PmtInf.PmtTpInf.SvcLvl.Cd, PmtInf.ChrgBr, PmtInf.DbtrAgt.FinInstnId.Othr?.Id],
      ['NURG', 'SHAR', 'NOTPROVIDED'],
    )
  })

  test(`${schema}: whatever names and texts hold, the file is valid and sums up`, (t) => {
    if (bankDataAbsent !== false) return t.skip(bankDataAbsent)
    const anything = oneof(string({ unit: 'grapheme', maxLength: 200 }), string({ unit: 'binary', maxLength: 200 }))
    const payment = record({
      name: anything,
      text: anything,
      amount: bigInt({ min: 1n, max: 99_999_999_999n }),
      iban: constantFrom('FI4250001510000023', 'NO9386011117947', 'DK5000400440116243'),
    })
    const valid = property(array(payment, { minLength: 1, maxLength: 5 }), (given) => {
      const payments: PainPayment[] = given.map(({ name, text, amount, iban }, i) => ({
        id: `S-${i}`,
        creditor: { name: `A${name}`, iban },
        amount,
        reference: { text: `B${text}` },
      }))
      const xml = painWriter({ ...FILE, payments }, version)
      assert.deepEqual(iso20022Faults(schema, xml), [])
      const { CtrlSum } = parse(xml).GrpHdr
      assert.equal(
        BigInt(CtrlSum.replace('.', '')),
        payments.reduce((total, { amount }) => total + amount, 0n),
      )
    })
    holds(valid, { numRuns: 100 })
  })
}

test('a file with mistakes is refused with all of them at once, and nothing is written', () => {
  const payment = FILE.payments[0] ?? assert.fail()
  const wrong: PainFile = {
    ...FILE,
    messageId: 'å',
    executionDate: '2026-02-30',
    currency: 'euro',
    debtor: { name: '漢字', iban: 'FI2112345600000786', bic: 'X' },
    payments: [
      payment,
      { ...payment, amount: 0n, reference: { structured: 'RF2820260000422' } },
      { ...payment, id: '01910000-0000-7000-8000-000000000000', amount: -1n, reference: { text: ' ' } },
      { ...payment, id: '/S-4', amount: 100_000_000_000n },
    ],
  }
  assert.throws(
    () => painWriter(wrong, '09'),
    (error) => {
      assert.ok(error instanceof PainRefused)
      assert.deepEqual(
        error.faults.map((fault) => fault.slice(0, fault.indexOf(':'))),
        [
          'messageId',
          'executionDate',
          'currency',
          'debtor.name',
          'debtor.iban',
          'debtor.bic',
          'payments[1].amount',
          'payments[1].reference',
          'payments[1].id',
          'payments[2].id',
          'payments[2].amount',
          'payments[2].reference',
          'payments[3].id',
          'payments[3].amount',
        ],
      )
      return true
    },
  )
  assert.throws(() => painWriter({ ...FILE, payments: [] }, '03'), PainRefused)
})

test('a payee outside SEPA is refused without its BIC, and so is a wrong giro number', () => {
  const wrong: PainPayment[] = [
    { id: 'S-1', creditor: { name: 'Test AB', giro: 'BANKGIRO', number: '991-2347' }, amount: 1n },
    { id: 'S-2', creditor: { name: 'Test', iban: 'TR330006100519786457841326' }, amount: 1n },
  ]
  assert.deepEqual(
    painFaults({ ...FILE, payments: wrong, initiator: { name: 'Test Agency Oy', scheme: 'CUST' } }).map((fault) =>
      fault.slice(0, fault.indexOf(':')),
    ),
    ['initiator.scheme', 'payments[0].creditor.number', 'payments[0].creditor.giro', 'payments[1].creditor.bic'],
  )
})

test('text in the characters that banks take', () => {
  for (const [text, expected] of [
    ['Åäö ÅÄÖ Ærø Łódź façade Zoë', 'Åäö ÅÄÖ Ærø Lódz façade Zoë'],
    ['A\u030Ase O\u0308berg', 'Åse Öberg'],
    ['Straße № 5, 10 % – “kiitos”', "Strasse No 5, 10 . - 'kiitos'"],
    ['Ελλάδα България', 'Ellada Balgariya'],
    ['a\u0000b\tc\n\nd', 'a b c d'],
    ['//a//b/', 'a/b'],
    ['😀 漢字', '. ..'],
    ['A&B_C@D<E>', 'A+B-C(a)D(E)'],
  ])
    assert.equal(bankText(text ?? ''), expected)
})
