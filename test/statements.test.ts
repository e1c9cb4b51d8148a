/**
 * SQL held to types: each statement of src is read from the sources, described by PostgreSQL against the migrated schema,
 * and compared with the row type that its call of `query` declares: the names of the columns both ways, and their types.
 *
 * A statement is a string, a template or a constant. Its parts are constants, sets of `bulk`, functions that return an
 * expression, and conditions, of which both sides are read. A part that is known at run time only, and a column that is
 * never null although its table allows it, have a line in test/support/sql/samples.ts.
 */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { API, type Project } from 'typescript/unstable/sync'
import { DUE_WORK } from '../src/clock/due-work.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import { faultsOf } from './support/sql/compare.ts'
import { type Column, Describer } from './support/sql/describe.ts'
import { Evaluator, Unknown } from './support/sql/evaluate.ts'
import { NEVER_NULL, NOT_READ, SAMPLES, entryOf, unusedEntries } from './support/sql/samples.ts'
import type { Shape } from './support/sql/shapes.ts'
import { type Statement, statementsOf } from './support/sql/statements.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const STATEMENTS_MIN = 400

interface Read {
  statement: Statement
  /** Each text that it may have; none where it could not be read. */
  texts: string[]
}

let database: TestDatabase
let describer: Describer
const statements: Read[] = []
const unread: string[] = []

before(async () => {
  database = await testDatabase()
  describer = await Describer.open(database.ownerUrl)
  readStatements()
})
after(async () => {
  await describer.close()
  await database.drop()
})

function readStatements(): void {
  const api = new API({ cwd: ROOT })
  try {
    const [project] = api.updateSnapshot({ openProjects: [`${ROOT}tsconfig.json`] }).getProjects()
    assert.ok(project !== undefined, 'the project of tsconfig.json opens')
    const evaluator = new Evaluator(project.checker, (node) =>
      entryOf(SAMPLES, pathOf(node.getSourceFile().fileName), node.getText()),
    )
    for (const statement of statementsOfProject(project)) {
      if (entryOf(NOT_READ, statement.path, statement.text.getText()) !== undefined) continue
      try {
        statements.push({ statement, texts: evaluator.everyText(statement.text) })
      } catch (error) {
        if (!(error instanceof Unknown)) throw error
        unread.push(`${statement.where} ${error.text}`)
      }
    }
  } finally {
    api.close()
  }
}

function statementsOfProject({ program, checker }: Project): Statement[] {
  return program
    .getSourceFileNames()
    .filter((name) => name.startsWith(`${ROOT}src/`) && !/\.test(ing)?\.ts$/.test(name))
    .flatMap((name) => {
      const file = program.getSourceFile(name)
      return file?.text.includes('.query') === true ? statementsOf(file, pathOf(name), checker) : []
    })
}

function pathOf(name: string): string {
  return name.slice(ROOT.length)
}

test('every statement of the sources is read', () => {
  assert.deepEqual(unread, [], 'add what stands for these parts to test/support/sql/samples.ts')
  assert.ok(statements.length >= STATEMENTS_MIN, `${statements.length} statements`)
})

test('PostgreSQL takes every statement, and it returns the columns that the code declares', async () => {
  const faults = new Set<string>()
  for (const { statement, texts } of statements)
    for (const text of texts) {
      const columns = await describer.columnsOf(text).catch((error: unknown) => String(error))
      const neverNull = (name: string) => entryOf(NEVER_NULL, statement.path, name) !== undefined
      const found = typeof columns === 'string' ? [`${columns} in ${text}`] : faultsOf(statement, columns, neverNull)
      for (const fault of found) faults.add(`${statement.where} ${fault}`)
    }
  assert.deepEqual([...faults], [])
})

test('every line of samples.ts is of use', () => {
  assert.deepEqual(unusedEntries(), [])
})

test('the SQL of due work counts, and names a moment', async () => {
  const typesOf = async (sql: string) =>
    (await describer.columnsOf(sql.replaceAll('$1', '$1::timestamptz'))).map(({ type }) => type)
  for (const { name, count, oldest, next } of DUE_WORK) {
    assert.deepEqual([name, await typesOf(count)], [name, ['int8']])
    for (const moment of oldest === undefined ? [next] : [next, oldest])
      assert.deepEqual([name, await typesOf(moment)], [name, ['timestamptz']])
  }
})

test('a row type that is not what the statement returns is a fault', async () => {
  const columns = await describer.columnsOf('select client_id, payment_reference, submitted_at, document from invoice')
  const shapes = (client: string, reference: Shape) =>
    new Map<string, Shape>([
      ['client_id', one(client)],
      ['payment_reference', reference],
      ['submitted_at', one('Date')],
      ['document', { kinds: new Set(['object']), nullable: true }],
    ])
  const faults = (declared: Map<string, Shape> | undefined, found: readonly Column[] = columns) =>
    faultsOf({ columns: declared, isRead: true }, found, () => false)
  const reference = { kinds: new Set(['string']), nullable: true }
  assert.deepEqual(faults(shapes('number', reference)), [])
  assert.deepEqual(faults(shapes('string', reference)), ['returns client_id as number, and declares string'])
  assert.deepEqual(faults(shapes('number', one('string'))), ['returns payment_reference, which may be null'])
  assert.deepEqual(faults(shapes('number', reference), columns.slice(0, 3)), ['does not return document'])
  assert.deepEqual(faults(new Map([['client_id', one('number')]]), columns.slice(0, 2)), [
    'returns payment_reference, which is not declared',
  ])
  assert.deepEqual(faults(undefined, columns.slice(0, 1)), ['returns client_id and declares no type'])
})

function one(kind: string): Shape {
  return { kinds: new Set([kind]), nullable: false }
}
