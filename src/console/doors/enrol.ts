/** /console/enrol: somebody who has opened a link makes a passkey, or takes an identity at the OIDC provider. */
import type { Ctx } from '../../platform/context.ts'
import { enrolPasskey, newPasskeyOptions } from '../../users/passkeys/new-passkey.ts'
import { clearCookie, setCookie } from '../cookies.ts'
import { html } from '../html.ts'
import { type FormState, NO_FORM, errorSummary } from '../parts/form.ts'
import { passkeyForm } from '../parts/passkey-form.ts'
import { redirect } from '../send.ts'
import type { PageAnswer, Shell } from '../shell.ts'
import { attempt, door, posted, refusedForm, sendDoor } from './door.ts'
import { openedCode } from './enrolment-cookie.ts'

const PATH = '/console/enrol'

export function enrolDoors(shell: Shell): void {
  door(shell, 'GET', '/enrol', async (request, reply, ctx) =>
    sendDoor(shell, reply, await enrolPage(shell, ctx, openedCode(shell, request), NO_FORM)),
  )
  door(shell, 'POST', '/enrol', async (request, reply, ctx) => {
    const code = openedCode(shell, request)
    const input = { challenge: posted(request, 'challenge'), response: posted(request, 'response') }
    try {
      const begun = await attempt(shell, ctx, () => enrolPasskey(ctx, { ...input, code, origin: shell.origin() }))
      setCookie(shell, reply, 'session', begun.token)
      clearCookie(shell, reply, 'enrolment')
      return redirect(reply, '/console')
    } catch (error) {
      const { form, status } = refusedForm(error)
      return sendDoor(shell, reply, { ...(await enrolPage(shell, ctx, code, form)), status })
    }
  })
}

async function enrolPage(shell: Shell, ctx: Ctx, code: string, form: FormState): Promise<PageAnswer> {
  const { name, ...options } = await newPasskeyOptions(ctx, { code, origin: shell.origin() })
  const { oidc } = shell.platform.config.console
  return {
    title: 'Your first sign-in',
    body: html`<div class="narrow">${errorSummary(form)}
<p>You are ${name}. Make a passkey on this device: it signs you in from now on, with your finger, your face or a PIN.</p>
${passkeyForm(options, { kind: 'create', action: PATH, label: 'Make a passkey' })}
${oidc !== undefined && html`<p><a class="button" href="/console/sign-in/oidc">Use your account at ${new URL(oidc.issuer).host} instead</a></p>`}</div>`,
  }
}
