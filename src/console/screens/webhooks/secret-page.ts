import { html } from '../../html.ts'
import { when } from '../../parts/when.ts'
import type { PageAnswer } from '../../shell.ts'

interface Shown {
  title: string
  secret: string
  publicKey?: string | null
  /** Until then the previous secret signs too. */
  previousUntil?: string | null
  back: string
}

/** Shows a secret on a page that no address leads to. */
export function secretPage({ title, secret, publicKey = null, previousUntil = null, back }: Shown): PageAnswer {
  return {
    title,
    body: html`<p>The receiver verifies each request with this secret. Keep it where only the receiver reads it.</p>
<pre><code data-copy>${secret}</code></pre>
${publicKey !== null && html`<p>The public key of the ed25519 signatures is no secret:</p><pre><code data-copy>${publicKey}</code></pre>`}
${previousUntil !== null && html`<p>Requests carry the signatures of both secrets until ${when(new Date(previousUntil))}.</p>`}
<p>This page shows it once; to see it again somebody reveals it, and the audit has who did. <a href="/docs/webhooks">How to verify a request</a></p>
<p><a class="button" href="${back}" autofocus>Go to the endpoint</a></p>`,
  }
}
