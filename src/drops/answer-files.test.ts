import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ANSWER_BYTES_MAX, type ReadAnswers, AnswerFiles } from './answer-files.ts'
import { WORLDS, folderWorld, memoryLog, never } from '../../test/support/drops/world.ts'

/** Numbers are reports; anything else in a list is none. */
function parse(json: unknown): ReadAnswers<number> {
  const list = Array.isArray(json) ? (json as unknown[]) : [json]
  const values = list.filter((value) => typeof value === 'number')
  return { values, faults: list.filter((value) => typeof value !== 'number').map((value) => JSON.stringify(value)) }
}

async function bench(context: TestContext, world = folderWorld) {
  const { exchange, root } = await world(context)
  mkdirSync(join(root, 'in', 'done'), { recursive: true })
  const log = memoryLog()
  let now = 0
  const open = () => new AnswerFiles({ exchange, parse, log, unfinishedMs: 1_000, now: () => now })
  const answer = (name: string, text: string | Uint8Array) => writeFileSync(join(root, 'in', name), text)
  const lies = (folder: string) => {
    const path = join(root, 'in', folder)
    const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : []
    return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).toSorted()
  }
  return { exchange, reader: open(), open, log, answer, lies, root, wait: (ms: number) => (now += ms) }
}

const valuesOf = (answers: { value: number }[]) => answers.map(({ value }) => value)
const idsOf = (answers: { id: string }[]) => answers.map(({ id }) => id)

for (const [kind, world] of Object.entries(WORLDS)) {
  void test(`${kind}: a file is settled when every report in it has been acknowledged, and not before`, async (context) => {
    const { reader, open, answer, lies } = await bench(context, world)
    answer('1.json', '[1, 2, 3]')
    answer('2.json', '4')
    const first = await reader.read(2, never)
    assert.deepEqual(valuesOf(first), [1, 2])
    assert.deepEqual(await reader.read(2, never), first, 'nothing was acknowledged')
    await reader.acknowledge(idsOf(first), never)
    assert.deepEqual(lies('done'), [])
    assert.deepEqual(valuesOf(await open().read(9, never)), [1, 2, 3, 4], 'after a restart all is shown again')
    const rest = await reader.read(9, never)
    assert.deepEqual(valuesOf(rest), [3, 4])
    await reader.acknowledge(idsOf(rest), never)
    await reader.acknowledge(idsOf(rest), never)
    assert.deepEqual([lies(''), lies('done')], [[], ['1.json', '2.json']])
    assert.deepEqual(await reader.read(9, never), [])
  })

  void test(`${kind}: an unreadable file is moved aside and reported, and stops no other file`, async (context) => {
    const { reader, answer, lies, log, wait } = await bench(context, world)
    answer('1.json', '<html>')
    answer('2.json', new Uint8Array([0xff, 0xfe]))
    answer('3.json', '{"what": "is this"}')
    answer('4.json', '[]')
    answer('5.json', Buffer.alloc(ANSWER_BYTES_MAX + 1, ' '))
    answer('6.json', '6')
    assert.deepEqual(valuesOf(await reader.read(1, never)), [6])
    assert.deepEqual(lies('bad'), ['3.json', '4.json', '5.json'], 'what is not JSON may be half a file still')
    wait(1_000)
    await reader.read(1, never)
    assert.deepEqual(lies('bad'), ['1.json', '2.json', '3.json', '4.json', '5.json'])
    assert.deepEqual(lies(''), ['6.json'])
    assert.equal(log.lines.length, 5)
  })
}

void test('a file that comes in pieces is read when it is whole', async (context) => {
  const { reader, answer, wait, lies } = await bench(context)
  answer('1.json', '[1, ')
  assert.deepEqual(await reader.read(9, never), [])
  wait(900)
  answer('1.json', '[1, 2')
  assert.deepEqual(await reader.read(9, never), [])
  wait(900)
  answer('1.json', '[1, 2]')
  assert.deepEqual(valuesOf(await reader.read(9, never)), [1, 2])
  assert.deepEqual(lies(''), ['1.json'])
})

void test('many unfinished files do not stand in the way of the one report asked for', async (context) => {
  const { reader, answer } = await bench(context)
  for (let index = 100; index < 400; index++) answer(`${index}.json`, '{')
  answer('999.json', '99')
  const seen: number[] = []
  for (let round = 0; round < 40 && seen.length === 0; round++) seen.push(...valuesOf(await reader.read(1, never)))
  assert.deepEqual(seen, [99])
})

void test('the readable part of a file is reported, and the file is kept aside for a person', async (context) => {
  const { reader, answer, lies, log } = await bench(context)
  answer('1.json', '[1, "x", 2]')
  const answers = await reader.read(9, never)
  assert.deepEqual(valuesOf(answers), [1, 2])
  assert.deepEqual(lies('bad'), [] as string[], 'not before its reports were acknowledged')
  await reader.acknowledge(idsOf(answers), never)
  assert.deepEqual(lies('bad'), ['1.json'])
  assert.equal(log.lines.length, 1)
})

void test('a file that was written over after it was read is read again', async (context) => {
  const { reader, answer, lies } = await bench(context)
  answer('1.json', '1')
  const before = await reader.read(9, never)
  answer('1.json', '2')
  await reader.acknowledge(idsOf(before), never)
  assert.deepEqual(lies('done'), [])
  const after = await reader.read(9, never)
  assert.deepEqual(valuesOf(after), [2])
  await reader.acknowledge(idsOf(after), never)
  assert.deepEqual(lies('done'), ['1.json'])
})

void test('two workers read the same reports and both acknowledge them: no harm', async (context) => {
  const { reader, open, answer, lies } = await bench(context)
  const other = open()
  answer('1.json', '[1, 2]')
  const [mine, theirs] = await Promise.all([reader.read(9, never), other.read(9, never)])
  assert.deepEqual(idsOf(mine), idsOf(theirs))
  await Promise.all([reader.acknowledge(idsOf(mine), never), other.acknowledge(idsOf(theirs), never)])
  assert.deepEqual([lies(''), lies('done')], [[], ['1.json']])
})

void test('an unreachable exchange is an error, and a file that is gone is not', async (context) => {
  const { reader, answer, root } = await bench(context)
  answer('1.json', '1')
  const answers = await reader.read(9, never)
  rmSync(join(root, 'in', '1.json'))
  await reader.acknowledge(idsOf(answers), never)
  rmSync(join(root, 'in'), { recursive: true })
  writeFileSync(join(root, 'in'), 'no folder')
  await assert.rejects(reader.read(9, never), { kind: 'auth', code: 'ENOTDIR' })
})
