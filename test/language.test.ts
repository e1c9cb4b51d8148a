/**
 * Comments, guides, decisions and READMEs are written in plain English: subject, verb, object. The rules stand in
 * test/support/language/rules.ts. A failure names each sentence; write it anew, and keep its unit, its error, its lock and its
 * source.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { paragraphsOf, sentencesOf } from './support/language/comments.ts'
import { pageSentences, wordsOf } from './support/language/pages.ts'
import { PAGE_WORDS_MAX, OPENING_WITHOUT_SUBJECT, PRIVATE_WORDS } from './support/language/rules.ts'

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
const PAGES: Sentence[] = read(['*.md', 'docs/**/*.md', 'packages/*/README.md', 'src/**/README.md']).flatMap(
  ({ path, text }) => pageSentences(text).map(({ line, sentence }) => ({ where: `${path}:${line}`, sentence })),
)

function read(patterns: string[]): { path: string; text: string }[] {
  return globSync(patterns, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('test/language/') && path !== 'CHANGELOG.md')
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

function none(findings: string[]): void {
  if (findings.length > 0) assert.fail(`${findings.length} findings:\n${findings.slice(0, 200).join('\n')}`)
}

const TEXTS: [string, Sentence[]][] = [
  ['comments', COMMENTS],
  ['pages', PAGES],
]

test('the test has read the comments and the pages', () => {
  assert.ok(COMMENTS.length > 5_000, `${COMMENTS.length} sentences of comments`)
  assert.ok(PAGES.length > 1_500, `${PAGES.length} sentences of pages`)
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

test(`no sentence of the pages has more than ${PAGE_WORDS_MAX} words`, () => {
  const found = PAGES.filter(({ sentence }) => wordsOf(sentence) > PAGE_WORDS_MAX)
  none(found.map(({ where, sentence }) => `${where} (${wordsOf(sentence)} words) ${sentence}`))
})
