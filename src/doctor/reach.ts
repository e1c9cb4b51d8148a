/** Whether something answers at an address, without saying anything to it. */
import { connect } from 'node:net'

const REACH_MS_MAX = 3_000

/** @returns why it cannot be reached, in a few words; undefined where it can */
export function reach(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: REACH_MS_MAX })
    const end = (why: string | undefined) => {
      socket.destroy()
      resolve(why)
    }
    socket.once('connect', () => end(undefined))
    socket.once('timeout', () => end('no answer in 3 seconds'))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(WORDS[error.code ?? ''] ?? error.code ?? 'no connection'),
    )
  })
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host is unknown',
  EAI_AGAIN: 'the host is unknown',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
}
