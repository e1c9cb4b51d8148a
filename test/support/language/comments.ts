/** Reads the comments of a TypeScript file, and the sentences of comments and of Markdown. */

interface Paragraph {
  line: number
  text: string
}

/** A new thought begins at a tag, a list item, a table row or an indented line. */
const BEGINS_PARAGRAPH = /^(@|[-*•] |\d+\. |\||\s{2,})/

/** Returns the paragraphs of all comments: `//`, `/* … *\/` and the `--` of SQL in templates. */
export function paragraphsOf(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let open: { line: number; texts: string[] } | undefined
  const close = () => {
    if (open !== undefined)
      paragraphs.push({ line: open.line, text: open.texts.join(' ').replaceAll(/\s+/g, ' ').trim() })
    open = undefined
  }
  const add = (line: number, text: string) => {
    if (text.trim() === '') return close()
    if (open !== undefined && BEGINS_PARAGRAPH.test(text)) close()
    open ??= { line, texts: [] }
    open.texts.push(text)
  }
  let inBlock = false
  for (const [i, raw] of source.split('\n').entries()) {
    const found = inBlock ? /^\s*(?:\*(?!\/))? ?(.*)$/.exec(raw) : /^\s*(?:\/\/|--(?= )|\/\*\*?) ?(.*)$/.exec(raw)
    const isBlock: boolean = inBlock || /^\s*\/\*/.test(raw)
    if (found !== null) {
      if (!inBlock && isBlock) close()
      const [text = ''] = (found[1] ?? '').split('*/')
      add(i + 1, text)
      inBlock = isBlock && !raw.includes('*/')
      if (isBlock && !inBlock) close()
      continue
    }
    close()
    const behind = /[^:'"`\s]\s+\/\/ (.*)$/.exec(raw) ?? /\/\*\* (.*?)\s*\*\//.exec(raw)
    if (behind !== null) paragraphs.push({ line: i + 1, text: behind[1] ?? '' })
  }
  close()
  return paragraphs
}

/** Splits a paragraph into sentences. A tag such as @returns begins a sentence. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?]["')\]]?)\s+(?=[A-Z`"“(*[@])|\s+(?=@(?:returns|throws|param) )/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}
