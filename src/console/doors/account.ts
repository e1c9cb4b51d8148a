/** /console/account: somebody's own roles, sessions and passkeys. It is open to everybody who is signed in. */
import type { FastifyRequest } from 'fastify'
import { UUID } from '@saatava/core/ids.ts'
import type { CredentialRow } from '../../users/credential-queries.ts'
import { AppError } from '../../platform/errors.ts'
import {
  addOwnPasskey,
  listOwnCredentials,
  ownPasskeyOptions,
  removeOwnCredential,
} from '../../users/passkeys/own-passkeys.ts'
import { endOwnSession, listSessionsOf } from '../../users/sessions/own-sessions.ts'
import type { Session } from '../../users/sessions/session.ts'
import { frameOf } from '../frame.ts'
import { html } from '../html.ts'
import { badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { NO_FORM, errorSummary, type FormState } from '../parts/form.ts'
import { greyed } from '../parts/greyed.ts'
import { passkeyForm } from '../parts/passkey-form.ts'
import { methodName, sessionTable } from '../parts/session-table.ts'
import { table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import { redirect, sendPage } from '../send.ts'
import { type ConsoleCtx, type PageAnswer, type Shell, doorCtx } from '../shell.ts'
import { door, posted } from './door.ts'

const PATH = '/console/account'

export function accountDoors(shell: Shell): void {
  door(shell, 'GET', '/account', async (request, reply) => {
    const ctx = signedInCtx(shell, request)
    return sendPage(reply, await frameOf(ctx, shell, request), await accountPage(shell, ctx, NO_FORM))
  })
  door(shell, 'POST', '/account/session/:id/end', async (request, reply) => {
    const ctx = signedInCtx(shell, request)
    await endOwnSession(ctx, ctx.session, { sessionId: idIn(request) })
    return redirect(reply, `${PATH}?did=ended`)
  })
  door(shell, 'POST', '/account/passkey', async (request, reply) => {
    const ctx = signedInCtx(shell, request)
    const input = { challenge: posted(request, 'challenge'), response: posted(request, 'response') }
    await addOwnPasskey(ctx, ctx.session, { ...input, origin: shell.origin() })
    return redirect(reply, `${PATH}?did=passkey-added`)
  })
  door(shell, 'POST', '/account/passkey/:id/remove', async (request, reply) => {
    const ctx = signedInCtx(shell, request)
    try {
      await removeOwnCredential(ctx, ctx.session, { credentialId: idIn(request) })
      return redirect(reply, `${PATH}?did=passkey-removed`)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'RULE') throw error
      const form = { values: {}, faults: [{ pointer: '', code: error.code, message: error.message }] }
      const answer = await accountPage(shell, ctx, form)
      return sendPage(reply, await frameOf(ctx, shell, request), { ...answer, status: error.status })
    }
  })
}

/** @throws AppError UNAUTHORIZED, which leads to the sign-in */
function signedInCtx(shell: Shell, request: FastifyRequest): ConsoleCtx {
  const { session } = request
  if (session === undefined) throw new AppError('UNAUTHORIZED', 'Sign in first.')
  return { ...doorCtx(shell, request), actor: `user:${session.name}`, session, clientId: undefined }
}

/** @throws AppError NOT_FOUND it is no id */
function idIn(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string }
  if (!UUID.test(id)) throw new AppError('NOT_FOUND', 'There is no such page.')
  return id
}

async function accountPage(shell: Shell, ctx: ConsoleCtx, form: FormState): Promise<PageAnswer> {
  const { session } = ctx
  const { userId, name } = session
  const sessions = userId === null ? [] : await listSessionsOf(ctx, { userId, name })
  const credentials = await listOwnCredentials(ctx, session)
  const options = await ownPasskeyOptions(ctx, session, { origin: shell.origin() })
  return {
    title: 'Your account',
    body: html`${errorSummary(form)}${facts([
      ['Name', name],
      ['Roles', rolesOf(session)],
      ['Signed in', html`${when(session.authenticatedAt)}, by ${methodName(session.method)}`],
      ['This session ends', when(session.endsAt)],
    ])}
${userId === null && html`<p class="hint">You are the demo operator of this sandbox: you have no passkeys, and your session ends with your browser’s.</p>`}
${
  userId !== null &&
  html`<h2>Sessions</h2>${sessionTable(
    { caption: 'Where you are signed in', empty: 'You are signed in nowhere.' },
    sessions,
    ({ sessionId }) =>
      sessionId === session.sessionId
        ? badge('this one', 'good')
        : html`<form method="post" action="${PATH}/session/${sessionId}/end"><button>End it</button></form>`,
  )}<h2>Passkeys</h2>${credentialTable(credentials)}`
}
${options && html`<div class="narrow"><p class="hint">A passkey on a second device lets you in when the first one is lost.</p>${passkeyForm(options, { kind: 'create', action: `${PATH}/passkey`, label: 'Add a passkey' })}</div>`}`,
  }
}

function rolesOf({ grants }: Session): string {
  return grants.map(({ role, clientId }) => (clientId === 0 ? role : `${role} for client ${clientId}`)).join(', ')
}

function credentialTable(credentials: readonly CredentialRow[]) {
  return table(
    {
      ...{ caption: 'Your passkeys and accounts', empty: 'You have no passkey yet.' },
      columns: [
        { head: 'Kind', cell: ({ kind }: CredentialRow) => (kind === 'PASSKEY' ? 'passkey' : 'account elsewhere') },
        { head: 'Added', cell: ({ addedAt }: CredentialRow) => when(addedAt) },
        {
          head: 'Last used',
          cell: ({ lastUsedAt }: CredentialRow) => (lastUsedAt === null ? 'never' : when(lastUsedAt)),
        },
        { head: 'Id', cell: ({ credentialId }: CredentialRow) => html`<code data-copy>${credentialId}</code>` },
        {
          head: 'Do',
          cell: ({ credentialId }: CredentialRow) =>
            credentials.length === 1
              ? greyed('Remove', 'It is the only one. Add another passkey first.')
              : html`<form method="post" action="${PATH}/passkey/${credentialId}/remove"><button>Remove</button></form>`,
        },
      ],
    },
    credentials,
  )
}
