/** The guides, for people as pages and for programs as Markdown; their search, and their one script. */
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { prefersMarkdown } from './accept.ts'
import { guidePage } from './guide-page.ts'
import { GUIDES } from './guide-list.ts'
import { guideText, renderGuide } from './guides.ts'
import { homePage } from './home-page.ts'
import { ICON_SVG } from './layout.ts'
import { llmsFull, llmsIndex } from './llms.ts'
import { inOwnWords, wordsFor } from './own-words.ts'
import type { Document } from './reference/document.ts'
import { createSearch } from './search/find.ts'
import { searchPage } from './search/page.ts'

const HTML = 'text/html; charset=utf-8'
const MARKDOWN = 'text/markdown; charset=utf-8'
const LLMS = '</llms.txt>; rel="llms-txt"'
const QUERY_LETTERS_MAX = 200

/** @param documentOf the OpenAPI description, for the search */
export function guideRoutes(app: FastifyInstance, documentOf: () => Document): void {
  const { platform } = app
  const send = sender(app)
  app.get('/', (_request, reply) => reply.redirect('/docs'))
  app.get('/docs', (request, reply) =>
    prefersMarkdown(request.headers.accept)
      ? send(request, reply, { key: 'llms', type: MARKDOWN, make: llmsIndex })
      : send(request, reply, { key: 'home', type: HTML, make: homePage }),
  )
  app.get('/llms.txt', (request, reply) => send(request, reply, { key: 'llms', type: MARKDOWN, make: llmsIndex }))
  app.get('/llms-full.txt', (request, reply) =>
    send(request, reply, { key: 'llms-full', type: MARKDOWN, make: () => llmsFull(platform) }),
  )
  for (const guide of GUIDES) {
    const path = `/docs/${guide.slug}`
    const markdown = { key: `${path}.md`, type: MARKDOWN, make: () => guideText(guide.slug, platform) }
    const page = { key: path, type: HTML, make: () => guidePage(guide, renderGuide(guide.slug, platform)) }
    app.get(`${path}.md`, (request, reply) => send(request, reply, markdown))
    app.get(path, (request, reply) => {
      reply.header('link', `<${path}.md>; rel="alternate"; type="text/markdown"`)
      return send(request, reply, prefersMarkdown(request.headers.accept) ? markdown : page)
    })
  }
  searchRoute(app, documentOf)
  fileRoutes(app)
}

interface Text {
  key: string
  type: string
  make(): string
}

/** Each text is made once; then it is sent in the words of the deployment. */
function sender({ platform }: FastifyInstance) {
  const texts = new Map<string, string>()
  return async (request: FastifyRequest, reply: FastifyReply, { key, type, make }: Text) => {
    const text = texts.get(key) ?? make()
    texts.set(key, text)
    const links = [reply.getHeader('link') as string | undefined, LLMS].filter((link) => link !== undefined)
    return reply
      .headers({ 'cache-control': 'private, no-cache', vary: 'accept, host', link: links.join(', ') })
      .type(type)
      .send(inOwnWords(text, await wordsFor(request, platform)))
  }
}

function searchRoute(app: FastifyInstance, documentOf: () => Document): void {
  const search = createSearch(app.platform, documentOf)
  app.get('/docs/search', async (request, reply) => {
    const { q } = request.query as { q?: unknown }
    const query = typeof q === 'string' ? q.trim().slice(0, QUERY_LETTERS_MAX) : ''
    const html = searchPage(query, query === '' ? [] : search.find(query))
    return reply.headers({ 'cache-control': 'private, no-cache', vary: 'host', link: LLMS }).type(HTML).send(html)
  })
}

function fileRoutes(app: FastifyInstance): void {
  const script = readFileSync(new URL('assets/docs.js', import.meta.url), 'utf8')
  app.get('/docs/docs.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(script),
  )
  app.get('/favicon.ico', (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(ICON_SVG),
  )
}
