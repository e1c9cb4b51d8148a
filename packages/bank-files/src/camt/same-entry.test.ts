/** An entry is recognised when another page or file reports it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CAMT_ACCOUNT, camtFile } from '../../test/camt.ts'
import { readAll } from '../../test/reading.ts'
import { bankDataAbsent, iso20022Faults } from '../../test/schemas.ts'

test('entries on several pages of one statement stay apart, where the bank gives them no reference', async () => {
  const xml = camtFile({
    format: 'camt.053.001.08',
    statements: [{ id: 'S', closing: '1.00', entries: [{ amount: '1.00' }] }],
  })
  const page = (number: number) =>
    xml.replace(
      '<Id>S</Id>',
      `<Id>S</Id><StmtPgntn><PgNb>${number}</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><ElctrncSeqNb>7</ElctrncSeqNb>`,
    )
  if (bankDataAbsent === false) assert.deepEqual(iso20022Faults('camt.053.001.08', page(1)), [])
  const [first, again, second] = await Promise.all([readAll(page(1)), readAll(page(1)), readAll(page(2))])
  assert.equal(first.entries[0]?.bankReference, `${CAMT_ACCOUNT}/@S:7:p1/Ntry[1]/100`)
  assert.equal(again.entries[0]?.bankReference, first.entries[0]?.bankReference)
  assert.equal(second.entries[0]?.bankReference, `${CAMT_ACCOUNT}/@S:7:p2/Ntry[1]/100`)
})

test('the transactions of a camt.054 and the one entry of a camt.053 are recognised as one movement', async () => {
  const transactions = [
    { amount: '60.00', servicerReference: 'T1' },
    { amount: '40.00', servicerReference: 'T2' },
  ]
  const single = { amount: '5.00', servicerReference: 'E2' }
  const detailed = await readAll(
    camtFile({
      format: 'camt.054.001.02',
      statements: [
        {
          id: 'N',
          entries: [
            { amount: '100.00', servicerReference: 'E1', transactions },
            { ...single, transactions: [{ servicerReference: 'T3' }] },
          ],
        },
      ],
    }),
  )
  const booked = await readAll(
    camtFile({
      format: 'camt.053.001.02',
      statements: [{ id: 'S', closing: '105.00', entries: [{ amount: '100.00', servicerReference: 'E1' }, single] }],
    }),
  )
  const [batch, one] = booked.entries.map(({ bankReference }) => bankReference)
  assert.deepEqual(
    detailed.entries.map(({ entryReference }) => entryReference),
    [batch, batch, one],
  )
})
