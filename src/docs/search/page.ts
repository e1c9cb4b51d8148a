/** The page of results. It needs no script: a search is a link. */
import { escapeHtml } from '../highlight.ts'
import { frame } from '../layout.ts'
import type { Found } from './find.ts'

const EXCERPT_LETTERS = 220
const BEFORE_LETTERS = 60

export function searchPage(query: string, results: readonly Found[]): string {
  const words = escapeHtml(query)
  const items = results.map(
    ({ id, page, title, text, words: found }) =>
      `<li><a href="${escapeHtml(id)}">${escapeHtml(title)}</a>${title === page ? '' : ` <span class="hint">${escapeHtml(page)}</span>`}<p>${excerpt(text, found)}</p></li>`,
  )
  return frame(
    'Search',
    `<main class="home" id="content">
<h1>Search</h1>
<p class="hint">${sentence(query, words, results.length)}</p>
<ol class="results">
${items.join('\n')}
</ol>
</main>`,
    { query: words },
  )
}

function sentence(query: string, words: string, count: number): string {
  if (query === '') return 'Type a word, a setting or an error code into the field above.'
  if (count === 0)
    return `Nothing was found for “${words}”. Try another word; the <a href="/docs/glossary">glossary</a> lists the words that these pages use.`
  return `${count === 1 ? 'One result' : `${count} results`} for “${words}”.`
}

/** The text around the first word that was found; the words are marked. */
function excerpt(text: string, words: readonly string[]): string {
  const found = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${found})`, 'giu')
  const at = Math.max(0, text.search(pattern) - BEFORE_LETTERS)
  const from = at === 0 ? 0 : text.indexOf(' ', at) + 1
  const end = text.length <= from + EXCERPT_LETTERS ? text.length : text.lastIndexOf(' ', from + EXCERPT_LETTERS)
  return `${from > 0 ? '… ' : ''}${withMarks(text.slice(from, end), pattern)}${end < text.length ? ' …' : ''}`
}

function withMarks(text: string, pattern: RegExp): string {
  let html = ''
  let done = 0
  for (const { 0: word, index } of text.matchAll(pattern)) {
    html += `${escapeHtml(text.slice(done, index))}<mark>${escapeHtml(word)}</mark>`
    done = index + word.length
  }
  return html + escapeHtml(text.slice(done))
}
