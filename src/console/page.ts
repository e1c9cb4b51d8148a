/**
 * Pages and acts of the console, declared like the routes of the API: path, permission, what goes in, and one handler that
 * calls a verb. `page` shows something (GET). `act` does something (POST), and then leads to a page (Post/Redirect/Get).
 * Both check the session, the permission and the client, in this order, as `route` of the API does for tokens.
 */
import type { FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { PERMISSIONS, type Permission } from '../permissions/permissions.ts'
import { clientCtx } from '../platform/context.ts'
import { AppError, type Fault, invalid } from '../platform/errors.ts'
import { checkQuery } from '../platform/http/unknown-query.ts'
import { faultsOf, validatorOfQuery } from '../platform/http/validation.ts'
import { requireRecent } from '../users/sessions/require-recent.ts'
import type { Session } from '../users/sessions/session.ts'
import { frameOf } from './frame.ts'
import { type FormState, NO_FORM } from './parts/form.ts'
import { reachIn } from './reach.ts'
import { redirect, sendPage } from './send.ts'
import { type ConsoleCtx, type PageAnswer, type Shell, doorCtx } from './shell.ts'

/** Every page takes them: the client that it is about, and what was done before it. */
const COMMON = {
  client: Type.Optional(Type.Integer({ minimum: 0 })),
  did: Type.Optional(Type.String({ maxLength: 40 })),
}

interface Spec<Q extends TSchema, P extends TSchema> {
  /** Below /console. `:clientIdentifier` in it is the client that the page is about. */
  path: string
  permission: Permission
  query?: Q
  params?: P
}

interface Input<Q, P> {
  query: Q & { client?: number }
  params: P
  /** Path and query of this page, for links that keep the state. */
  url: string
}

export interface PageSpec<Q extends TSchema, P extends TSchema> extends Spec<Q, P> {
  show(ctx: ConsoleCtx, input: Input<Static<Q>, Static<P>>, form: FormState): Promise<PageAnswer>
}

export interface ActSpec<F extends TSchema, Q extends TSchema, P extends TSchema> extends Spec<Q, P> {
  /** The fields of the form. */
  form?: F
  /** @returns the address of the page that follows */
  perform(ctx: ConsoleCtx, input: Input<Static<Q>, Static<P>> & { form: Static<F> }): Promise<string>
  /** Draws the page of the form again, with what was written and what is wrong. Without it the error has its own page. */
  again?(ctx: ConsoleCtx, input: Input<Static<Q>, Static<P>>, form: FormState): Promise<PageAnswer>
}

export function page<Q extends TSchema, P extends TSchema>(shell: Shell, spec: PageSpec<Q, P>): void {
  const read = reader(spec)
  shell.app.get(spec.path, { config: { console: spec.permission } }, async (request, reply) => {
    const session = signedIn(request)
    const ctx = contextOf(shell, request, session, spec.permission)
    const input = read(request)
    return sendPage(reply, await frameOf(ctx, shell, request), await spec.show(ctx, input, NO_FORM))
  })
}

export function act<F extends TSchema, Q extends TSchema, P extends TSchema>(
  shell: Shell,
  spec: ActSpec<F, Q, P>,
): void {
  const read = reader(spec)
  const checkForm = spec.form === undefined ? undefined : validatorOfQuery(spec.form)
  shell.app.post(spec.path, { config: { console: spec.permission } }, async (request, reply) => {
    const session = signedIn(request)
    const ctx = contextOf(shell, request, session, spec.permission)
    if ('money' in PERMISSIONS[spec.permission]) requireRecent(shell.platform, session)
    const input = read(request)
    const values = givenOf(request.body)
    // The check turns digits into numbers; the form shows what was written.
    const typed = { ...values }
    try {
      const wrong = checkForm?.(values) ?? []
      if (wrong.length > 0) throw invalid(faultsOf(wrong))
      return redirect(reply, await spec.perform(ctx, { ...input, form: values as Static<F> }))
    } catch (error) {
      if (spec.again === undefined || !isAboutForm(error)) throw error
      const answer = await spec.again(ctx, input, { values: typed, faults: faultsIn(error) })
      return sendPage(reply, await frameOf(ctx, shell, request), { status: error.status, ...answer })
    }
  })
}

function signedIn(request: FastifyRequest): Session {
  if (request.session === undefined) throw new AppError('UNAUTHORIZED', 'Sign in first.')
  return request.session
}

function contextOf(shell: Shell, request: FastifyRequest, session: Session, permission: Permission): ConsoleCtx {
  const { clientIdentifier } = request.params as { clientIdentifier?: string }
  const { client } = request.query as { client?: string }
  const named = clientIdentifier ?? client
  const asked = named !== undefined && /^[1-9]\d{0,14}$/.test(named) ? Number(named) : undefined
  const clientId = reachIn(session.grants, permission, asked)
  const base: ConsoleCtx = {
    ...doorCtx(shell, request),
    actor: `user:${session.name}`,
    ...(session.userId === null ? { grants: session.grants } : {}),
    ...{ session, clientId },
  }
  request.ctx = base
  return clientId === undefined ? base : { ...clientCtx(base, clientId), session, clientId }
}

function reader<Q extends TSchema, P extends TSchema>(spec: Spec<Q, P>) {
  const query = Type.Object({
    ...COMMON,
    ...(spec.query as { properties?: Record<string, TSchema> } | undefined)?.properties,
  })
  const checkQueryValues = validatorOfQuery(query)
  const checkParams = spec.params === undefined ? undefined : validatorOfQuery(spec.params)
  return (request: FastifyRequest): Input<Static<Q>, Static<P>> => {
    // An empty field of a filter filters nothing.
    const given = givenOf(request.query)
    const faults: Fault[] = checkQuery(given, Object.keys(query.properties), false).faults
    faults.push(...faultsOf(checkQueryValues(given), '?'))
    if (faults.length > 0) throw invalid(faults)
    // An identifier that cannot be names nothing.
    if (checkParams !== undefined && checkParams(request.params).length > 0)
      throw new AppError('NOT_FOUND', 'There is no such page.')
    return { query: given as Static<Q> & { client?: number }, params: request.params as Static<P>, url: request.url }
  }
}

function givenOf(values: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((values ?? {}) as Record<string, unknown>).flatMap(([name, value]): [string, string][] => {
      const text = typeof value === 'string' ? value.trim() : Array.isArray(value) ? String(value.at(-1)).trim() : ''
      return text === '' ? [] : [[name, text]]
    }),
  )
}

function isAboutForm(error: unknown): error is AppError {
  return error instanceof AppError && (['INVALID', 'RULE', 'CONFLICT'] as const).some((code) => code === error.code)
}

function faultsIn(error: AppError): Fault[] {
  return error.faults ?? [{ pointer: '', code: error.code, message: error.message }]
}
