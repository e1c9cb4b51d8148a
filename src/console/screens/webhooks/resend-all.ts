/** Sends all deliveries of a list again that match its filter. */
import type { Static, TObject, TProperties } from 'typebox'
import { invalid } from '../../../platform/errors.ts'
import { browseEndpoint } from '../../../webhooks/browse-endpoints.ts'
import { RESENT_MAX, countMatching, resendMatching } from '../../../webhooks/resend-matching.ts'
import type { WebhookResend } from '../../../webhooks/schemas.ts'
import { html } from '../../html.ts'
import { act } from '../../page.ts'
import type { Shell } from '../../shell.ts'
import { asOwner, deliveriesPath, endpointPath } from './common.ts'

export function resendAllRoute<P extends TProperties>(
  shell: Shell,
  { query, filterOf }: { query: TObject<P>; filterOf(query: Static<TObject<P>>): WebhookResend },
): void {
  act(shell, {
    ...{ path: '/webhooks/deliveries/resend', permission: 'webhook.write', query },
    async preview(ctx, { query: asked }) {
      const { webhookId, filter } = { webhookId: endpointIn(asked), filter: filterOf(asked) }
      const endpoint = await browseEndpoint(ctx, { clientId: ctx.clientId, webhookId })
      const count = await countMatching(await asOwner(ctx, webhookId), { webhookId, filter })
      return {
        title: 'Send these deliveries again?',
        effect: html`<p>They match the filter and have ended; those that arrived are sent again too, unless the filter leaves them out. Each has its old body and webhook-id, the oldest first, ${RESENT_MAX} at most. Those that wait are left alone.</p>`,
        ...{ button: `Send again (${count})`, back: deliveriesPath(endpoint, given(asked)) },
      }
    },
    async perform(ctx, { query: asked }) {
      const webhookId = endpointIn(asked)
      await resendMatching(await asOwner(ctx, webhookId), { webhookId, filter: filterOf(asked) })
      shell.wake()
      return endpointPath(await browseEndpoint(ctx, { clientId: ctx.clientId, webhookId }), '', 'webhook-resent')
    },
  })
}

function endpointIn(asked: object): string {
  if ('webhook' in asked && typeof asked.webhook === 'string') return asked.webhook
  throw invalid([{ pointer: '?webhook', code: 'REQUIRED', message: 'is required: choose an endpoint' }])
}

/** The filter as the address has it. */
function given(asked: object): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)]))
}
