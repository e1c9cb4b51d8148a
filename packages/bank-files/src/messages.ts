/** Texts put together, a line each, and cut where they are too long; undefined where there are none. */
export function joinedMessage(texts: (string | undefined)[], charsMax: number): string | undefined {
  const message = texts.filter((text) => text !== undefined && text !== '').join('\n')
  if (message === '') return undefined
  return cut(message, charsMax)
}

/** Cut to so many UTF-16 units, not through the middle of a character. */
export function cut(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : text.slice(0, charsMax).replace(/[\uD800-\uDBFF]$/, '')
}

/** "AcctSvcrRef 0123 · EndToEndId …": identifiers for people, those that are there. */
export function excerpt(parts: [name: string, value: string | undefined][], charsMax: number): string {
  let text = ''
  for (const [name, value] of parts) if (value !== undefined) text += `${text === '' ? '' : ' · '}${name} ${value}`
  return cut(text, charsMax)
}
