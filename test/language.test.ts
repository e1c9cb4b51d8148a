/**
 * Comments and guides are written in plain English: subject, verb, object. The rules stand in test/language/rules.ts. A
 * failure names each sentence; write it anew, and keep its unit, its error, its lock and its source.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { paragraphsOf, sentencesOf } from './language/comments.ts'
import { guideSentences, wordsOf } from './language/guides.ts'
import { GUIDE_WORDS_MAX, OPENING_WITHOUT_SUBJECT, PRIVATE_WORDS } from './language/rules.ts'

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

function none(findings: string[]): void {
  if (findings.length > 0) assert.fail(`${findings.length} findings:\n${findings.slice(0, 200).join('\n')}`)
}

const TEXTS: [string, Sentence[]][] = [
  ['comments', COMMENTS],
  ['guides', GUIDES],
]

test('the test has read the comments and the guides', () => {
  assert.ok(COMMENTS.length > 5_000, `${COMMENTS.length} sentences of comments`)
  assert.ok(GUIDES.length > 1_000, `${GUIDES.length} sentences of guides`)
})

for (const [kind, sentences] of TEXTS) {
  test(`every sentence of the ${kind} opens with a subject`, () => {
    const found = sentences.filter(({ sentence }) => OPENING_WITHOUT_SUBJECT.test(sentence))
    none(found.map(({ where, sentence }) => `${where} ${sentence}`))
  })

  test(`no sentence of the ${kind} uses a private word`, () => {
    const found = sentences.flatMap(({ where, sentence }) =>
      PRIVATE_WORDS.filter(({ words }) => words.test(sentence)).map(
        ({ words, plain }) => `${where} “${words.exec(sentence)?.[0]}”, plainly: ${plain}: ${sentence}`,
      ),
    )
    none(found)
  })
}

test(`no sentence of the guides has more than ${GUIDE_WORDS_MAX} words`, () => {
  const found = GUIDES.filter(({ sentence }) => wordsOf(sentence) > GUIDE_WORDS_MAX)
  none(found.map(({ where, sentence }) => `${where} (${wordsOf(sentence)} words) ${sentence}`))
})
