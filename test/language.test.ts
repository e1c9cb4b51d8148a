/**
 * Comments, guides, decisions and READMEs are written in plain English: subject, verb, object. The rules stand in
 * test/support/language/rules.ts. A failure names each sentence; write it again, and keep its unit, its error, its lock and its
 * source.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { paragraphsOf, sentencesOf } from './support/language/comments.ts'
import { pageSentences, tableCells, wordsOf } from './support/language/pages.ts'
import {
  OPENING_WITHOUT_SUBJECT,
  PRIVATE_WORDS,
  SENTENCE_WORDS_MAX,
  SMALL_OPENING_WITHOUT_SUBJECT,
} from './support/language/rules.ts'
import { type Words, wordsOfProject } from './support/language/words.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CODE = ['src/**/*.ts', 'packages/*/{src,test}/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.{ts,mjs}']

interface Sentence {
  where: string
  sentence: string
  /** It continues the text before it, such as `${name} of …`. */
  isContinued?: boolean
}

const COMMENTS: Sentence[] = read(CODE).flatMap(({ path, text }) =>
  paragraphsOf(text).flatMap((paragraph) =>
    sentencesOf(paragraph.text).map((sentence) => ({ where: `${path}:${paragraph.line}`, sentence })),
  ),
)
const MARKDOWN = read(['*.md', 'docs/**/*.md', 'packages/*/README.md', 'src/**/README.md'])
const PAGES: Sentence[] = MARKDOWN.flatMap(({ path, text }) =>
  pageSentences(text).map(({ line, sentence }) => ({ where: `${path}:${line}`, sentence })),
)
const TABLES: Sentence[] = MARKDOWN.flatMap(({ path, text }) =>
  tableCells(text).map(({ line, sentence }) => ({ where: `${path}:${line}`, sentence })),
)

const SOURCES = wordsOfProject(ROOT)
const [TITLES, MESSAGES] = (['title', 'text'] as const).map((kind) =>
  SOURCES.words.filter((words) => words.kind === kind).flatMap(sentencesIn),
) as [Sentence[], Sentence[]]

function sentencesIn({ path, line, text }: Words): Sentence[] {
  return sentencesOf(text).map((sentence, i) => ({
    where: `${path}:${line}`,
    sentence,
    isContinued: i === 0 && text.startsWith(' '),
  }))
}

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

const TEXTS: [string, Sentence[], RegExp][] = [
  ['comments', COMMENTS, OPENING_WITHOUT_SUBJECT],
  ['pages', PAGES, OPENING_WITHOUT_SUBJECT],
  ['tables', TABLES, SMALL_OPENING_WITHOUT_SUBJECT],
  ['messages', MESSAGES, SMALL_OPENING_WITHOUT_SUBJECT],
  ['titles of tests', TITLES, SMALL_OPENING_WITHOUT_SUBJECT],
]

test('the test has read the comments, the pages, the messages and the titles of tests', () => {
  assert.ok(COMMENTS.length > 5_000, `${COMMENTS.length} sentences of comments`)
  assert.ok(PAGES.length > 1_500, `${PAGES.length} sentences of pages`)
  assert.ok(TABLES.length > 1_500, `${TABLES.length} cells of tables`)
  assert.ok(SOURCES.files > 1_500, `${SOURCES.files} files`)
  assert.ok(SOURCES.strings > 50_000, `${SOURCES.strings} strings and templates`)
  assert.ok(MESSAGES.length > 4_000, `${MESSAGES.length} sentences of messages`)
  assert.ok(TITLES.length > 1_500, `${TITLES.length} titles of tests`)
})

test('the test finds the words of each kind of message', () => {
  const texts = new Set(SOURCES.words.map(({ text }) => text))
  for (const text of [
    'There is no case `x`.', // an error
    'Saatava tries again automatically.', // the advice of an error
    'a connection was stopped', // a log line
    'Migrate the database to this version', // the help of a command
    'amount paid before the hand-over', // a field of the API
    'the test finds the words of each kind of message', // a title
  ])
    assert.ok(texts.has(text), text)
})

test('no variable has a private name', () => {
  none(SOURCES.privateNames)
})

for (const [kind, sentences, openingWithoutSubject] of TEXTS) {
  test(`every sentence of the ${kind} opens with a subject`, () => {
    const found = sentences.filter(
      ({ sentence, isContinued = false }) => !isContinued && openingWithoutSubject.test(sentence),
    )
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

for (const [kind, sentences] of TEXTS.filter(([kind]) => kind !== 'comments' && kind !== 'tables')) {
  test(`no sentence of the ${kind} has more than ${SENTENCE_WORDS_MAX} words`, () => {
    const found = sentences.filter(({ sentence }) => wordsOf(sentence) > SENTENCE_WORDS_MAX)
    none(found.map(({ where, sentence }) => `${where} (${wordsOf(sentence)} words) ${sentence}`))
  })
}
