/**
 * The guides are written for http://127.0.0.1:8080 and with words in place of tokens. A deployment shows them with its own
 * address, and a sandbox with the tokens of its demo, so that each command works when it is pasted.
 */
import type { FastifyRequest } from 'fastify'
import { isLoopbackName } from '@saatava/core/loopback.ts'
import type { Platform } from '../platform/context.ts'
import type { Demo } from '../sandbox/demo-record.ts'
import { readDemo } from '../sandbox/read-demo.ts'

export const GUIDE_ORIGIN = 'http://127.0.0.1:8080'

export interface OwnWords {
  origin: string
  demo: Pick<Demo, 'provisioningToken' | 'clientToken' | 'clientIdentifier'> | undefined
}

/** A guide's text, or its page, in the words of the deployment. */
export function inOwnWords(text: string, { origin, demo }: OwnWords): string {
  const here = text.replaceAll(GUIDE_ORIGIN, origin)
  if (demo === undefined) return here
  return here
    .replaceAll(/(?:<|&lt;)access token(?:>|&gt;)/g, demo.clientToken)
    .replaceAll(/(?:<|&lt;)provisioning token(?:>|&gt;)/g, demo.provisioningToken)
    .replaceAll(/\b100001\b/g, String(demo.clientIdentifier))
}

/** Pages are shown while the database is away, too. Tokens are shown to a browser on the sandbox's own machine only, and not to a page of another site that pretends to be it. */
export async function wordsFor(request: FastifyRequest, platform: Platform): Promise<OwnWords> {
  const origin = originOf(request)
  const isOwn =
    platform.config.environment === 'sandbox' &&
    isLoopbackName(request.remoteAddress ?? '') &&
    isLoopbackName(hostOf(origin))
  return { origin, demo: isOwn ? await readDemo(platform).catch(() => undefined) : undefined }
}

const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i

function originOf({ headers }: FastifyRequest): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return headers.host !== undefined && HOST.test(headers.host) ? `${scheme}://${headers.host}` : GUIDE_ORIGIN
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.hostname.replace(/^\[|\]$/g, '') ?? ''
}
