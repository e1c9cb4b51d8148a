/**
 * Comments and guides are written in plain English: subject, verb, object. The rules stand in test/language/rules.ts. A
 * failure names each sentence; write it anew, and keep its unit, its error, its lock and its source.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { paragraphsOf, sentencesOf } from './language/comments.ts'
import { guideSentences, wordsOf } from './language/guides.ts'
import { CEILINGS, GUIDE_WORDS_MAX, OPENING_WITHOUT_SUBJECT, PRIVATE_WORDS } from './language/rules.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CODE = ['src/**/*.ts', 'packages/*/{src,test}/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.{ts,mjs}']

interface Sentence {
  where: string
  sentence: string
}

const COMMENTS: Sentence[] = read(CODE).flatMap(({ path, text }) =>
  paragraphsOf(text).flatMap((paragraph) =>
    sentencesOf(paragraph.text).map((sentence) => ({ where: `${path}:${paragraph.line}`, sentence })),
  ),
)
const GUIDES: Sentence[] = read(['docs/guides/*.md']).flatMap(({ path, text }) =>
  guideSentences(text).map(({ line, sentence }) => ({ where: `${path}:${line}`, sentence })),
)

function read(patterns: string[]): { path: string; text: string }[] {
  return globSync(patterns, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('test/language/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

function holdTo(ceiling: number, findings: string[]): void {
  if (findings.length <= ceiling) return
  const list = findings.slice(0, 200).join('\n')
  assert.fail(`${findings.length} findings, at most ${ceiling} may be left (test/language/rules.ts):\n${list}`)
}

describe('the language of comments', () => {
  test('the test has read the comments', () => {
    assert.ok(COMMENTS.length > 5_000, `${COMMENTS.length} sentences`)
  })

  test('every sentence opens with a subject', () => {
    const found = COMMENTS.filter(({ sentence }) => OPENING_WITHOUT_SUBJECT.test(sentence))
    holdTo(
      CEILINGS.openings,
      found.map(({ where, sentence }) => `${where} ${sentence}`),
    )
  })

  test('no sentence uses a private word', () => {
    const found = COMMENTS.flatMap(({ where, sentence }) =>
      PRIVATE_WORDS.filter(({ words }) => words.test(sentence)).map(
        ({ words, plain }) => `${where} “${words.exec(sentence)?.[0]}”, plainly: ${plain}: ${sentence}`,
      ),
    )
    holdTo(CEILINGS.privateWords, found)
  })
})

describe('the language of guides', () => {
  test('the test has read the guides', () => {
    assert.ok(GUIDES.length > 1_000, `${GUIDES.length} sentences`)
  })

  test(`no sentence has more than ${GUIDE_WORDS_MAX} words`, () => {
    const found = GUIDES.filter(({ sentence }) => wordsOf(sentence) > GUIDE_WORDS_MAX)
    holdTo(
      CEILINGS.longSentences,
      found.map(({ where, sentence }) => `${where} (${wordsOf(sentence)} words) ${sentence}`),
    )
  })
})
