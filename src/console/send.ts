import type { FastifyReply } from 'fastify'
import { type Frame, layout } from './layout.ts'
import { written } from './html.ts'
import type { PageAnswer } from './shell.ts'

export function sendPage(reply: FastifyReply, frame: Frame, answer: PageAnswer): FastifyReply {
  return reply
    .code(answer.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(written(layout(frame, answer)))
}

/** Leads on to a page of the console. An address elsewhere is never followed. */
export function redirect(reply: FastifyReply, to: string): FastifyReply {
  return reply.redirect(ownPath(to), 303)
}

/** The path, where it is one of the console; else its first page. */
export function ownPath(path: string | undefined): string {
  if (path === undefined || !/^\/console(?:[/?]|$)/.test(path)) return '/console'
  const url = URL.parse(path, 'http://console.invalid')
  return url?.host === 'console.invalid' ? `${url.pathname}${url.search}` : '/console'
}
