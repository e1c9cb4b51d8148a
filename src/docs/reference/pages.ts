/** The pages of the reference: an overview, a page for each area, the types, and the messages of webhooks. */
import { escapeHtml } from '../highlight.ts'
import { frame } from '../layout.ts'
import { type Document, isTypeOfEvent, operationsOf, slugOf } from './document.ts'
import { anchor, json, operationHtml } from './operation.ts'
import { fieldTable, typeOf, wordsOf } from './schema-table.ts'

const BASE = '/docs/reference'

interface Heading {
  id: string
  text: string
}

export function overviewPage(document: Document): string {
  const groups = document['x-tagGroups'].map(({ name, tags }) => {
    const areas = tags.map((tag) => {
      const { description = '' } = document.tags.find((one) => one.name === tag) ?? {}
      const lines = operationsOf(document, tag).map(
        ({ method, path, operation: { operationId, summary } }) =>
          `<li><a href="${BASE}/${slugOf(tag)}#${operationId}">${escapeHtml(summary)}</a><br><span class="method ${method.toLowerCase()}">${method}</span> <code>${escapeHtml(path)}</code></li>`,
      )
      return `<h3 id="${slugOf(tag)}"><a href="${BASE}/${slugOf(tag)}">${tag}</a></h3>\n<p>${description}</p>\n<ul class="calls">${lines.join('\n')}</ul>`
    })
    return `<h2 id="${slugOf(name)}">${name}${anchor(slugOf(name))}</h2>\n${areas.join('\n')}`
  })
  const body = `<h1 id="api-reference">API reference</h1>
<p>Every operation of this deployment, version ${document.info.version}, with its schemas, examples and errors. The same stands in <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1), from which clients are generated, and in a <a href="${BASE}/bruno.zip">collection for Bruno</a>. The <a href="/docs/api-changelog">API changelog</a> lists what changed.</p>
<p>Requests carry a token in the header <code>X-Api-Key</code>. The header <code>X-Request-Id</code> is your own id of a request; every answer has it. Errors are problems (RFC 9457); the page <a href="/docs/errors">Errors</a> explains every code.</p>
${groups.join('\n')}`
  const headings = document['x-tagGroups'].map(({ name }) => ({ id: slugOf(name), text: name }))
  return page(document, { title: 'API reference', slug: '', body, headings })
}

export function areaPage(document: Document, tag: string): string {
  const { description = '' } = document.tags.find(({ name }) => name === tag) ?? {}
  const operations = operationsOf(document, tag)
  const sections = operations.map((placed, index) => operationHtml(placed, document, index + 1))
  const messages = tag === 'Webhooks' ? messagesHtml(document) : ''
  const headings = operations.map(({ operation: { operationId, summary } }) => ({ id: operationId, text: summary }))
  const more = tag === 'Webhooks' ? [{ id: 'messages', text: 'Messages' }] : []
  const body = `<h1 id="${slugOf(tag)}">${tag}</h1>\n<p>${description}</p>\n${sections.join('\n')}${messages}`
  return page(document, { title: `${tag} · API reference`, slug: slugOf(tag), body, headings: [...headings, ...more] })
}

/** The events by type: their data, and the message that a webhook sends. */
function messagesHtml({ webhooks, components: { schemas } }: Document): string {
  const events = Object.entries(webhooks).map(([type, { post }]) => {
    const { schema, examples = {} } = post.requestBody?.content['application/json'] ?? {}
    const name = schema?.allOf?.[0]?.$ref?.split('/').at(-1) ?? 'WebhookBatch'
    return `<section class="operation" aria-labelledby="${name}">
<h3 id="${name}"><code>${type}</code>${anchor(name)}</h3>
<p>${wordsOf(post.summary)}. Subject: ${wordsOf(schemas[name]?.properties?.['subject']?.description ?? 'one for each event')}.</p>
${fieldTable(schemas[name]?.properties?.['data'] ?? {})}<details class="answer"><summary>Message</summary>${Object.values(
      examples,
    )
      .map(({ value }) => json(value))
      .join('')}</details>
</section>`
  })
  return `<h2 id="messages">Messages${anchor('messages')}</h2>
<p>A webhook in mode PARALLEL sends one event in each message, with its ${typeOf({ $ref: '#/WebhookPlace' })}; one in mode ORDERED sends a ${typeOf({ $ref: '#/WebhookBatch' })}. The headers <code>webhook-id</code>, <code>webhook-timestamp</code> and <code>webhook-signature</code> follow Standard Webhooks 1.0.0.</p>
${events.join('\n')}`
}

