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

/** "PMNT/RCDT/ESCT", or the bank's own code. */
export function transactionType(
  domain: string | undefined,
  family: string | undefined,
  subFamily: string | undefined,
  own: string | undefined,
): string | undefined {
  if (domain !== undefined) return [domain, family, subFamily].filter((code) => code !== undefined).join('/')
  return own
}

/** "Ntry 15000 EUR · AcctSvcrRef 0123 · EndToEndId …": identifiers for people, those that are there. */
export function excerpt(parts: Record<string, string | undefined>, charsMax: number): string {
  const given = Object.entries(parts).filter(([, value]) => value !== undefined)
  return cut(given.map(([name, value]) => `${name} ${value}`).join(' · '), charsMax)
}
