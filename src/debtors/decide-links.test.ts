import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KnownIdentity, decideLinks } from './decide-links.ts'
import type { Identities } from './identities.ts'

const CLIENT = 100_001

function buyer(id: string | undefined, number?: string): Identities & { clientId: number } {
  return {
    clientId: CLIENT,
    id: id === undefined ? undefined : { kind: 'PERSON', identity: Buffer.from(id), personIndex: Buffer.from(id) },
    number: number === undefined ? undefined : { kind: 'CUSTOMER', identity: Buffer.from(number) },
  }
}

function known(identity: string, debtorId: string, hasId: boolean): KnownIdentity {
  return { clientId: CLIENT, identity: Buffer.from(identity), debtorId, hasId }
}

function linksOf(buyers: readonly ReturnType<typeof buyer>[], rows: readonly KnownIdentity[] = []) {
  let next = 0
  return decideLinks(buyers, rows, () => `new${++next}`)
}

test('one id has one debtor, also within one batch', () => {
  assert.deepEqual(linksOf([buyer('a'), buyer('b', '7'), buyer('a', '8')]).debtorIds, ['new1', 'new2', 'new1'])
  assert.deepEqual(linksOf([buyer('a', '9')], [known('a', 'old', true)]).debtorIds, ['old'])
})

test('a buyer without an id is the debtor of its customer number, where one debtor alone has it', () => {
  assert.deepEqual(linksOf([buyer(undefined, '7')], [known('7', 'old', true)]).debtorIds, ['old'])
  const shared = [known('7', 'one', true), known('7', 'two', true)]
  assert.deepEqual(linksOf([buyer(undefined, '7')], shared).debtorIds, ['new1'])
  assert.deepEqual(linksOf([buyer(undefined), buyer(undefined)]).debtorIds, ['new1', 'new2'])
})

test('a debtor without an id takes the id that comes with its number; a debtor with another id does not', () => {
  const learns = linksOf([buyer('a', '7'), buyer('a')], [known('7', 'old', false)])
  assert.deepEqual(learns.debtorIds, ['old', 'old'])
  assert.deepEqual(
    learns.identities.map(({ debtorId, kind, isFirst }) => [debtorId, kind, isFirst]),
    [['old', 'PERSON', true]],
  )
  const other = linksOf([buyer('b', '7')], [known('7', 'old', true)])
  assert.deepEqual(other.debtorIds, ['new1'])
  assert.deepEqual(
    other.identities.map(({ kind, isFirst }) => [kind, isFirst]),
    [
      ['PERSON', true],
      ['CUSTOMER', false],
    ],
  )
})
