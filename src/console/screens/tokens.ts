/** The tokens of clients and partners: which of them work, when they were last used, and how one is revoked. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { type ListedToken, listTokens } from '../../onboarding/list-tokens.ts'
import { revokeToken } from '../../onboarding/revoke-token.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn, Place, Rows, View } from '../list/spec.ts'
import { act } from '../page.ts'
import { type Tone, badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { greyed } from '../parts/greyed.ts'
import { refusalOf } from '../parts/refusal.ts'
import { withQuery } from '../parts/url.ts'
import { age, when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'

const PATH = '/console/tokens'
const Query = Type.Object({ show: Type.Optional(oneOf(['all'] as const)) })
type Query = Static<typeof Query>
const Params = Type.Object({ tokenId: Type.String({ pattern: UUID_PATTERN }) })
const TONES: Record<ListedToken['status'], Tone> = { active: 'good', renewed: 'warn', expired: 'plain', revoked: 'bad' }

export const tokens: Screen = {
  menu: { path: PATH, label: 'Tokens', permission: 'token.read', group: 'Agency' },
  routes(shell) {
    list(shell, {
      ...{ path: '/tokens', name: 'tokens', nouns: ['token', 'tokens'], title: 'Tokens' },
      ...{ permission: 'token.read', query: Query, columns: COLUMNS, read },
      filters: () => [
        {
          ...{ name: 'show', label: 'Show' },
          options: [
            { value: '', label: 'tokens that work' },
            { value: 'all', label: 'every token' },
          ],
        },
        { name: 'client', label: 'Client', type: 'number' },
      ],
      keyOf: ({ tokenId }) => tokenId,
      empty: html`No token works. "saatava token issue" makes one; its text is shown once.`,
    })
    act(shell, {
      ...{ path: '/token/:tokenId/revoke', permission: 'token.manage', params: Params },
      async preview(ctx, { params }) {
        const token = await find(ctx, params.tokenId)
        const now = ctx.platform.clock.real()
        return {
          title: 'Revoke this token?',
          effect: html`<p>Whoever uses it is refused within 5 seconds, and it never works again.</p>${facts([
            ['Of', ownerOf(token)],
            ['Label', token.label],
            ['State', badge(token.status, TONES[token.status])],
            ['Used', token.lastUsedAt === null ? 'never' : html`${dayOf(token.lastUsedAt, now)}`],
          ])}`,
          button: 'Revoke it',
          back: PATH,
        }
      },
      async perform(ctx, { params }) {
        await revokeToken(ctx, { tokenId: (await find(ctx, params.tokenId)).tokenId })
        return withQuery(PATH, { did: 'revoked' })
      },
    })
  },
}

/** @throws AppError NOT_FOUND also where it is the token of a client that the person does not reach */
async function find(ctx: ConsoleCtx, tokenId: string): Promise<ListedToken> {
  const [found] = await listTokens(ctx, { tokenId, clientId: ctx.clientId, limit: 1 })
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no token with the id ${tokenId}.`)
  return found
}

async function read(ctx: ConsoleCtx, { show }: Query, { limit, after }: Place): Promise<Rows<ListedToken>> {
  const filter = { clientId: ctx.clientId, isValid: show !== 'all', before: after }
  const found = await listTokens(ctx, { ...filter, limit: limit + 1 })
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? rows.at(-1)?.tokenId : undefined }
}

function ownerOf({ clientId, partnerCode }: ListedToken): string {
  return clientId === null ? `partner ${partnerCode}` : `client ${clientId} of ${partnerCode}`
}

/** Without the hour: a preview holds no moment. */
function dayOf(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / 86_400_000)
  return days === 0 ? 'within the last day' : `${days} days ago`
}

const COLUMNS: readonly ListColumn<ListedToken>[] = [
  { id: 'owner', head: 'Of', cell: ownerOf, csv: ownerOf },
  { id: 'label', head: 'Label', cell: ({ label }) => label, csv: ({ label }) => label },
  {
    ...{ id: 'status', head: 'State' },
    cell: ({ status }) => badge(status, TONES[status]),
    csv: ({ status }) => status,
  },
  { id: 'kind', head: 'Kind', cell: ({ kind }) => kind.toLowerCase(), csv: ({ kind }) => kind },
  {
    ...{ id: 'used', head: 'Last used' },
    // Tokens go by the time of the machine.
    cell: ({ lastUsedAt }, { ctx }) =>
      lastUsedAt === null ? 'never' : html`${age(lastUsedAt, ctx.platform.clock.real())} ago`,
    csv: ({ lastUsedAt }) => lastUsedAt?.toISOString() ?? null,
  },
  {
    ...{ id: 'expires', head: 'Expires' },
    cell: ({ expiresAt }) => (expiresAt === null ? 'never' : when(expiresAt)),
    csv: ({ expiresAt }) => expiresAt?.toISOString() ?? null,
  },
  {
    ...{ id: 'scopes', head: 'May' },
    cell: ({ scopes }) => (scopes === null ? 'all of its kind' : scopes.join(', ')),
    csv: ({ scopes }) => scopes?.join(' ') ?? null,
  },
  {
    ...{ id: 'addresses', head: 'From', isExtra: true },
    cell: ({ addresses }) => addresses?.join(', ') ?? 'everywhere',
    csv: ({ addresses }) => addresses?.join(' ') ?? null,
  },
  {
    ...{ id: 'issued', head: 'Issued', isExtra: true },
    cell: ({ issuedAt }) => when(issuedAt),
    csv: ({ issuedAt }) => issuedAt.toISOString(),
  },
  {
    ...{ id: 'id', head: 'Token' },
    cell: ({ tokenId }) => html`<code data-copy>${tokenId}</code>`,
    csv: ({ tokenId }) => tokenId,
  },
  { id: 'acts', head: 'Actions', cell: (row, view) => revokeForm(row, view) },
]

function revokeForm({ tokenId, clientId, status }: ListedToken, { ctx }: View): Html | null {
  if (status !== 'active' && status !== 'renewed') return null
  const refusal = refusalOf(ctx, 'token.manage', clientId ?? OPERATOR_TENANT)
  if (refusal !== undefined) return greyed('Revoke', refusal)
  return html`<form method="post" action="/console/token/${tokenId}/revoke"><button>Revoke</button></form>`
}
