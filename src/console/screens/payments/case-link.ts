import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { type Html, html } from '../../html.ts'

export function caseLink({ clientId, caseId }: { clientId: ClientId; caseId: CaseId }, text: string): Html {
  return html`<a href="/console/client/${clientId}/case/${caseId}">${text}</a>`
}
