/**
 * Pages and acts of the console, declared like the routes of the API: path, permission, what goes in, and one handler that
 * calls a verb. `page` shows something (GET). `act` does something (POST), and then leads to a page (Post/Redirect/Get).
 * Both check the session, the permission and the client, in this order, as `route` of the API does for tokens.
 */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { PERMISSIONS, type Permission } from '../permissions/permissions.ts'
import { clientCtx } from '../platform/context.ts'
import { AppError, type Fault, invalid } from '../platform/errors.ts'
import { checkQuery } from '../platform/http/unknown-query.ts'
import { faultsOf, validatorOfQuery } from '../platform/http/validation.ts'
import { requireRecent } from '../users/sessions/require-recent.ts'
import type { Session } from '../users/sessions/session.ts'
import { frameOf } from './frame.ts'
import { written } from './html.ts'
import { curlOf } from './parts/as-data.ts'
import { checkPage } from './parts/check-page.ts'
import { type FormState, NO_FORM } from './parts/form.ts'
import { withQuery } from './parts/url.ts'
import { reachIn } from '../users/reach-in.ts'
import { redirect, sendPage } from './send.ts'
import { uploadedFile } from './uploaded-file.ts'
import { type ConsoleCtx, type PageAnswer, type Preview, type Shell, doorCtx } from './shell.ts'

/** Every page takes them: the client that it is about, what was done before it, and whether a program asks. */
const COMMON = {
  client: Type.Optional(Type.Integer({ minimum: 0 })),
  did: Type.Optional(Type.String({ maxLength: 40 })),
  as: Type.Optional(Type.Literal('json')),
}

const READ_MS_MAX = 5_000

/** Fields of every form that `act` itself reads: the version that it was drawn from, and the effect that a person has seen. */
const OWN_FIELDS = ['version', 'seen'] as const

interface Spec<Q extends TSchema, P extends TSchema> {
  /** Below /console. `:clientIdentifier` in it is the client that the page is about. */
  path: string
  permission: Permission
  query?: Q
  params?: P
}

interface Input<Q, P> {
  query: Q & { client?: number; as?: 'json' }
  params: P
  /** Path and query of this page, for links that keep the state. */
  url: string
}

/** `data` gives the same object to programs. The page's foot leads to it, and shows the call of the API that gives it. */
interface DataSpec<Q, P> {
  /** Path of the call with its query, from "/api/v1" on. */
  apiPath(input: Input<Q, P>): string
  read(ctx: ConsoleCtx, input: Input<Q, P>): Promise<unknown>
}

export interface PageSpec<Q extends TSchema, P extends TSchema> extends Spec<Q, P> {
  data?: DataSpec<Static<Q>, Static<P>>
  show(ctx: ConsoleCtx, input: Input<Static<Q>, Static<P>>, form: FormState): Promise<PageAnswer>
}

type ActInput<F extends TSchema, Q extends TSchema, P extends TSchema> = Input<Static<Q>, Static<P>> & {
  form: Static<F>
}

export interface ActSpec<F extends TSchema, Q extends TSchema, P extends TSchema> extends Spec<Q, P> {
  /** The fields of the form. */
  form?: F
  /** It names the state that the form was drawn from: a number, or the moment of the last change. Its form carries it (`versionField`). */
  version?(ctx: ConsoleCtx, input: Input<Static<Q>, Static<P>>): Promise<string>
  /** Shows the effect on a separate page; the act happens when a person confirms the effect that was shown. */
  preview?(ctx: ConsoleCtx, input: ActInput<F, Q, P>): Promise<Preview>
  /** @returns the address of the page that follows; or the page, where it shows what may stand in no address */
  perform(ctx: ConsoleCtx, input: ActInput<F, Q, P>): Promise<string | PageAnswer>
  /** Draws the page of the form again, with what was written and what is wrong. Without it the error has its own page. */
  again?(ctx: ConsoleCtx, input: Input<Static<Q>, Static<P>>, form: FormState): Promise<PageAnswer>
}

export interface FileSpec<Q extends TSchema, P extends TSchema> extends Spec<Q, P> {
  send(ctx: ConsoleCtx, input: Input<Static<Q>, Static<P>>, reply: FastifyReply): Promise<FastifyReply> | FastifyReply
}

/** Answers with a file, such as CSV or PDF, under the same checks as a page. */
export function file<Q extends TSchema, P extends TSchema>(shell: Shell, spec: FileSpec<Q, P>): void {
  const read = reader(spec)
  shell.app.get(spec.path, { config: { console: spec.permission } }, async (request, reply) => {
    const ctx = contextOf(shell, request, signedIn(request), spec.permission)
    return spec.send(ctx, read(request), reply)
  })
}

