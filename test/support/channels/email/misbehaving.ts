/** A mail server that answers by a script: at each step a reply, silence, or a cut. It counts what it has been given. */
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** Lines to send; or 'CUT' or 'SILENCE', which happen instead of an answer. */
type Step = string

export interface Script {
  greeting?: Step
  ehlo?: Step
  starttls?: Step
  auth?: Step
  mail?: Step
  rcpt?: Step
  data?: Step
  /** Bytes of text after which the line is cut, before the final dot. */
  cutInTextAfter?: number
  afterText?: Step
  /** After so many mails the connection is cut at the next MAIL FROM. */
  mailsMax?: number
}

const USUAL = {
  greeting: '220 test ESMTP',
  ehlo: '250-test\r\n250 8BITMIME',
  starttls: '220 go on',
  auth: '235 2.7.0 welcome',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go on',
  afterText: '250 2.0.0 queued as TEST2',
}

export interface MisbehavingServer {
  port: number
  connections: number
  /** Texts that were begun, and those that ended with their dot. */
  begun: number
  completed: number
  commands: string[]
  /** Ends what is open, as servers do with idle connections. */
  dropConnections(): void
  close(): Promise<void>
}

/** @param scriptOf the script of the nth connection, from 1 */
export async function misbehavingServer(scriptOf: (connection: number) => Script): Promise<MisbehavingServer> {
  const sockets = new Set<Socket>()
  const listener = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    talk(socket, { ...USUAL, ...scriptOf(++server.connections) }, server)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const server: MisbehavingServer = {
    port: (listener.address() as AddressInfo).port,
    connections: 0,
    begun: 0,
    completed: 0,
    commands: [],
    dropConnections() {
      for (const socket of sockets) socket.destroy()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => listener.close(() => resolve()))
    },
  }
  return server
}

function talk(socket: Socket, script: Script & typeof USUAL, server: MisbehavingServer): void {
  let inText = false
  // A client that begins TLS sends bytes at random, which may look like lines.
  let deaf = false
  let mails = 0
  let buffer = ''
  const answer = (step: Step): boolean => {
    if (step === 'CUT') socket.destroy()
    else if (step !== 'SILENCE') socket.write(`${step}\r\n`)
    return step !== 'CUT' && step !== 'SILENCE'
  }
  const command = (line: string): void => {
    server.commands.push(line)
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') answer(script.ehlo)
    else if (verb === 'STAR') deaf = answer(script.starttls) && script.starttls.startsWith('220')
    else if (verb === 'AUTH') answer(script.auth)
    else if (verb === 'MAIL') answer(mails === script.mailsMax ? 'CUT' : script.mail)
    else if (verb === 'RCPT') answer(script.rcpt)
    else if (verb === 'DATA') inText = answer(script.data) && script.data.startsWith('354')
    else answer(verb === 'QUIT' ? '221 bye' : '250 ok')
    if (inText) server.begun++
  }
  const text = (): boolean => {
    if (script.cutInTextAfter !== undefined && buffer.length >= script.cutInTextAfter) {
      socket.destroy()
      return false
    }
    // An empty text, as sent where DATA was allowed without a receiver, is its dot alone.
    const end = buffer.startsWith('.\r\n') ? -2 : buffer.indexOf('\r\n.\r\n')
    if (end === -1) return false
    buffer = buffer.slice(end + 5)
    inText = false
    mails++
    server.completed++
    answer(script.afterText)
    return true
  }
  socket.on('data', (chunk) => {
    if (deaf) return
    buffer += chunk.toString('latin1')
    while (!deaf) {
      if (inText) {
        if (!text()) return
        continue
      }
      const end = buffer.indexOf('\r\n')
      if (end < 0) return
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + 2)
      command(line)
    }
  })
  answer(script.greeting)
}
