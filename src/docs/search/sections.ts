/** The docs in the parts that a search finds: each section of a guide, each row of a table that has an address, each operation. */
import { Marked, type Token, type Tokens } from 'marked'
import { headingIds, headingOf, isRowName } from '../markdown.ts'
import { type Document, operationsOf, slugOf } from '../reference/document.ts'

export interface Section {
  /** The address, with the anchor. */
  id: string
  /** The title of the page. */
  page: string
  title: string
  text: string
  isRow: boolean
}

export function sectionsOf(slug: string, page: string, markdown: string): Section[] {
  const sections: Section[] = []
  let current: Section = { id: `/docs/${slug}`, page, title: page, text: '', isRow: false }
  const tokens = new Marked({ gfm: true }).lexer(markdown)
  const taken = headingIds(tokens)
  for (const token of tokens) {
    if (token.type === 'heading' && token['depth'] === 1) continue
    if (token.type === 'heading') {
      sections.push(current)
      const { id, words } = headingOf(String(token['text']))
      current = { id: `/docs/${slug}#${id}`, page, title: plain(words), text: '', isRow: false }
    } else if (token.type === 'table') sections.push(...rowsOf(token as Tokens.Table, current, taken))
    else current.text += ` ${textOf(token)}`
  }
  return [...sections, current]
}

/** The operations of the reference: "POST /invoice". */
export function operationSections(document: Document): Section[] {
  return document.tags.flatMap(({ name }) =>
    operationsOf(document, name).map(({ method, path, operation: { operationId, summary, description = '' } }) => ({
      id: `/docs/reference/${slugOf(name)}#${operationId}`,
      page: 'API reference',
      title: summary,
      text: `${method} ${path.replace('/api/v1/partner', '')}: ${plain(description)}`,
      isRow: false,
    })),
  )
}

/** A row without an address belongs to its section. */
function rowsOf({ rows }: Tokens.Table, current: Section, taken: Set<string>): Section[] {
  return rows.flatMap((row) => {
    const [first = '', ...others] = row.map(({ text }) => plain(text))
    const name = [...(row[0]?.text ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code).find(isRowName)
    if (name === undefined || taken.has(name)) {
      current.text += ` ${first}: ${others.filter((text) => text !== '').join(', ')}.`
      return []
    }
    taken.add(name)
    const [path] = current.id.split('#')
    return [
      {
        id: `${path}#${name}`,
        page: current.page,
        title: first,
        text: others.filter((text) => text !== '').join(' · '),
        isRow: true,
      },
    ]
  })
}

function textOf(token: Token): string {
  if (token.type === 'code') return String(token['text'])
  return 'text' in token ? plain(token.raw) : ''
}

/** Markdown without its signs. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]|^#+ |^[-\d.]+ |^> /gm, '')
    .replaceAll(/\\([|<>])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
