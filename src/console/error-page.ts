/** Errors as pages, in the words of the error itself. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isSandboxClock } from '../platform/clock.ts'
import { AppError, titleOf } from '../platform/errors.ts'
import { isOverLimit } from '../platform/database.ts'
import { appErrorOf } from '../platform/http/server.ts'
import { doorFrame } from './doors/door.ts'
import { frameOf, menuOf } from './frame.ts'
import { html } from './html.ts'
import type { Frame } from './layout.ts'
import { ownPath, redirect, sendPage } from './send.ts'
import { type PageAnswer, type Shell, doorCtx } from './shell.ts'

export async function answerError(
  shell: Shell,
  thrown: FastifyError | AppError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const error = isOverLimit(thrown) ? tooSlow() : appErrorOf(thrown)
  if (error.status >= 500) shell.platform.log.error({ requestId: request.id, err: thrown }, error.message)
  if (error.code === 'UNAUTHORIZED') return redirect(reply, signInPath(request, error))
  const first = firstPage(shell, request)
  if (error.code === 'FORBIDDEN' && first !== undefined) return redirect(reply, first)
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds))
  return sendPage(reply, await frame(shell, request), errorPage(error, request.id))
}

function tooSlow(): AppError {
  return new AppError(
    'UNAVAILABLE',
    'Reading this page took longer than it may. Narrow the filter, or name a client, and open it again.',
  )
}

function errorPage(error: AppError, requestId: string): PageAnswer {
  const { approvalId } = error.extra
  return {
    title: titleOf(error.code),
    status: error.status,
    body: html`<p>${error.message}</p>
${error.faults !== undefined && html`<ul>${error.faults.map(({ pointer, message }) => html`<li>${pointer.replace(/^[/?]/, '')} ${message}</li>`)}</ul>`}
${typeof approvalId === 'string' && html`<p>It waits for a second person as approval <code>${approvalId}</code>.</p>`}
<p class="hint">Request ${requestId}. <a href="/console">To the first page</a></p>`,
  }
}

/** Leads to the sign-in, and after it to the page that was asked for, or to the page of the form. */
function signInPath(request: FastifyRequest, error: AppError): string {
  const referer = URL.parse(request.headers.referer ?? '')
  const next = request.method === 'GET' ? request.url : `${referer?.pathname ?? ''}${referer?.search ?? ''}`
  const parameters = new URLSearchParams({ next: ownPath(next) })
  if (error.extra['signInAgain'] === true) parameters.set('again', '1')
  return `/console/sign-in?${parameters.toString()}`
}

/** The first page that somebody may open who asked for /console and may not open that. */
function firstPage({ screens, platform }: Shell, { session, method, url }: FastifyRequest): string | undefined {
  if (session === undefined || method !== 'GET' || !/^\/console\/?(?:\?|$)/.test(url)) return undefined
  return menuOf(session.grants, screens, isSandboxClock(platform.clock)).find(({ path }) => path !== '/console')?.path
}

/** With the menu where somebody is signed in. A database that does not answer gives no menu. */
async function frame(shell: Shell, request: FastifyRequest): Promise<Frame> {
  const { session } = request
  if (session === undefined) return doorFrame(shell, request)
  const ctx = { ...doorCtx(shell, request), session, clientId: undefined }
  return frameOf(ctx, shell, request).catch(() => doorFrame(shell, request))
}
