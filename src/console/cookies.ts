/** The cookies of the console: the token of the session, and what is under way at a sign-in. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Shell } from './shell.ts'

/** `session`: the token. `enrolment`: the code of a link, sealed. `oidc`: what the answer of the provider must fit, sealed. */
type CookieName = 'session' | 'enrolment' | 'oidc'

const SECONDS: Record<CookieName, number> = { session: 10 * 3_600, enrolment: 15 * 60, oidc: 10 * 60 }

export function readCookie(shell: Shell, request: FastifyRequest, name: CookieName): string | undefined {
  const wanted = nameOf(shell, name)
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim()
  }
  return undefined
}

export function setCookie(shell: Shell, reply: FastifyReply, name: CookieName, value: string): void {
  write(shell, reply, name, value, SECONDS[name])
}

export function clearCookie(shell: Shell, reply: FastifyReply, name: CookieName): void {
  write(shell, reply, name, '', 0)
}

function write(shell: Shell, reply: FastifyReply, name: CookieName, value: string, seconds: number): void {
  const secure = isSecure(shell) ? '; Secure' : ''
  const cookie = `${nameOf(shell, name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  const before = reply.getHeader('set-cookie')
  reply.header('set-cookie', [...(before === undefined ? [] : [before].flat().map(String)), cookie])
}

/** Browsers share cookies between the ports of a host, so a sandbox on http has its port in the name. */
function nameOf(shell: Shell, name: CookieName): string {
  if (isSecure(shell)) return `__Host-saatava-${name}`
  return `saatava-${name}-${new URL(shell.origin()).port || '80'}`
}

function isSecure(shell: Shell): boolean {
  return shell.origin().startsWith('https:')
}
