import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseError } from 'pg'
import { isUniqueViolation, violationOf } from './violation.ts'

function refused(code: string, message: string, constraint?: string): DatabaseError {
  const error = new DatabaseError(message, message.length, 'error')
  error.code = code
  error.constraint = constraint
  return error
}

const UNIQUE = (name: string) => `duplicate key value violates unique constraint "${name}"`
const FOREIGN = (name: string) => `insert or update on table "posting" violates foreign key constraint "${name}"`

test('a violation has the same name whichever node reports it, and with whichever code', () => {
  for (const [error, expected] of [
    [refused('23505', UNIQUE('invoice_number'), 'invoice_number'), ['unique', 'invoice_number']],
    // The server's words may be in another language: then the code and the constraint decide.
    [refused('23505', 'rikkoo uniikkisuutta', 'invoice_number'), ['unique', 'invoice_number']],
    [refused('23505', UNIQUE('invoice_number_102078'), 'invoice_number_102078'), ['unique', 'invoice_number']],
    [refused('XX000', UNIQUE('invoice_number_102078')), ['unique', 'invoice_number']],
    [refused('23503', FOREIGN('posting_fkey'), 'posting_fkey'), ['foreign key', 'posting_fkey']],
    [refused('XX000', FOREIGN('posting_fkey_102101')), ['foreign key', 'posting_fkey']],
  ] as const)
    assert.deepEqual(Object.values(violationOf(error) ?? {}), expected, error.message)
})

test('any other error is no violation', () => {
  for (const error of [
    refused('XX000', 'could not read block 7'),
    refused('23514', 'new row violates check constraint "invoice_check"', 'invoice_check'),
    new Error(UNIQUE('invoice_number')),
    undefined,
  ])
    assert.equal(violationOf(error), undefined)
})

test('a unique violation may be asked for by its constraint', () => {
  const error = refused('XX000', UNIQUE('invoice_number_102078'))
  assert.ok(isUniqueViolation(error))
  assert.ok(isUniqueViolation(error, 'invoice_number'))
  assert.ok(!isUniqueViolation(error, 'invoice_reference'))
  assert.ok(!isUniqueViolation(refused('23503', FOREIGN('posting_fkey'), 'posting_fkey')))
})
