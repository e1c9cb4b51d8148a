/** The text of a guide, and its page. */
import { readFileSync } from 'node:fs'
import type { Platform } from '../platform/context.ts'
import { withExamples } from './examples/expand.ts'
import { GUIDES } from './guide-list.ts'
import { type RenderedGuide, renderMarkdown } from './markdown.ts'
import { fillIn } from './placeholders.ts'

const FOLDER = new URL('../../docs/', import.meta.url)

/** The text of a guide with its tables filled in from the code, and its examples in all languages. */
export function guideText(slug: string, platform: Platform): string {
  const file = GUIDES.find((guide) => guide.slug === slug)?.file ?? `guides/${slug}.md`
  return withExamples(fillIn(readFileSync(new URL(file, FOLDER), 'utf8'), platform))
}

export function renderGuide(slug: string, platform: Platform): RenderedGuide {
  return renderMarkdown(guideText(slug, platform))
}
