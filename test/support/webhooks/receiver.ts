/** A receiver of webhooks on loopback: it keeps what came, and answers as the test wants. */
import { type IncomingHttpHeaders, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface ReceivedEvent {
  eventId: string
  type: string
  at: string
  timestamp: string
  subject: string
  data: Record<string, unknown>
  cursor: string
  sequence: number
  clientIdentifier?: number
  test?: boolean
}

interface Received {
  path: string
  headers: IncomingHttpHeaders
  text: string
  /** The events of the body: one, or those of a batch. */
  events: ReceivedEvent[]
  status: number
}

interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string
  /** The answer never comes. */
  silent?: true
}

export interface Receiver {
  url: string
  received: Received[]
  /** Decides the answers from now on; 204 where it gives none. */
  answer: (request: { path: string; events: ReceivedEvent[]; nth: number }) => Answer | Promise<Answer>
  /** Events that were answered with 2xx, in the order of their arrival. */
  taken(path?: string): ReceivedEvent[]
  /** The most requests that were under way at a time. */
  atOnceMax(): number
  close(): Promise<void>
}

export async function openReceiver(host = '127.0.0.1'): Promise<Receiver> {
  const received: Received[] = []
  let underWay = 0
  let most = 0
  const server = createServer((request, response) => {
    most = Math.max(most, ++underWay)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const body = JSON.parse(text) as ReceivedEvent & { events?: ReceivedEvent[] }
      const one: Received = {
        ...{ path: request.url ?? '', headers: request.headers, text, events: body.events ?? [body], status: 0 },
      }
      received.push(one)
      void respond(one, response).finally(() => underWay--)
    })
  })
  async function respond(one: Received, response: ServerResponse): Promise<void> {
    const { status = 204, headers = {}, body = '', silent } = await receiver.answer({ ...one, nth: received.length })
    if (silent === true) return
    one.status = status
    response.writeHead(status, headers).end(body)
  }
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  const receiver: Receiver = {
    url: `http://${host}:${port}/hook`,
    received,
    answer: () => ({}),
    taken: (path) =>
      received
        .filter((one) => one.status >= 200 && one.status < 300 && (path === undefined || one.path === path))
        .flatMap(({ events }) => events),
    atOnceMax: () => most,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}
