/** Returns the sentences of a Markdown page: of its paragraphs and list items, not of code, tables and headings. */
export function pageSentences(markdown: string): { line: number; sentence: string }[] {
  const sentences: { line: number; sentence: string }[] = []
  let paragraph: string[] = []
  let line = 0
  let inCode = false
  const close = () => {
    const split = paragraph.join(' ').split(/(?<=[.!?]["”)*\]]*)\s+(?=[A-Z`"“*[(])/)
    if (paragraph.length > 0) sentences.push(...split.map((sentence) => ({ line, sentence })))
    paragraph = []
  }
  for (const [i, raw] of markdown.split('\n').entries()) {
    if (/^\s*```/.test(raw)) inCode = !inCode
    const isText = !inCode && !/^\s*($|```|#|\||\{\{)/.test(raw)
    if (!isText || /^\s*([-*]|\d+\.) /.test(raw)) close()
    if (!isText) continue
    if (paragraph.length === 0) line = i + 1
    paragraph.push(raw.trim().replace(/^([-*]|\d+\.) /, ''))
  }
  close()
  return sentences
}

/** Returns the cells of the tables of a Markdown page. */
export function tableCells(markdown: string): { line: number; sentence: string }[] {
  return markdown
    .split('\n')
    .flatMap((raw, i) =>
      /^\s*\|/.test(raw) ? raw.split(/(?<!\\)\|/).map((cell) => ({ line: i + 1, sentence: cell.trim() })) : [],
    )
    .filter(({ sentence }) => /\s/.test(sentence))
}

/** Counts the words of a sentence; what stands in backticks counts as one. */
export function wordsOf(sentence: string): number {
  return sentence
    .replaceAll(/`[^`]*`/g, 'code')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
