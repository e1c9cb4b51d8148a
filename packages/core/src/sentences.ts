/** Texts of two sides as one: a full stop between those that do not end as a sentence does. Empty ones are left out. */
export function sentences(...texts: string[]): string {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '')
  return given.map((text, i) => (i < given.length - 1 && !/[.!?:…]["'”’)]*$/.test(text) ? `${text}.` : text)).join(' ')
}
