/** /console/enter: a link that works once. Its code stands behind "#", so the script of the page takes it from there. */
import { openLink } from '../../users/enrolment/open-link.ts'
import { setCookie } from '../cookies.ts'
import { html } from '../html.ts'
import { type FormState, NO_FORM, errorSummary, field } from '../parts/form.ts'
import { redirect } from '../send.ts'
import type { PageAnswer, Shell } from '../shell.ts'
import { attempt, door, posted, refusedForm, sendDoor } from './door.ts'
import { sealCode } from './enrolment-cookie.ts'

export function enterDoors(shell: Shell): void {
  door(shell, 'GET', '/enter', async (_request, reply) => sendDoor(shell, reply, enterPage(NO_FORM)))
  door(shell, 'POST', '/enter', async (request, reply, ctx) => {
    // A person may paste the whole link.
    const code = posted(request, 'code').replace(/^.*#/, '')
    try {
      const opened = await attempt(shell, ctx, () => openLink(ctx, { code, replaces: request.session }))
      if ('session' in opened) {
        setCookie(shell, reply, 'session', opened.session.token)
        return redirect(reply, '/console')
      }
      setCookie(shell, reply, 'enrolment', sealCode(shell, code))
      return redirect(reply, '/console/enrol')
    } catch (error) {
      const { form, status } = refusedForm(error, '/code')
      return sendDoor(shell, reply, { ...enterPage(form), status })
    }
  })
}

function enterPage(form: FormState): PageAnswer {
  return {
    title: 'Enter with a link',
    body: html`${errorSummary(form)}
<form method="post" action="/console/enter" class="narrow" data-enter>
${field(form, {
  ...{ name: 'code', label: 'Code of the link', isRequired: true },
  hint: 'It is the part of the link behind “#”. You may paste the whole link.',
})}
<button class="first">Enter</button>
</form>`,
  }
}
