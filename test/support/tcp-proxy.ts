/** A wire between a service and its database that can be cut, so that only this service is hit. */
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net'
import { once } from 'node:events'

export interface TcpProxy {
  /** The database's address, by way of this wire. */
  url: string
  /** Ends what is open and refuses what is new. Does nothing where it is cut already. */
  cut(): Promise<void>
  /** Swallows what the database says from this statement on, by its text or name: requests arrive, answers do not. */
  muteFrom(statement: string): void
  restore(): Promise<void>
}

export async function tcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let muted = false
  let mutesFrom: string | undefined
  let server = await listen(0)
  const { port } = server.address() as AddressInfo

  async function listen(at: number): Promise<Server> {
    const created = createServer((client) => {
      const upstream = connect(Number(target.port || 5432), target.hostname)
      for (const socket of [client, upstream]) {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
        socket.on('error', () => socket.destroy())
      }
      client.on('data', (chunk: Buffer) => {
        muted ||= mutesFrom !== undefined && chunk.includes(mutesFrom)
        upstream.write(chunk)
      })
      upstream.on('data', (chunk) => muted || client.write(chunk))
      client.on('close', () => upstream.destroy())
      upstream.on('close', () => client.destroy())
    })
    created.listen(at, '127.0.0.1')
    await once(created, 'listening')
    return created
  }

  const through = new URL(databaseUrl)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  return {
    url: through.href,
    async cut() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    muteFrom(statement) {
      mutesFrom = statement
    },
    async restore() {
      muted = false
      mutesFrom = undefined
      server = await listen(port)
    },
  }
}
