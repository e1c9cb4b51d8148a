/** Reads a JSON body once: strict UTF-8, no prototype tricks, no key twice, errors that say where. */
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { refuseDuplicateKeys } from './duplicate-keys.ts'

export const BODY_BYTES_MAX = 10 * 1024 * 1024

// Escapes that JSON allows and PostgreSQL's text does not: NUL, and halves of surrogate pairs.
const SUSPICIOUS = /\\u(0000|[dD][89a-fA-F])/

declare module 'fastify' {
  interface FastifyRequest {
    /** SHA-256 of the body as it was sent; only where an Idempotency-Key came with it. */
    bodyHash: Buffer | undefined
    suspiciousText: boolean
  }
}

export function acceptJson(app: FastifyInstance): void {
  app.decorateRequest('bodyHash', undefined)
  app.decorateRequest('suspiciousText', false)
  app.removeAllContentTypeParsers()
  // Handed on as it arrives: a route that takes lines reads and bounds them itself.
  app.addContentTypeParser(/^application\/x-ndjson\s*(?:;|$)/i, (_request, payload, done) => done(null, payload))
  app.addContentTypeParser<Buffer>(
    /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i,
    { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
    async (request: FastifyRequest, raw: Buffer) => {
      const charset = /charset\s*=\s*"?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
      if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
        throw new AppError('UNSUPPORTED_MEDIA_TYPE', `The body's charset is ${charset}; JSON is sent as UTF-8.`)
      }
      // A POST that takes no body may still name its type; where a body is needed, the route says that it is missing.
      if (raw.length === 0) return undefined
      if (!isUtf8(raw)) throw new AppError('MALFORMED', 'The body is not valid UTF-8.')
      if (request.headers['idempotency-key'] !== undefined) request.bodyHash = createHash('sha256').update(raw).digest()
      // A byte order mark, as some systems put before their text, says nothing in UTF-8.
      const text = raw.toString('utf8').replace(/^\uFEFF/, '')
      request.suspiciousText = SUSPICIOUS.test(text)
      return parsed(text)
    },
  )
}

function parsed(text: string): unknown {
  if (text.trim() === '') throw new AppError('MALFORMED', 'The body is empty: send a JSON object.')
  const value = jsonOf(text)
  refuseDuplicateKeys(text, value)
  return value
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('MALFORMED', `The body is not JSON: ${(error as Error).message}.`, { cause: error })
  }
}