export function typesPage(document: Document): string {
  const names = Object.keys(document.components.schemas)
    .filter((name) => !isTypeOfEvent(name))
    .toSorted()
  const sections = names.map((name) => {
    const schema = document.components.schemas[name] ?? {}
    const fields = fieldTable(schema.items ?? schema)
    const line = schema.properties === undefined ? `<p>${typeOf(schema)}</p>` : ''
    const about = schema.description === undefined ? '' : `<p>${wordsOf(schema.description)}</p>`
    return `<section aria-labelledby="${name}"><h2 id="${name}">${name}${anchor(name)}</h2>${about}${line}${fields}</section>`
  })
  const body = `<h1 id="types">Types</h1>\n<p>The schemas of the description by name.</p>\n${sections.join('\n')}`
  return page(document, {
    ...{ title: 'Types · API reference', slug: 'types', body },
    headings: names.map((name) => ({ id: name, text: name })),
  })
}

interface Page {
  title: string
  slug: string
  body: string
  headings: Heading[]
}

function page(document: Document, { title, slug, body, headings }: Page): string {
  const links = menu(document, slug)
  const contents = headings.map(({ id, text }) => `<a href="#${id}">${escapeHtml(text)}</a>`).join('\n')
  return frame(
    title,
    `<div class="page">
<nav class="menu" aria-label="Reference">
${links}
</nav>
<main id="content">
<details class="small all"><summary>All areas</summary><nav class="links" aria-label="All areas">
${links}
</nav></details>
<details class="small"><summary>On this page</summary><nav class="links" aria-label="Sections">
${contents}
</nav></details>
${body}
</main>
<nav class="contents" aria-label="On this page"><strong>On this page</strong>
${contents}</nav>
</div>`,
    { head: `\n<style>${STYLE}</style>` },
  )
}

function menu(document: Document, slug: string): string {
  const link = (path: string, text: string) => {
    const isCurrent = path === slug ? ' aria-current="page"' : ''
    return `<a href="${BASE}${path === '' ? '' : `/${path}`}"${isCurrent}>${text}</a>`
  }
  const groups = document['x-tagGroups'].map(
    ({ name, tags }) => `<strong>${name}</strong>\n${tags.map((tag) => link(slugOf(tag), tag)).join('\n')}`,
  )
  return [link('', 'Overview'), ...groups, '<strong>Schemas</strong>', link('types', 'Types')].join('\n')
}

const STYLE = `
.call{font-size:1rem}
.call code,.calls code{overflow-wrap:anywhere}
.method{display:inline-block;min-width:3.6em;padding:.05em .5em;border:1px solid var(--line);border-radius:5px;font-size:.78rem;font-weight:700;text-align:center;color:var(--accent)}
.method.delete{color:var(--bad)}
.contents a,.links a,h2,h3{overflow-wrap:anywhere}
.facts{color:var(--dim);font-size:.9rem}
.req{font-size:.78rem;color:var(--dim);font-style:italic;white-space:nowrap}
.calls{list-style:none;padding:0}
.calls li{margin:.7rem 0}
details.answer{margin:.4rem 0;border:1px solid var(--hair);border-radius:8px;padding:0 .9rem}
details.answer summary{cursor:pointer;padding:.45rem 0}
details.answer pre{margin-top:.2rem;max-height:32rem;overflow:auto}
p.answer{padding:0 .9rem}
`
