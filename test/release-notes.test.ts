import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notesOf } from '../scripts/release-notes.ts'

const CHANGELOG = `# Changelog

## [Unreleased]

- Not yet.

## [0.2.0] - 2026-12-24

### Added

- Second.

## [0.1.0] - 2026-12-01

- First.
`

test('the notes of a release are the section of its version alone', () => {
  assert.equal(notesOf(CHANGELOG, '0.2.0'), '### Added\n\n- Second.')
  assert.equal(notesOf(CHANGELOG, '0.1.0'), '- First.')
})

test('a version without a section, without a text or without a date has no notes', () => {
  assert.throws(() => notesOf(CHANGELOG, '0.3.0'), /no section/)
  assert.throws(() => notesOf('## [0.3.0] - 2026-12-31\n\n## [0.2.0] - 2026-12-24\n- Second.\n', '0.3.0'), /no section/)
  assert.throws(() => notesOf('## [0.3.0] - soon\n\n- Third.\n', '0.3.0'), /no date/)
})
