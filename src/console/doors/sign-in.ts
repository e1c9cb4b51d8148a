/** /console/sign-in: the page that asks for a passkey, or leads to the OIDC provider. It also asks again before money moves. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../platform/context.ts'
import { passkeyOptions, signInWithPasskey } from '../../users/passkeys/sign-in.ts'
import { setCookie } from '../cookies.ts'
import { html } from '../html.ts'
import { type FormState, NO_FORM, errorSummary } from '../parts/form.ts'
import { passkeyForm } from '../parts/passkey-form.ts'
import { ownPath, redirect } from '../send.ts'
import type { PageAnswer, Shell } from '../shell.ts'
import { attempt, door, posted, refusedForm, sendDoor } from './door.ts'

export function signInDoors(shell: Shell): void {
  door(shell, 'GET', '/sign-in', async (request, reply, ctx) =>
    sendDoor(shell, reply, await signInPage(shell, ctx, request, NO_FORM)),
  )
  door(shell, 'POST', '/sign-in', async (request, reply, ctx) => {
    const input = { challenge: posted(request, 'challenge'), response: posted(request, 'response') }
    try {
      const begun = await attempt(shell, ctx, () =>
        signInWithPasskey(ctx, { ...input, origin: shell.origin(), replaces: request.session }),
      )
      setCookie(shell, reply, 'session', begun.token)
      return redirect(reply, nextOf(request))
    } catch (error) {
      return refusal(shell, { request, reply, ctx }, error)
    }
  })
}

/** Draws the sign-in again, with the reason. */
export async function refusal(
  shell: Shell,
  { request, reply, ctx }: { request: FastifyRequest; reply: FastifyReply; ctx: Ctx },
  error: unknown,
): Promise<FastifyReply> {
  const { form, status } = refusedForm(error)
  return sendDoor(shell, reply, { ...(await signInPage(shell, ctx, request, form)), status })
}

/** The page that follows a sign-in. */
export function nextOf(request: FastifyRequest): string {
  const { next } = request.query as { next?: unknown }
  return ownPath(typeof next === 'string' ? next : undefined)
}

async function signInPage(shell: Shell, ctx: Ctx, request: FastifyRequest, form: FormState): Promise<PageAnswer> {
  const { again } = request.query as { again?: unknown }
  const { environment, console: settings } = shell.platform.config
  const query = new URLSearchParams({ next: nextOf(request), ...(again === '1' ? { again } : {}) }).toString()
  const options = await passkeyOptions(ctx, { origin: shell.origin() })
  const action = `/console/sign-in?${query}`
  return {
    title: again === '1' ? 'Sign in again' : 'Sign in',
    body: html`<div class="narrow">${errorSummary(form)}
${again === '1' && html`<p>The act moves money, and your sign-in is older than 15 minutes.</p>`}
${passkeyForm(options, { kind: 'get', action, label: 'Sign in with a passkey' })}
${settings.oidc !== undefined && html`<p><a class="button" href="/console/sign-in/oidc?${query}">Sign in at ${new URL(settings.oidc.issuer).host}</a></p>`}
${environment === 'sandbox' && html`<p>This is a sandbox: <code>npx saatava console open</code> prints a link that signs you in.</p>`}
<p><a href="/console/enter">Enter with the code of a link</a></p></div>`,
  }
}
