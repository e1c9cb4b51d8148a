/** Sets up an endpoint of a client, or of a partner for all its clients. Its secret is shown once. */
import { Type } from 'typebox'
import { clientCtx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/errors.ts'
import { compileChecked } from '../../../platform/http/checked-body.ts'
import { oneOf } from '../../../platform/http/schema.ts'
import { createEndpoint } from '../../../webhooks/create-endpoint.ts'
import { WEBHOOK_MODES } from '../../../webhooks/endpoint.ts'
import type { OwnerCtx } from '../../../webhooks/on-endpoint.ts'
import { ownerNamed } from '../../../webhooks/owner-named.ts'
import { NewWebhook } from '../../../webhooks/schemas.ts'
import { html } from '../../html.ts'
import { act, page } from '../../page.ts'
import { type FormState, errorSummary, field, select } from '../../parts/form.ts'
import { webhookPath } from '../../parts/paths.ts'
import type { ConsoleCtx, PageAnswer, Shell } from '../../shell.ts'
import { LIST } from './common.ts'
import { FIELDS, atFields, fields, writtenIn } from './fields.ts'
import { secretPage } from './secret-page.ts'

const Form = Type.Object({
  ...FIELDS,
  mode: Type.Optional(oneOf(WEBHOOK_MODES)),
  owner: Type.Optional(
    Type.String({ pattern: '^([0-9]{1,15}|[A-Z0-9_-]{2,32})$', description: 'a client or a partner' }),
  ),
})
const check = compileChecked(NewWebhook)

export function newEndpointRoutes(shell: Shell): void {
  page(shell, {
    ...{ path: '/webhooks/new', permission: 'webhook.write' },
    show: async (ctx, _input, form) => formPage(ctx, form),
  })
  act(shell, {
    ...{ path: '/webhooks/new', permission: 'webhook.write', form: Form },
    async perform(ctx, { form: { owner, mode, ...written } }) {
      const own = await ownerOf(ctx, owner)
      const { body } = await createEndpoint(
        own,
        check({ ...writtenIn(written), ...(mode && { mode }) }),
        shell.webhooks,
      )
      const { webhookId, secret } = body as { webhookId: string; secret: string }
      const clientId = 'partnerId' in own ? 0 : own.clientId
      return secretPage({ title: 'The endpoint is set up', secret, back: webhookPath({ clientId, webhookId }) })
    },
    again: async (ctx, _input, form) => formPage(ctx, atFields(form)),
  })
}

/** Someone of the agency names the owner; somebody of a client sets up its endpoints alone. */
async function ownerOf(ctx: ConsoleCtx, owner: string | undefined): Promise<OwnerCtx> {
  if (ctx.clientId !== undefined) return clientCtx(ctx, ctx.clientId)
  const fault = (message: string) => invalid([{ pointer: '/owner', code: 'REQUIRED', message }])
  if (owner === undefined) throw fault('is required: the number of a client, or the code of a partner')
  const isClient = /^\d+$/.test(owner)
  const named = await ownerNamed(ctx, isClient ? { clientId: Number(owner) } : { partnerCode: owner })
  if (named !== undefined) return named
  const kind = isClient ? 'client' : 'partner'
  throw fault(`names no ${kind}: there is no ${kind} ${owner}`)
}

function formPage(ctx: ConsoleCtx, form: FormState): PageAnswer {
  const { clientId } = ctx
  const query = clientId === undefined ? '' : `?client=${clientId}`
  return {
    title: 'Set up a webhook endpoint',
    body: html`${errorSummary(form)}
<p>Saatava sends every event of the feed to this address, signed as Standard Webhooks 1.0.0 says. It begins with the events from now on.</p>
<form method="post" action="${LIST}/new${query}" class="draft">
${
  clientId === undefined
    ? field(form, {
        name: 'owner',
        label: 'Client or partner',
        hint: 'the number of a client; or the code of a partner, which receives the events of all its clients',
        isRequired: true,
        hasFocus: true,
      })
    : html`<p>For client ${clientId}.</p>`
}
${fields(form, clientId !== undefined)}
${select({
  ...{ name: 'mode', label: 'Mode', value: form.values['mode'] },
  options: [
    { value: 'PARALLEL', label: 'parallel: each event is sent and retried alone' },
    { value: 'ORDERED', label: 'ordered: one request at a time, in the order of the feed' },
  ],
})}
<p class="hint">The mode cannot be changed later.</p>
<div class="actions"><button class="first">Set it up</button> <a href="${LIST}">Leave</a></div></form>`,
  }
}
