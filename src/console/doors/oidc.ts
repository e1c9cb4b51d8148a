/**
 * /console/sign-in/oidc leads to the OIDC provider, and its return path takes the answer. It is a link and no form: browsers
 * apply form-action to where a form leads on, too.
 */
import { beginOidc, signInByOidc } from '../../users/oidc/sign-in.ts'
import { clearCookie, readCookie, setCookie } from '../cookies.ts'
import { redirect } from '../send.ts'
import type { Shell } from '../shell.ts'
import { attempt, door } from './door.ts'
import { openedCode } from './enrolment-cookie.ts'
import { nextOf, refusal } from './sign-in.ts'

export function oidcDoors(shell: Shell): void {
  if (shell.platform.config.console.oidc === undefined) return
  door(shell, 'GET', '/sign-in/oidc', async (request, reply, ctx) => {
    const { again } = request.query as { again?: unknown }
    const input = { origin: shell.origin(), next: nextOf(request), again: again === '1' }
    const { url, sealed } = await beginOidc(ctx, input)
    setCookie(shell, reply, 'oidc', sealed)
    return reply.redirect(url, 303)
  })
  door(shell, 'GET', '/sign-in/oidc/return', async (request, reply, ctx) => {
    const sealed = readCookie(shell, request, 'oidc') ?? ''
    clearCookie(shell, reply, 'oidc')
    const hasLink = readCookie(shell, request, 'enrolment') !== undefined
    try {
      const begun = await attempt(shell, ctx, () =>
        signInByOidc(ctx, {
          ...{ origin: shell.origin(), answer: request.url, sealed, replaces: request.session },
          code: hasLink ? openedCode(shell, request) : undefined,
        }),
      )
      setCookie(shell, reply, 'session', begun.token)
      clearCookie(shell, reply, 'enrolment')
      return redirect(reply, begun.next)
    } catch (error) {
      return refusal(shell, { request, reply, ctx }, error)
    }
  })
}
