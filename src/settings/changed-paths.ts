/** One value that is not what it was; lists are one value. */
export interface ChangedPath {
  path: string
  before: unknown
  after: unknown
}

/** Returns the differences between two JSON values, by pointer. */
export function changedPaths(before: unknown, after: unknown, path = ''): ChangedPath[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => changedPaths(before[key], after[key], `${path}/${key}`))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [{ path, before: before ?? null, after: after ?? null }]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
