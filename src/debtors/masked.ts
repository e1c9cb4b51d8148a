const SHOWN = 6

/** A personal identity number as far as its date of birth. */
export function masked(text: string): string {
  const shown = text.length > SHOWN ? SHOWN : 0
  return text.slice(0, shown) + '*'.repeat(text.length - shown)
}
