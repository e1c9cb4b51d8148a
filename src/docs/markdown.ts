/** Markdown of our own to HTML. Headings get ids: of their words, or the one written as `## Words {#id}`. */
import { Marked } from 'marked'

export function renderMarkdown(text: string): { html: string; contents: { id: string; text: string }[] } {
  const contents: { id: string; text: string }[] = []
  const marked = new Marked({
    gfm: true,
    // An address in a text is not a link: the pages lead nowhere but to themselves.
    tokenizer: { url: () => undefined },
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens)
        const [, words = inner, given] = /^(.*?)\s*\{#([\w-]+)\}$/.exec(inner) ?? []
        const id = given ?? slugOf(words)
        if (depth === 2) contents.push({ id, text: words })
        const link = depth === 1 ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`
        return `<h${depth} id="${id}">${words}${link}</h${depth}>\n`
      },
      table(token) {
        const cells = (row: typeof token.header, tag: string) =>
          row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')
        const rows = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')
        // A wide table scrolls within the page; the page never does.
        return `<div class="table"><table><thead><tr>${cells(token.header, 'th')}</tr></thead><tbody>${rows}</tbody></table></div>\n`
      },
    },
  })
  return { html: marked.parse(text, { async: false }), contents }
}

function slugOf(words: string): string {
  return words
    .replaceAll(/<[^>]+>|&\w+;/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
}
