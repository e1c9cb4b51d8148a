import type { Content } from './mail-content.ts'

/** The mail as plain text, for readers without HTML and for those who read with their ears. */
export function textOf(content: Content): string {
  const pairs = [...content.amounts, ...content.details].map(({ label, value }) => `${label}: ${value}`)
  const blocks = [...content.paragraphs, content.heading, pairs.join('\n'), content.notes.join('\n'), content.seller]
  // No-break spaces of amounts are for layouts that break lines.
  return `${blocks.join('\n\n').replace(/[\u00a0\u202f]/g, ' ')}\n`
}
