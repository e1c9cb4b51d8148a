export const LINE_CHARACTERS_MAX = 200

/** Fills {placeholders}; unknown ones stay as they stand. Values are not expanded again. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}
