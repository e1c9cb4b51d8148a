/**
 * Knows whether the first byte of a message has been handed to a mail server, and hands a message out once only: a mail
 * that may have left is never sent again, whatever the pool of connections thinks of it.
 */
import { Readable } from 'node:stream'

export interface Progress {
  /** The server has said 354, and the message's text began to flow. From here on a lost connection says nothing. */
  begun: boolean
}

/** The message as a stream that is not touched before somebody reads it. */
export function handedOutOnce(message: Readable, progress: Progress): Readable {
  async function* bytes(): AsyncGenerator<Buffer> {
    if (progress.begun) throw new Error('This mail is being sent already; it is not sent twice.')
    progress.begun = true
    for await (const chunk of message) yield chunk as Buffer
  }
  // Until then the source reads ahead by no more than its own buffer.
  return Readable.from(bytes(), { objectMode: false, highWaterMark: 64 * 1024 })
}
