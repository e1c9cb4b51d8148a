/**
 * Prints the notes of a release: the section of its version in CHANGELOG.md.
 *
 *   npm run --silent release-notes -- v0.1.0
 *
 * It fails where the version is not the one in package.json, or has no section: such a tag is a mistake.
 */
import { readFileSync } from 'node:fs'

/** The text below `## [version] - YYYY-MM-DD`, up to the next version. */
export function notesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${version}] - `))
  const notes = section?.slice(section.indexOf('\n')).trim() ?? ''
  if (notes === '') throw new Error(`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD" with a text.`)
  if (!/^\[.+\] - \d{4}-\d\d-\d\d\n/.test(section ?? '')) throw new Error(`The section of ${version} has no date.`)
  return notes
}

function main(tag: string): void {
  const root = new URL('../', import.meta.url)
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
  if (tag !== `v${version}`) throw new Error(`The tag is "${tag}" and package.json says ${version}: tag v${version}.`)
  console.log(notesOf(readFileSync(new URL('CHANGELOG.md', root), 'utf8'), version))
}

if (import.meta.main) {
  try {
    main(process.argv[2] ?? '')
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
