/** The frame of all pages. Texts are our own; what a reader typed is escaped. */
import { GROUPS } from './guide-list.ts'
import { STYLE } from './style.ts'

export const ICON_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6b53"/><path d="M9 16.5l5 5 9-11" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>'
const ICON = `data:image/svg+xml,${encodeURIComponent(ICON_SVG)}`

interface Frame {
  /** Elements of the head beside those that every page has. */
  head?: string
  /** Words of the search, escaped. */
  query?: string
}

export function frame(title: string, body: string, { head = '', query = '' }: Frame = {}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Saatava</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>${head}
<script src="/docs/docs.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="top"><a class="name" href="/docs">Saatava</a>
<form role="search" action="/docs/search"><input type="search" name="q" value="${query}" placeholder="Search" aria-label="Search the documentation" maxlength="200"></form>
<nav aria-label="Documentation"><a href="/docs/getting-started">Guides</a><a href="/docs/reference">Reference</a><a href="/docs/errors">Errors</a><a href="/openapi.json">OpenAPI</a></nav></header>
${body}
</body>
</html>
`
}

/** The links of the menu. @param current the slug of the page that it is on */
export function menuLinks(current: string): string {
  return GROUPS.map(({ title, guides }) => {
    const links = guides.map((one) => {
      const isCurrent = one.slug === current ? ' aria-current="page"' : ''
      const sub = one.slug.startsWith('accounting-') ? ' class="sub"' : ''
      return `<a href="/docs/${one.slug}"${sub}${isCurrent}>${one.title}</a>`
    })
    return `<strong>${title}</strong>\n${links.join('\n')}`
  }).join('\n')
}
