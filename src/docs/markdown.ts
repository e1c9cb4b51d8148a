/** Markdown of our own to HTML. Headings get ids: of their words, or the one written as `## Words {#id}`. */
import { Marked, type MarkedExtension, type Parser, type Token, type Tokens } from 'marked'
import { type Tabs, codeHtml, gatherTabs, tabsHtml } from './tabs.ts'

interface Heading {
  id: string
  text: string
  depth: 2 | 3
}

export interface RenderedGuide {
  html: string
  /** Headings of the second and third level, for the page's own menu. */
  contents: Heading[]
}

export function renderMarkdown(text: string): RenderedGuide {
  const contents: Heading[] = []
  const marked = new Marked({
    gfm: true,
    // An address in a text is not a link: the pages lead nowhere but to themselves.
    tokenizer: { url: () => undefined },
  })
  const tokens = marked.lexer(text)
  const taken = headingIds(tokens)
  marked.use(renderers(contents, taken))
  return { html: marked.parser(gatherTabs(tokens)), contents }
}

function renderers(contents: Heading[], taken: Set<string>): MarkedExtension {
  let rows = 0
  return {
    extensions: [{ name: 'tabs', renderer: (token) => tabsHtml((token as Tabs).tabs, (rows += 1)) }],
    renderer: {
      heading({ tokens, depth }) {
        const { id, words } = headingOf(this.parser.parseInline(tokens))
        if (depth === 2 || depth === 3) contents.push({ id, text: words, depth })
        const link = depth === 1 ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`
        return `<h${depth} id="${id}">${words}${link}</h${depth}>\n`
      },
      code: ({ text, lang = '' }) => codeHtml(text, lang.split(' ')[0] ?? ''),
      table(token) {
        return tableHtml(token, this.parser, taken)
      },
    },
  }
}

function tableHtml({ header, rows }: Tokens.Table, parser: Parser, taken: Set<string>): string {
  const cells = (row: Tokens.TableCell[], tag: string) =>
    row.map(({ tokens }) => `<${tag}>${parser.parseInline(tokens)}</${tag}>`)
  // A column without a name has no header for a screen reader to say.
  const heads = cells(header, 'th').map((cell) => (cell === '<th></th>' ? '<td></td>' : cell))
  const body = rows.map((row) => {
    const [first = '', ...others] = cells(row, 'td')
    return `<tr>${withIds(first, taken)}${others.join('')}</tr>`
  })
  // A wide table scrolls within the page; the page never does.
  return `<div class="table" tabindex="0"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>\n`
}

/** The first cell names a setting, a code or a type: a link leads to its row. */
function withIds(cell: string, taken: Set<string>): string {
  return cell.replaceAll(/<code>([^<]+)<\/code>/g, (all, name: string) => {
    if (!isRowName(name) || taken.has(name)) return all
    taken.add(name)
    return `<code id="${name}">${name}</code><a class="anchor" href="#${name}" tabindex="-1" aria-label="Link to ${name}">#</a>`
  })
}

/** A heading has its id before any row of a table. */
export function headingIds(tokens: readonly Token[]): Set<string> {
  return new Set(tokens.flatMap((token) => (token.type === 'heading' ? [headingOf(String(token['text'])).id] : [])))
}

export function isRowName(name: string): boolean {
  return /^\w[\w.-]{2,}$/.test(name)
}

export function headingOf(words: string): { id: string; words: string } {
  const [, text = words, given] = /^(.*?)\s*\{#([\w-]+)\}$/.exec(words) ?? []
  return { id: given ?? slugOf(text), words: text }
}

function slugOf(words: string): string {
  return words
    .replaceAll(/<[^>]+>|&\w+;/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
}
