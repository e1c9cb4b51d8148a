/** Policies: the steps that are taken on cases. A draft is checked by the law, run dry on the open cases, and published. */
import { Type } from 'typebox'
import { checkPolicy } from '../../dunning/policies/check-policy.ts'
import { dryRunPolicy } from '../../dunning/policies/dry-run-policy.ts'
import { listPolicies } from '../../dunning/policies/list-policies.ts'
import { putPolicy } from '../../dunning/policies/put-policy.ts'
import { overviewPolicies, showPolicy } from '../../dunning/policies/show-policy.ts'
import { AppError } from '../../platform/errors.ts'
import { html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn, Place, Rows } from '../list/spec.ts'
import { act, page } from '../page.ts'
import { effect } from '../parts/effect.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { DraftForm, type DraftValues, byRow, draftOf } from './policies/draft-input.ts'
import { draftPage } from './policies/draft-page.ts'
import { dryRunResult } from './policies/dry-run.ts'
import { countText, policyPage } from './policies/policy-page.ts'

const Params = Type.Object({ policyId: Type.String({ pattern: '^[A-Z0-9_-]{2,64}$' }) })
const NUMBER = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 }))
const OneQuery = Type.Object({ version: NUMBER, against: NUMBER })
type Row = Awaited<ReturnType<typeof overviewPolicies>>[number]

export const policies: Screen = {
  menu: { path: '/console/policies', label: 'Policies', permission: 'policy.read', group: 'Agency' },
  routes(shell) {
    list(shell, {
      ...{ path: '/policies', name: 'policies', nouns: ['policy', 'policies'], title: 'Policies' },
      ...{ permission: 'policy.read', query: Type.Object({}), filters: () => [], columns: COLUMNS, read },
      keyOf: ({ policyId }) => policyId,
      empty: 'There is no policy.',
    })
    page(shell, {
      ...{ path: '/policy/:policyId', permission: 'policy.read', params: Params, query: OneQuery },
      show: async (ctx, { params, query }) => policyPage(ctx, await showPolicy(ctx, params.policyId), query),
    })
    page(shell, {
      ...{ path: '/policy/:policyId/draft', permission: 'policy.write', params: Params },
      show: async (ctx, { params }, form) => draftPage(ctx, await newestOf(ctx, params.policyId), form),
    })
    act(shell, {
      ...{ path: '/policy/:policyId/draft', permission: 'policy.write', params: Params, form: DraftForm },
      version: async (ctx, { params }) => String((await newestOf(ctx, params.policyId)).version),
      async preview(ctx, { params: { policyId }, form }) {
        const before = await newestOf(ctx, policyId)
        const after = await byRow(form, () => checkPolicy(ctx, draftOf(form as DraftValues, before)))
        const isOwn = after.policyId === policyId
        return {
          title: isOwn ? `Publish version ${before.version + 1} of ${policyId}?` : `Publish ${after.policyId}?`,
          effect: html`<p>The law allows every step of this draft.</p>
${effect({ before: contentOf(before), after: contentOf(after) })}
<h2>Dry run on open cases</h2>
<p>Nothing is stored. New cases follow the new version. Open cases keep theirs: these figures are theirs if they went on by the draft.</p>
${dryRunResult(await dryRunPolicy(ctx, after))}`,
          ...{ button: 'Publish', back: `/console/policy/${policyId}/draft` },
        }
      },
      async perform(ctx, { params: { policyId }, form }) {
        const before = await newestOf(ctx, policyId)
        const saved = await putPolicy(ctx, draftOf(form as DraftValues, before))
        return `/console/policy/${saved.policyId}?did=policy-published`
      },
      again: async (ctx, { params }, form) => draftPage(ctx, await newestOf(ctx, params.policyId), form),
    })
  },
}

async function newestOf(ctx: ConsoleCtx, policyId: string) {
  const [newest] = await showPolicy(ctx, policyId)
  if (newest === undefined) throw new AppError('NOT_FOUND', `There is no policy ${policyId}.`)
  return newest
}

function contentOf({ policyId, name, steps, letters }: Pick<Row, 'policyId' | 'name' | 'steps' | 'letters'>): object {
  return { policyId, name, steps, letters }
}

/** The policies are few: a page of them is a part of one read. */
async function read(ctx: ConsoleCtx, _query: object, { limit, after = '' }: Place): Promise<Rows<Row>> {
  const all = (await listPolicies(ctx)).filter(({ policyId }) => policyId > after)
  const rows = await overviewPolicies(ctx, all.slice(0, limit))
  return { rows, next: all.length > limit ? rows.at(-1)?.policyId : undefined }
}

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'policy', head: 'Policy' },
    cell: ({ policyId }) => html`<a href="/console/policy/${policyId}">${policyId}</a>`,
    csv: ({ policyId }) => policyId,
  },
  { id: 'name', head: 'Name', cell: ({ name }) => name, csv: ({ name }) => name },
  { id: 'country', head: 'Law of', cell: ({ country }) => country, csv: ({ country }) => country },
  {
    ...{ id: 'debtors', head: 'Debtors' },
    cell: ({ debtorType }) => (debtorType === 'CONSUMER' ? 'consumers' : 'businesses'),
    csv: ({ debtorType }) => debtorType,
  },
  { id: 'version', head: 'Version', isNumber: true, cell: ({ version }) => version, csv: ({ version }) => version },
  { id: 'steps', head: 'Steps', isNumber: true, cell: ({ steps }) => steps.length, csv: ({ steps }) => steps.length },
  {
    ...{ id: 'cases', head: 'Open cases by version' },
    cell: ({ versions }) => casesText(versions),
    csv: ({ versions }) => casesText(versions),
  },
]

function casesText(versions: Row['versions']): string {
  const used = versions.filter(({ openCases }) => openCases > 0)
  if (used.length === 0) return 'none'
  return used.map(({ version, openCases }) => `version ${version}: ${countText(openCases)}`).join(', ')
}
