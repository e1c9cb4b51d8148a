import { escapeXml } from '@saatava/core/xml.ts'
import { LOOK } from './look.ts'

const OWN = `main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
.bar { padding: 0.6rem 1.25rem; border-bottom: 1px solid var(--hair); font-weight: 700; }
pre { padding: 0.6rem 0.8rem; overflow-x: auto; background: var(--soft); border-radius: var(--radius); }
td table { font-size: 0.95em; } td > table { margin: -0.5rem 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }`

/** The content security policy of a plain page: it shows, and does nothing. */
export const PLAIN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/**
 * A page of a simulator, in the look of all pages.
 * @param title is escaped
 * @param body is HTML
 */
export function plainPage(title: string, body: string): string {
  const name = escapeXml(title, 'double')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · Saatava</title>
<style>${LOOK}${OWN}</style>
</head>
<body>
<header class="bar">Saatava, simulated world</header>
<main>
<h1>${name}</h1>
${body}
</main>
</body>
</html>
`
}
