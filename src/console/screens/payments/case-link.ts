import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { type Html, html } from '../../html.ts'
import { casePath } from '../../parts/paths.ts'

export function caseLink(key: { clientId: ClientId; caseId: CaseId }, text: string): Html {
  return html`<a href="${casePath(key)}">${text}</a>`
}
