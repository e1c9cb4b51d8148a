/** Pages that are open without a session: entering and leaving. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSandboxClock } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Frame } from '../layout.ts'
import type { FormState } from '../parts/form.ts'
import { sendPage } from '../send.ts'
import { type PageAnswer, type Shell, doorCtx } from '../shell.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply, ctx: Ctx) => Promise<unknown>

/** Every door is declared by this function, so that the test of the routes knows them. */
export function door(shell: Shell, method: 'GET' | 'POST', path: string, handler: Handler): void {
  shell.app.route({
    method,
    url: path,
    config: { console: 'door' },
    handler: (request, reply) => handler(request, reply, doorCtx(shell, request)),
  })
}

export function sendDoor(shell: Shell, reply: FastifyReply, answer: PageAnswer): FastifyReply {
  return sendPage(reply, doorFrame(shell, reply.request), answer)
}

export function doorFrame({ platform }: Shell, request: FastifyRequest): Frame {
  const { clock } = platform
  return {
    path: request.url.split('?', 1)[0] ?? request.url,
    environment: platform.config.environment,
    ...{
      session: undefined,
      canSearch: false,
      clientId: undefined,
      clients: [],
      menu: [],
      fourEyesOffBy: undefined,
      did: undefined,
    },
    sandboxTime: isSandboxClock(clock) ? { now: clock.now(), aheadMs: clock.offsetMs } : undefined,
  }
}

/** Runs an attempt to sign in. An address that has failed too often waits, as one that sends wrong tokens. */
export async function attempt<T>({ wrong, platform }: Shell, ctx: Ctx, work: () => Promise<T>): Promise<T> {
  const seconds = wrong.waitSeconds(ctx.remoteAddress)
  if (seconds > 0)
    throw new AppError('TOO_MANY_REQUESTS', 'Too many attempts to sign in failed from this address. Wait a while.', {
      retryAfterSeconds: seconds,
    })
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHORIZED') wrong.note(ctx.remoteAddress, platform.clock.real())
    throw error
  }
}

/** The form of an attempt that was refused, with the reason at its field, and the status of its page. Throws every other error. */
export function refusedForm(error: unknown, pointer = ''): { form: FormState; status: number } {
  if (!(error instanceof AppError) || error.code !== 'UNAUTHORIZED') throw error
  return { form: { values: {}, faults: [{ pointer, code: error.code, message: error.message }] }, status: error.status }
}

/** A field of a posted form. */
export function posted(request: FastifyRequest, name: string): string {
  const value = (request.body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value.trim() : ''
}
