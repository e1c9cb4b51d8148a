/**
 * A little internet on loopback: 127.0.0.2 stands for "outside" and may be reached, 127.0.0.1 and ::1 are "inside", where
 * nobody may knock; what does is counted. Outside and inside listen on the same port.
 */
import { type RequestListener, type Server, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { isPublicAddress } from '@saatava/core/public-address.ts'
import { type Network, PUBLIC_INTERNET, type ResolvedAddress } from '../../../../src/platform/safe-fetch/network.ts'

export const OUTSIDE = '127.0.0.2'

// Self-signed, for files.example.com and other.example.com, until 2120; it is worth nothing to anybody.
const KEY = pem('PRIVATE KEY', [
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8naiGhcq72dJzW1SGcT32cAeYLAOD0GpcgM40kTuQ0GhRANCAAR/1aLJ2LvJ',
  'oi23E7EoNlk/S0TQoqZH5iZ/Z/RK96HafnvuFVr/aFnI+a1LAQburz0ZvLsXpHo9AdFlg3xemlmv',
])
const CERTIFICATE = pem('CERTIFICATE', [
  'MIIBXTCCAQKgAwIBAgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFmaWxlcy5leGFtcGxlLmNvbTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIw',
  'MDEwMTAwMDAwMFowHDEaMBgGA1UEAwwRZmlsZXMuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR/1aLJ2LvJoi23E7Eo',
  'Nlk/S0TQoqZH5iZ/Z/RK96HafnvuFVr/aFnI+a1LAQburz0ZvLsXpHo9AdFlg3xemlmvozMwMTAvBgNVHREEKDAmghFmaWxlcy5leGFtcGxl',
  'LmNvbYIRb3RoZXIuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSQAwRgIhAIGSaXJST1SlBXPQEgHiCnRtrhOdnSLwW1IIIwI/w5+iAiEA6skO',
  'KScbNYnMHXTEksQMAyVsCHEV96+Fz+F9Yq9086I=',
])

export interface World {
  port: number
  /** `http://files.example.com:port`, or https. */
  origin: string
  network: Network
  /** Names that a name server was asked for, in order. */
  asked: string[]
  /** Requests that reached the inside: none, if all is well. */
  insideRequests(): number
  outsideRequests(): number
  close(): Promise<void>
}

export interface WorldOptions {
  tls?: boolean
  /** Addresses of a name at its nth look-up; every name is OUTSIDE when not given. */
  names?: (host: string, nth: number) => string[]
}

export async function openWorld(serve: RequestListener, options: WorldOptions = {}): Promise<World> {
  const counts = { inside: 0, outside: 0 }
  const asked: string[] = []
  const outside = options.tls
    ? createTlsServer({ key: KEY, cert: CERTIFICATE }, counted)
    : createServer({ maxHeaderSize: 64 * 1024 }, counted)
  function counted(...[request, response]: Parameters<RequestListener>): void {
    counts.outside++
    serve(request, response)
  }
  await listen(outside, OUTSIDE, 0)
  const { port } = outside.address() as AddressInfo
  const servers: Server[] = [outside]
  for (const host of ['127.0.0.1', '::1']) {
    const inside = createServer((_request, response) => {
      counts.inside++
      response.end('secret')
    })
    // Where there is no IPv6, only the connection's failing is tested.
    if (await listen(inside, host, port).catch(() => false)) servers.push(inside)
  }
  const network: Network = {
    ...PUBLIC_INTERNET,
    allowHttp: true,
    ports: undefined,
    ca: CERTIFICATE,
    isReachable: (address) => address === OUTSIDE || isPublicAddress(address),
    lookup: async (host) => {
      asked.push(host)
      const nth = asked.filter((name) => name === host).length
      return (options.names?.(host, nth) ?? [OUTSIDE]).map(
        (address): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
      )
    },
  }
  return {
    port,
    origin: `${options.tls ? 'https' : 'http'}://files.example.com:${port}`,
    network,
    asked,
    insideRequests: () => counts.inside,
    outsideRequests: () => counts.outside,
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      }
    },
  }
}

function listen(server: Server, host: string, port: number): Promise<true> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(true))
  })
}

function pem(label: string, lines: string[]): string {
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
