/**
 * The signature of a request: HMAC-SHA256 over lines of method, MD5 of the body, content type, the two headers, path and
 * query. The lines of the body stand there, empty, also where there is no body.
 */
import { createHash, createHmac } from 'node:crypto'

export interface SignedParts {
  method: string
  /** The whole address; its path and its query are signed as they are sent. */
  url: string
  body: string | undefined
  contentType: string
  partnerId: string
  /** Unix seconds. */
  timestamp: string
}

/** @returns the value of the Authorization header */
export function signatureOf(
  { method, url, body, contentType, partnerId, timestamp }: SignedParts,
  secret: string,
): string {
  const { pathname, search } = new URL(url)
  const lines = [
    method,
    body === undefined ? '' : createHash('md5').update(body, 'utf8').digest('hex'),
    body === undefined ? '' : contentType,
    `x-fivaldi-partner:${partnerId}`,
    `x-fivaldi-timestamp:${timestamp}`,
    pathname,
    ...(search === '' ? [] : [search.slice(1)]),
  ]
  return `Fivaldi ${createHmac('sha256', secret).update(lines.join('\n'), 'utf8').digest('base64')}`
}
