import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Late, remindersOf } from './arrears.ts'

const late = (from: string, until: string | null, reminders: number): Late => ({ from, until, reminders })

/** The open claim fell due on 2026-03-01. */
const CASES: [string, Late[], number][] = [
  ['no other claim', [], 0],
  ['one that was paid before', [late('2026-01-01', '2026-02-01', 3)], 0],
  ['one that was paid after the open one fell due', [late('2026-01-01', '2026-03-01', 2)], 2],
  ['one that is open', [late('2026-01-01', null, 3)], 3],
  ['a chain without a break', [late('2025-11-01', '2026-01-10', 2), late('2026-01-05', '2026-03-05', 1)], 3],
  ['the same in the other order', [late('2026-01-05', '2026-03-05', 1), late('2025-11-01', '2026-01-10', 2)], 3],
  ['a chain with a break', [late('2025-11-01', '2026-01-01', 2), late('2026-01-05', '2026-03-05', 1)], 1],
  ['one that fell due later', [late('2026-04-01', null, 1)], 1],
]

for (const [name, others, reminders] of CASES)
  test(`D5: reminders in continuous arrears: ${name}`, () => assert.equal(remindersOf('2026-03-01', others), reminders))
