/** Whether a reader would rather have Markdown than HTML: programs say so in the header Accept. */
export function prefersMarkdown(accept: string | undefined): boolean {
  if (accept === undefined) return false
  const wanted = new Map(accept.split(',').map(weightOf))
  const markdown = wanted.get('text/markdown') ?? 0
  return markdown > 0 && markdown >= (wanted.get('text/html') ?? 0)
}

function weightOf(range: string): [type: string, weight: number] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return [type, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
}
