/** The page of one guide: the menu of all guides, its text, and the menu of its headings. */
import type { Guide } from './guide-list.ts'
import { frame, menuLinks } from './layout.ts'
import type { RenderedGuide } from './markdown.ts'

export function guidePage({ slug, title }: Guide, { html, contents }: RenderedGuide): string {
  const headings = contents
    .map(({ id, text, depth }) => `<a href="#${id}"${depth === 3 ? ' class="sub"' : ''}>${text}</a>`)
    .join('\n')
  const links = menuLinks(slug)
  const markdown = `/docs/${slug}.md`
  // On a wide screen the menus stand beside the text; on a narrow one they are closed above it.
  return frame(
    title,
    `<div class="page">
<nav class="menu" aria-label="Guides">
${links}
</nav>
<main id="content">
<details class="small all"><summary>All guides</summary><nav class="links" aria-label="All guides">
${links}
</nav></details>
${headings === '' ? '' : `<details class="small"><summary>On this page</summary><nav class="links" aria-label="Sections">\n${headings}\n</nav></details>\n`}<p class="tools"><a href="${markdown}" data-copy-page="${markdown}">View as Markdown</a></p>
${html}
</main>
<nav class="contents" aria-label="On this page">${headings === '' ? '' : `<strong>On this page</strong>\n${headings}`}</nav>
</div>`,
    { head: `\n<link rel="alternate" type="text/markdown" href="${markdown}">` },
  )
}
