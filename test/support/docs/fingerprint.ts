/** A fingerprint of what callers rely on: operations, parameters and schemas, without words for people and examples. */
import { createHash } from 'node:crypto'

const LENGTH = 12
const FOR_PEOPLE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'tags',
  'externalDocs',
  'x-tagGroups',
  'info',
])

export function fingerprintOf(document: object): string {
  return createHash('sha256')
    .update(JSON.stringify(bare(document)))
    .digest('hex')
    .slice(0, LENGTH)
}

/** @param isMap the keys are names that somebody chose, of properties or schemas */
function bare(node: unknown, isMap = false): unknown {
  if (Array.isArray(node)) return node.map((one) => bare(one))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => isMap || !FOR_PEOPLE.has(key))
      .map(([key, child]) => [key, bare(child, !isMap && (key === 'properties' || key === 'schemas'))] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/**
 * The fault of a changelog, if there is one: the API differs from that of the newest day, and nothing is unreleased.
 * @param page Markdown; a day is the heading "## 2026-12-01: 0.1.0 (fingerprint)"
 */
export function changelogFault(page: string, fingerprint: string): string | undefined {
  const [, unreleased = ''] = /^## Unreleased\n([^#]*)/m.exec(page) ?? []
  if (/^- /m.test(unreleased)) return undefined
  const [, newest] = /^## \d{4}-\d{2}-\d{2}\b.*\(([0-9a-f]+)\)$/m.exec(page) ?? []
  if (newest === fingerprint) return undefined
  return `the API has the fingerprint ${fingerprint}, the newest day ${newest ?? 'none'}: describe the change under "## Unreleased" in docs/guides/api-changelog.md`
}
