/** The one frame of all pages, and the pages themselves as text. All texts are our own; nothing of a request enters. */
import { CONNECTORS } from '../connectors/registry.ts'
import { GUIDES, type RenderedGuide } from './guides.ts'
import { STYLE } from './style.ts'

export const ICON_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6b53"/><path d="M9 16.5l5 5 9-11" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>'
const ICON = `data:image/svg+xml,${encodeURIComponent(ICON_SVG)}`

function frame(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Saatava</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>${head}
</head>
<body>
<header class="top"><a class="name" href="/docs">Saatava</a><nav aria-label="Documentation"><a href="/docs/getting-started">Guides</a><a href="/docs/reference">Reference</a><a href="/docs/errors">Errors</a><a href="/openapi.json">OpenAPI</a></nav></header>
${body}
</body>
</html>
`
}

export function homePage(): string {
  const cards = GUIDES.map(
    ({ slug, title, about }) => `<a href="/docs/${slug}"><strong>${title}</strong>${about}</a>`,
  ).join('\n')
  const steps = [
    ['Your software', 'POST invoices, vouchers, payments'],
    ['Receivers', 'e-invoice, email, letter: if one channel fails, Saatava uses the next'],
    ['Collection', 'unpaid invoices are reminded as the law allows; each amount names its rule'],
    ['Money', 'bank files are matched and allocated; the creditor is paid once'],
    ['Accounting system', `${CONNECTORS.map(({ title }) => title).join(', ')}: each document exactly once`],
  ]
  const flow = steps
    .map(([name, what]) => `<li><strong>${name}</strong>${what}</li>`)
    .join('<li class="arrow" aria-hidden="true">→</li>')
  return frame(
    'Documentation',
    `<main class="home">
<h1>Receivables, from the invoice to the money</h1>
<p class="lead">Saatava takes sales invoices by the CFIS partner API, delivers them, reminds and collects what is not paid, allocates what comes in, pays the creditor out, and brings it all into the accounting system of each company. What it has acknowledged is never lost, and never sent, booked or paid out twice.</p>
<div class="buttons"><a class="first" href="/docs/getting-started">Get started</a><a href="/docs/reference">API reference</a></div>
<ol class="flow">${flow}</ol>
<div class="cards">
${cards}
</div>
</main>`,
  )
}

export function guidePage(slug: string, title: string, guide: RenderedGuide): string {
  const menu = GUIDES.map((one) => {
    const current = one.slug === slug ? ' aria-current="page"' : ''
    const sub = one.slug.startsWith('accounting-') ? ' class="sub"' : ''
    return `<a href="/docs/${one.slug}"${sub}${current}>${one.title}</a>`
  }).join('\n')
  const contents = guide.contents.map(({ id, text }) => `<a href="#${id}">${text}</a>`).join('\n')
  return frame(
    title,
    `<div class="page">
<nav class="menu" aria-label="Guides">
${menu}
</nav>
<main>
${guide.html}
</main>
<nav class="contents" aria-label="On this page">${contents === '' ? '' : `<strong>On this page</strong>\n${contents}`}</nav>
</div>`,
  )
}

/** swagger-ui in our frame; its files are served from this process (see reference.ts). */
export function referencePage(): string {
  return frame(
    'API reference',
    `<div id="swagger-ui"><noscript>The reference needs JavaScript; <a href="/openapi.json">openapi.json</a> says the same.</noscript></div>
<script src="/docs/reference/swagger-ui-bundle.js"></script>
<script src="/docs/reference/start.js"></script>`,
    `
<link rel="stylesheet" href="/docs/reference/swagger-ui.css">
<style>${REFERENCE_STYLE}</style>`,
  )
}

// swagger-ui knows one, light, look: in the dark its colours are turned round, and those of its methods turned back.
const REFERENCE_STYLE = `
.swagger-ui .wrapper{max-width:76rem}
.swagger-ui,.swagger-ui :not(pre,code,pre *,code *,.opblock-summary-path,.opblock-summary-path *){font-family:inherit!important}
.swagger-ui .info{margin:2rem 0}
.swagger-ui .scheme-container{box-shadow:none;background:none;padding:1rem 0}
@media(prefers-color-scheme:dark){#swagger-ui{filter:invert(.91) hue-rotate(180deg)}.swagger-ui .microlight{filter:invert(1) hue-rotate(180deg)}}
`
