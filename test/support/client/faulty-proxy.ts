/** Stands between a client and the service, and spoils answers: also those of requests that the service has carried out. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const FAULTS = [
  'cut before', // The service hears nothing.
  'cut after', // It is done, and the connection breaks before the answer.
  'half', // The connection breaks in the middle of the answer.
  'truncated', // The answer is whole by its headers, and half of the JSON.
  'slow', // It is done, and the answer comes too late.
  'bad gateway after', // It is done, and a proxy says that nobody answered.
  'too many', // 429, nothing is done.
  'unavailable', // 503, nothing is done.
] as const
export type ProxyFault = (typeof FAULTS)[number]

export interface FaultyProxy {
  origin: string
  /** Faults of the next requests, one each; then everything passes. */
  next(...faults: ProxyFault[]): void
  /** Requests since the last `next`. */
  count(): number
  close(): void
}

export async function faultyProxy(target: string): Promise<FaultyProxy> {
  let plan: ProxyFault[] = []
  let count = 0
  const server = createServer((request, response) => {
    count++
    void serve(target, request, response, plan.shift())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next(...faults) {
      plan = faults
      count = 0
    },
    count: () => count,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function serve(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: ProxyFault | undefined,
): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
  if (fault === 'cut before') return void response.destroy()
  if (fault === 'too many') return void response.writeHead(429, { 'retry-after': '0' }).end('{}')
  if (fault === 'unavailable') return void response.writeHead(503, { 'retry-after': '0' }).end('<html>')
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
  const answer = await fetch(`${target}${request.url}`, {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body.length > 0 ? { body } : {}),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  if (fault === 'cut after') return void response.destroy()
  if (fault === 'slow') return
  if (fault === 'bad gateway after') return void response.writeHead(502).end()
  response.statusCode = answer.status
  for (const name of ['content-type', 'link', 'x-request-id', 'retry-after']) {
    const value = answer.headers.get(name)
    if (value !== null) response.setHeader(name, value)
  }
  if (fault === 'truncated') return void response.end(half)
  if (fault !== 'half') return void response.end(bytes)
  response.setHeader('content-length', bytes.length)
  response.write(half, () => response.destroy())
}
