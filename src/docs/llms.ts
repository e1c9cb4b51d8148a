/** The docs for language models: an index (llmstxt.org), and all guides in one file. */
import type { Platform } from '../platform/context.ts'
import { GROUPS, GUIDES } from './guide-list.ts'
import { guideText } from './guides.ts'
import { LEAD } from './home-page.ts'
import { GUIDE_ORIGIN } from './own-words.ts'
import { withoutOtherTabs } from './tabs.ts'

const USE = `Each page is Markdown at the addresses below, and at the address without ".md" with the header "Accept: text/markdown". Requests carry a token in the header X-Api-Key. A sandbox needs no account: "npm start" prints its tokens, and every command of the guides can be pasted.`

export function llmsIndex(): string {
  const groups = GROUPS.map(({ title, guides }) => {
    const lines = guides.map(
      ({ slug, title: name, about }) => `- [${name}](${GUIDE_ORIGIN}/docs/${slug}.md): ${about}.`,
    )
    return `## ${title}\n\n${lines.join('\n')}\n`
  })
  return `# Saatava

> ${LEAD}

${USE}

${groups.join('\n')}
## Reference

- [OpenAPI 3.1](${GUIDE_ORIGIN}/openapi.json): Every operation with its schemas, examples and errors.
- [All guides in one file](${GUIDE_ORIGIN}/llms-full.txt): The text of all pages above, with the examples as curl commands.
`
}

/** Examples in one language: others are on the pages themselves. */
export function llmsFull(platform: Platform): string {
  return GUIDES.map(({ slug }) => withoutOtherTabs(guideText(slug, platform), 'curl').trim()).join('\n\n---\n\n') + '\n'
}
