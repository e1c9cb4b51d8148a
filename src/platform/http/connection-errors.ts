/** Requests that Node cannot read never become a request of Fastify's: their answer is written on the connection itself. */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { AppError, problemOf } from '../errors.ts'

const HEADERS_KIB_MAX = 16

/** The option `clientErrorHandler` of Fastify. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  // The other side has gone, or has been answered.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const id = randomUUID()
  const problem = unreadable(error)
  const body = JSON.stringify(problemOf(problem, { id, path: '' }))
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    `x-request-id: ${id}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function unreadable({ code }: { code?: string }): AppError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError(
      'HEADERS_TOO_LARGE',
      `The address and the headers are larger than ${HEADERS_KIB_MAX} KiB together.`,
    )
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('REQUEST_TIMEOUT', 'The request did not arrive in time. Send it again.')
  return new AppError('MALFORMED', 'This is not a request by HTTP/1.1.')
}
