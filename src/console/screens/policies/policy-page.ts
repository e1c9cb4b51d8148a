/** One policy: its steps by the law, its versions and their cases, and the difference of two versions. */
import type { PolicyVersion } from '../../../dunning/policies/show-policy.ts'
import { COUNTED_MAX, limitsOfPolicy } from '../../../dunning/policies/show-policy.ts'
import { OPERATOR_TENANT } from '../../../platform/audit.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Html, html } from '../../html.ts'
import { actorName } from '../../parts/actor.ts'
import { effect } from '../../parts/effect.ts'
import { facts } from '../../parts/facts.ts'
import { greyed } from '../../parts/greyed.ts'
import { pendingApproval } from '../../parts/pending-approval.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer } from '../../shell.ts'
import { worded } from '../case/words.ts'
import { timeLine } from './steps.ts'

interface Chosen {
  version?: number
  against?: number
}

export async function policyPage(
  ctx: ConsoleCtx,
  versions: readonly PolicyVersion[],
  { version, against }: Chosen,
): Promise<PageAnswer> {
  const [newest] = versions
  if (newest === undefined) throw new AppError('NOT_FOUND', 'There is no such policy.')
  const shown = version === undefined ? newest : versionOf(versions, version)
  const other = against === undefined ? undefined : versionOf(versions, against)
  const path = `/console/policy/${newest.policyId}`
  const pending = await pendingApproval(ctx, {
    ...{ subject: `policy:${newest.policyId}`, clientId: OPERATOR_TENANT, from: path },
  })
  return {
    title: `Policy ${shown.policyId}${shown.version === newest.version ? '' : `, version ${shown.version}`}`,
    body: html`${pending}
${facts([
  ['Name', shown.name],
  ['For', `${shown.debtorType === 'CONSUMER' ? 'consumers' : 'businesses'}, by the law of ${shown.country}`],
  ['Version', html`${shown.version}${shown.version === newest.version && ', the newest: new cases follow it'}`],
  ['Published', html`${when(shown.createdAt)} by ${actorName(shown.createdBy)}`],
  ['Letters of events', shown.letters.length === 0 ? 'none' : shown.letters.map(worded).join(', ')],
])}
<p class="actions">${draftButton(ctx, path)}</p>
${
  other !== undefined &&
  html`<section id="difference"><h2>From version ${other.version} to version ${shown.version}</h2>
${effect({ before: contentOf(other), after: contentOf(shown) })}</section>`
}
<h2>Steps</h2>
${timeLine(shown, await limitsOfPolicy(ctx, shown))}
<h2>Versions</h2>
<p class="hint">A version never changes. An open case keeps the version that it began with.</p>
${versionTable(path, versions, shown)}`,
  }
}

function draftButton(ctx: ConsoleCtx, path: string): Html {
  const refusal = refusalOf(ctx, 'policy.write')
  if (refusal !== undefined) return greyed('Draft the next version', refusal)
  return html`<a class="button" href="${path}/draft">Draft the next version</a>`
}

function versionOf(versions: readonly PolicyVersion[], version: number): PolicyVersion {
  const found = versions.find((one) => one.version === version)
  if (found === undefined) throw new AppError('NOT_FOUND', `The policy has no version ${version}.`)
  return found
}

function contentOf({ name, steps, letters }: PolicyVersion): object {
  return { name, steps, letters }
}

export function countText(count: number): string {
  return count > COUNTED_MAX ? '1 000+' : String(count)
}

function versionTable(path: string, versions: readonly PolicyVersion[], shown: PolicyVersion): Html {
  return table(
    {
      ...{ caption: 'The versions, the newest first', empty: '' },
      columns: [
        {
          head: 'Version',
          cell: ({ version }: PolicyVersion) => html`<a href="${path}?version=${version}">${version}</a>`,
        },
        { head: 'Published', cell: ({ createdAt }: PolicyVersion) => when(createdAt) },
        { head: 'By', cell: ({ createdBy }: PolicyVersion) => actorName(createdBy) },
        { head: 'Steps', cell: ({ steps }: PolicyVersion) => steps.length, isNumber: true },
        { head: 'Open cases', cell: ({ openCases }: PolicyVersion) => countText(openCases), isNumber: true },
        {
          head: 'Difference',
          cell: ({ version }: PolicyVersion) =>
            version === shown.version
              ? html`<span class="hint">shown here</span>`
              : html`<a href="${path}?version=${shown.version}&against=${version}#difference">to version ${shown.version}</a>`,
        },
      ],
    },
    versions,
  )
}
