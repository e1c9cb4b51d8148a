/** Tests the state of a file of answers: a table of what each event makes of each state. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FileEvent, type FileState, nextState } from './answer-state.ts'

const unfinished = (content: string, since: number): FileState => ({ step: 'UNFINISHED', content, since })
const open = (
  content: string,
  reports: number | undefined,
  acknowledged: number[],
  as: 'done' | 'bad' = 'done',
): FileState => ({ step: 'OPEN', content, reports, acknowledged: new Set(acknowledged), as })
const notJson = (content: string, now: number): FileEvent => ({ type: 'NOT_JSON', content, now, unfinishedMs: 1_000 })
const read = (content: string, reports: number, hasFaults = false): FileEvent => ({
  type: 'READ',
  content,
  reports,
  hasFaults,
})
const acknowledged = (content: string, ...reports: number[]): FileEvent => ({ type: 'ACKNOWLEDGED', content, reports })

type Case = [string, FileState | undefined, FileEvent, FileState, 'done' | 'bad' | null]
const CASES: Case[] = [
  ['a new file is not JSON: it is waited for', undefined, notJson('a', 5), unfinished('a', 5), null],
  ['it is not JSON still: waited for since then', unfinished('a', 5), notJson('a', 1_004), unfinished('a', 5), null],
  ['it has been waited for long enough', unfinished('a', 5), notJson('a', 1_005), unfinished('a', 5), 'bad'],
  ['a piece was added: waited for anew', unfinished('a', 5), notJson('b', 1_005), unfinished('b', 1_005), null],
  ['an open file was written over', open('a', 2, [0]), notJson('b', 7), unfinished('b', 7), null],
  ['a new file is read', undefined, read('a', 2), open('a', 2, []), null],
  ['it is read in part', undefined, read('a', 2, true), open('a', 2, [], 'bad'), null],
  ['it is whole now', unfinished('a', 5), read('b', 1), open('b', 1, []), null],
  ['it is read again', open('a', 2, [1]), read('a', 2), open('a', 2, [1]), null],
  ['it is read again after a move that failed', open('a', 2, [0, 1]), read('a', 2), open('a', 2, [0, 1]), 'done'],
  ['another content is read', open('a', 2, [0, 1]), read('b', 2), open('b', 2, []), null],
  ['one of two reports is acknowledged', open('a', 2, []), acknowledged('a', 1), open('a', 2, [1]), null],
  ['the same one again', open('a', 2, [1]), acknowledged('a', 1), open('a', 2, [1]), null],
  ['the last one', open('a', 2, [1]), acknowledged('a', 0), open('a', 2, [1, 0]), 'done'],
  ['all at once', open('a', 2, []), acknowledged('a', 0, 1), open('a', 2, [0, 1]), 'done'],
  ['the last one of a part', open('a', 1, [], 'bad'), acknowledged('a', 0), open('a', 1, [0], 'bad'), 'bad'],
  ['before it was read', undefined, acknowledged('a', 0), open('a', undefined, [0]), null],
  ['then it is read, with more', open('a', undefined, [0]), read('a', 2), open('a', 2, [0]), null],
  ['then it is read, with no more', open('a', undefined, [0]), read('a', 1), open('a', 1, [0]), 'done'],
  ['a content that is there no more', open('b', 1, []), acknowledged('a', 0), open('b', 1, []), null],
  ['a content before pieces of another', unfinished('b', 5), acknowledged('a', 0), unfinished('b', 5), null],
]

for (const [title, before, event, state, moveTo] of CASES) {
  test(`${event.type}: ${title}`, () => assert.deepEqual(nextState(before, event), { state, moveTo }))
}
