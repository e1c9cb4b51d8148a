/** A reporter for the test runner that ends with the files that took longest, so that a suite that grows too slow shows where. */
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

const FILES_SHOWN = 15
const SLOW_MS = 5_000

export default async function* slowest(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, { began: number; ended: number }>()
  for await (const event of events) {
    // These events come as they happen; passes and failures come later, in the order of the files.
    if (event.type === 'test:dequeue' || event.type === 'test:complete') {
      const { file } = event.data
      // A group of files (groups.ts) lies outside.
      if (file === undefined || relative(process.cwd(), file).startsWith('..')) continue
      const now = performance.now()
      files.set(file, { began: files.get(file)?.began ?? now, ended: now })
    }
    if (event.type === 'test:summary' && event.data.file === undefined) yield* lines(files)
  }
}

function* lines(files: ReadonlyMap<string, { began: number; ended: number }>): Generator<string> {
  const slow = [...files]
    .map(([file, { began, ended }]) => ({ file, ms: ended - began }))
    .filter(({ ms }) => ms > SLOW_MS)
    .toSorted((a, b) => b.ms - a.ms)
  if (slow.length === 0) return
  yield '\nThe slowest files:\n'
  for (const { file, ms } of slow.slice(0, FILES_SHOWN))
    yield `${(ms / 1_000).toFixed(1).padStart(7)} s  ${relative(process.cwd(), file)}\n`
}
