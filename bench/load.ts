/**
 * A load generator that costs little: on two cores, what it burns is taken from what it measures. Each connection is a
 * socket that writes a prepared request with a new identifier in a fixed place, and waits for the whole answer.
 */
import { connect } from 'node:net'

export interface LoadResult {
  perSecond: number
  requests: number
  statuses: Record<string, number>
  p50: number
  p99: number
}

const MARK = '000000000000000000000000000000000000'

/** The body must hold MARK where each request's identifier goes. */
export const IDENTIFIER_MARK = MARK
/** Or this, wherever each request's number goes: nine digits, counted up. */
export const NUMBER_MARK = 987_654_321

export async function load(options: {
  origin: string
  path: string
  token: string
  body: string
  connections: number
  seconds: number
  prefix: string
  /** Ends earlier, after so many requests. */
  requestsMax?: number
}): Promise<LoadResult> {
  const { hostname, port } = new URL(options.origin)
  const head = `POST ${options.path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nX-Api-Key: ${options.token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(options.body)}\r\n\r\n`
  const times: number[] = []
  const statuses: Record<string, number> = {}
  const until = performance.now() + options.seconds * 1000
  let counter = 0
  let sent = 0

  async function client(): Promise<void> {
    const request = Buffer.from(head + options.body)
    const at = request.indexOf(MARK)
    const numbersAt = [...(head + options.body).matchAll(new RegExp(String(NUMBER_MARK), 'g'))].map(({ index }) =>
      Buffer.byteLength((head + options.body).slice(0, index)),
    )
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    await new Promise<void>((resolve, reject) => {
      let started = 0
      let received = ''
      const next = () => {
        if (performance.now() >= until || sent >= (options.requestsMax ?? Infinity)) {
          socket.end()
          resolve()
          return
        }
        if (at >= 0) request.write(`${options.prefix}${counter++}`.padEnd(MARK.length, '-'), at, 'latin1')
        if (numbersAt.length > 0) {
          const number = String(100_000_000 + counter++)
          for (const place of numbersAt) request.write(number, place, 'latin1')
        }
        received = ''
        sent++
        started = performance.now()
        socket.write(Buffer.from(request))
      }
      socket.on('connect', next)
      socket.on('error', reject)
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1')
        const end = received.indexOf('\r\n\r\n')
        if (end < 0) return
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
        if (received.length < end + 4 + length) return
        times.push(performance.now() - started)
        const status = received.slice(9, 12)
        statuses[status] = (statuses[status] ?? 0) + 1
        next()
      })
    })
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: options.connections }, client))
  const seconds = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  const at = (p: number) => times[Math.min(times.length - 1, Math.floor(times.length * p))] ?? Number.NaN
  return { perSecond: times.length / seconds, requests: times.length, statuses, p50: at(0.5), p99: at(0.99) }
}
