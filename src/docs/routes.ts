/**
 * Serves pages for people: /openapi.json, the guides below /docs, and the rendered reference. No token, nothing of any
 * client.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { guideRoutes } from './guide-routes.ts'
import { openApiDocument } from './openapi/document.ts'
import { TAGS } from './openapi/tags.ts'
import type { Document } from './reference/document.ts'
import { referenceRoutes } from './reference/routes.ts'

// The browser itself refuses whatever would come from elsewhere. The style sheet stands in the page.
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** Register after the routes of the API: the document describes those that are declared by then. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.headers({ 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff' })
    })
    const described = description(scope)
    openApiRoute(scope, described)
    const documentOf = () => JSON.parse(described().text) as Document
    guideRoutes(scope, documentOf)
    referenceRoutes(
      scope,
      documentOf,
      TAGS.map(({ name }) => name),
    )
  })
}

interface Described {
  text: string
  etag: string
}

/** The OpenAPI description, made when it is first asked for. */
function description(app: FastifyInstance): () => Described {
  let made: Described | undefined
  return () => {
    if (made) return made
    const text = JSON.stringify(openApiDocument(app.routeSpecs, version()))
    return (made = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` })
  }
}

function openApiRoute(app: FastifyInstance, described: () => Described): void {
  app.get('/openapi.json', (request, reply) => {
    const { text, etag } = described()
    reply.headers({ etag, 'cache-control': 'no-cache', 'access-control-allow-origin': '*' })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(text)
  })
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
