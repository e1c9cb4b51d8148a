/** The rendered reference: pages made of the OpenAPI description, in the frame of the guides. They need no script. */
import type { FastifyInstance } from 'fastify'
import { zipOf } from '../../channels/print/zip.ts'
import { brunoCollection } from '../bruno/collection.ts'
import { inOwnWords, wordsFor } from '../own-words.ts'
import { type Document, slugOf } from './document.ts'
import { areaPage, overviewPage, typesPage } from './pages.ts'

/** @param documentOf the OpenAPI description; all routes are declared when it is first asked for */
export function referenceRoutes(app: FastifyInstance, documentOf: () => Document, tags: readonly string[]): void {
  const pages = new Map<string, string>()
  const page = (path: string, make: (document: Document) => string) =>
    app.get(path, async (request, reply) => {
      const html = pages.get(path) ?? make(documentOf())
      pages.set(path, html)
      return reply
        .headers({ 'cache-control': 'private, no-cache', vary: 'host' })
        .type('text/html; charset=utf-8')
        .send(inOwnWords(html, await wordsFor(request, app.platform)))
    })
  app.get('/docs/reference/bruno.zip', async (request, reply) => {
    const { origin } = await wordsFor(request, app.platform)
    const files = [...brunoCollection(documentOf(), origin)]
    const entries = files.map(([path, text]) => ({ name: `saatava/${path}`, bytes: Buffer.from(text) }))
    const { bytes } = await zipOf(entries, app.platform.clock.real())
    return reply
      .headers({ 'content-disposition': 'attachment; filename="saatava-bruno.zip"', 'cache-control': 'no-cache' })
      .type('application/zip')
      .send(bytes)
  })
  page('/docs/reference', overviewPage)
  page('/docs/reference/types', typesPage)
  for (const tag of tags) page(`/docs/reference/${slugOf(tag)}`, (document) => areaPage(document, tag))
}
