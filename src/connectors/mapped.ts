/** The value a mapping has for a key, its own alone: a VAT code "constructor" is not mapped by JavaScript itself. */
export function mapped(mapping: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined
}