export function page<Q extends TSchema, P extends TSchema>(shell: Shell, spec: PageSpec<Q, P>): void {
  const read = reader(spec)
  shell.app.get(spec.path, { config: { console: spec.permission } }, async (request, reply) => {
    const session = signedIn(request)
    const ctx = contextOf(readingShell(shell), request, session, spec.permission)
    const input = read(request)
    const { data } = spec
    if (input.query.as === 'json') {
      if (data === undefined) throw new AppError('NOT_FOUND', 'This page has no data for programs.')
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(await data.read(ctx, input), null, 2))
    }
    const answer = await spec.show(ctx, input, NO_FORM)
    const asData = data && {
      json: withQuery(input.url, { as: 'json', did: undefined }),
      curl: curlOf(shell.origin(), data.apiPath(input)),
    }
    return sendPage(reply, await frameOf(ctx, shell, request), { ...answer, ...(asData && { asData }) })
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
    const { version: drawnFrom, seen } = takeOwnFields(values)
    // The check turns digits into numbers; the form shows what was written.
    const typed = { ...values }
    try {
      const wrong = checkForm?.(values) ?? []
      if (wrong.length > 0) throw invalid(faultsOf(wrong))
      const version = await spec.version?.(ctx, input)
      if (version !== drawnFrom) throw changedMeanwhile()
      const whole = { ...input, form: values as Static<F> }
      const preview = await spec.preview?.(ctx, whole)
      if (preview !== undefined && seen !== hashOf(preview))
        return await ask(preview, { ...typed, ...(version !== undefined && { version }) }, seen !== undefined)
      const done = await spec.perform(ctx, whole)
      if (typeof done === 'string') return redirect(reply, done)
      return sendPage(reply, await frameOf(ctx, shell, request), done)
    } catch (error) {
      const approvalId = approvalOf(error)
      if (approvalId !== undefined) return redirect(reply, `/console/approval/${approvalId}?did=asked`)
      if (spec.again === undefined || !isAboutForm(error)) throw error
      const answer = await spec.again(ctx, input, { values: typed, faults: faultsIn(error) })
      return sendPage(reply, await frameOf(ctx, shell, request), { status: error.status, ...answer })
    }

    async function ask(preview: Preview, fields: Record<string, string>, hasChanged: boolean): Promise<FastifyReply> {
      const answer = checkPage(preview, { action: input.url, hasChanged, fields: { ...fields, seen: hashOf(preview) } })
      return sendPage(reply, await frameOf(ctx, shell, request), answer)
    }
  })
}

export interface UploadSpec extends Spec<TSchema, TSchema> {
  bytesMax: number
  /** @returns the address of the page that follows */
  take(ctx: ConsoleCtx, file: { name: string; bytes: Uint8Array }): Promise<string>
}

/** Takes the file of a form, in its field `file`. A person who may not send one is refused before its bytes are read. */
export function upload(shell: Shell, spec: UploadSpec): void {
  const { path, permission, bytesMax } = spec
  void shell.app.register((scope, _options, done) => {
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, parsed) =>
      parsed(null, body),
    )
    scope.post(path, {
      ...{ config: { console: permission }, bodyLimit: bytesMax },
      async onRequest(request) {
        const session = signedIn(request)
        contextOf(shell, request, session, permission)
        if ('money' in PERMISSIONS[permission]) requireRecent(shell.platform, session)
      },
      async handler(request, reply) {
        const ctx = contextOf(shell, request, signedIn(request), permission)
        return redirect(reply, await spec.take(ctx, await uploadedFile(request)))
      },
    })
    done()
  })
}

export interface QuestionSpec<F extends TSchema> extends Spec<TSchema, TSchema> {
  form: F
  /** @returns the page, or the address of the page that answers */
  answer(ctx: ConsoleCtx, form: Static<F>): Promise<PageAnswer | string>
}

/** A form that changes nothing, and whose answer is a page: the address cannot hold what was asked, because it may be a name. */
export function question<F extends TSchema>(shell: Shell, spec: QuestionSpec<F>): void {
  const check = validatorOfQuery(spec.form)
  const read = reader(spec)
  shell.app.post(spec.path, { config: { console: spec.permission } }, async (request, reply) => {
    const ctx = contextOf(shell, request, signedIn(request), spec.permission)
    read(request)
    const values = givenOf(request.body)
    const wrong = check(values)
    if (wrong.length > 0) throw invalid(faultsOf(wrong))
    const answer = await spec.answer(ctx, values as Static<F>)
    if (typeof answer === 'string') return redirect(reply, answer)
    return sendPage(reply, await frameOf(ctx, shell, request), answer)
  })
}

function takeOwnFields(values: Record<string, string>): { version: string | undefined; seen: string | undefined } {
  const { version, seen } = values
  for (const name of OWN_FIELDS) delete values[name]
  return { version, seen }
}

/** Two effects of one text are the same effect. */
function hashOf({ title, effect }: Preview): string {
  return createHash('sha256').update(title).update('\0').update(written(effect)).digest('base64url')
}

function changedMeanwhile(): AppError {
  return new AppError(
    'CONFLICT',
    'Something has changed since you opened this page. Look at it as it is now, and send your form again.',
  )
}

function signedIn(request: FastifyRequest): Session {
  if (request.session === undefined) throw new AppError('UNAUTHORIZED', 'Sign in first.')
  return request.session
}

/** A page that takes longer to read than a person waits ends its statements; the error page says so. */
function readingShell(shell: Shell): Shell {
  const { platform } = shell
  return { ...shell, platform: { ...platform, pool: platform.pool.withLimit(READ_MS_MAX) } }
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
    return {
      query: given as Static<Q> & { client?: number; as?: 'json' },
      params: request.params as Static<P>,
      url: request.url,
    }
  }
}

/** A parameter that is given several times, such as the ticks of a form, has its values divided by commas. */
function givenOf(values: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((values ?? {}) as Record<string, unknown>).flatMap(([name, value]): [string, string][] => {
      const text =
        typeof value === 'string' ? value.trim() : Array.isArray(value) ? value.map(String).join(',').trim() : ''
      return text === '' ? [] : [[name, text]]
    }),
  )
}

/** The approval of a second person that the act waits for. */
function approvalOf(error: unknown): string | undefined {
  if (!(error instanceof AppError) || error.code !== 'WAITING') return undefined
  const { approvalId } = error.extra
  return typeof approvalId === 'string' ? approvalId : undefined
}

function isAboutForm(error: unknown): error is AppError {
  return error instanceof AppError && (['INVALID', 'RULE', 'CONFLICT'] as const).some((code) => code === error.code)
}

function faultsIn(error: AppError): Fault[] {
  return error.faults ?? [{ pointer: '', code: error.code, message: error.message }]
}
