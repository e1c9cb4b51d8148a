/** Contracts and settings of clients: a contract is published with a second person, settings are the client's own. */
import type { ClientId } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { checkContract, putContract } from '../../case-api/contracts/put-contract.ts'
import { type ContractInForce, showContract } from '../../case-api/contracts/show-contract.ts'
import { DEFAULT_CONTRACT } from '../../claims/contract.ts'
import { allClients } from '../../onboarding/all-clients.ts'
import { clientCtx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { compileChecked } from '../../platform/http/checked-body.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { getLogo } from '../../settings/get-logo.ts'
import { getSettings } from '../../settings/get-settings.ts'
import { LOGO_BYTES_MAX } from '../../settings/image-fault.ts'
import { putSettings } from '../../settings/put-settings.ts'
import { SettingsInput } from '../../settings/schemas.ts'
import { html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn, Place, Rows } from '../list/spec.ts'
import { act, file, page, upload } from '../page.ts'
import { effect } from '../parts/effect.ts'
import { jsonOf } from '../parts/schema-fields.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, Screen, Shell } from '../shell.ts'
import { clientOf } from './contracts/client-of.ts'
import { agreedOf, contractIn, contractPage } from './contracts/contract-page.ts'
import { EDITED, type EditedSection, fieldsIn, settingsPage } from './contracts/settings-page.ts'

/** The image, and what a form adds to it. */
const LOGO_FORM_BYTES_MAX = LOGO_BYTES_MAX + 4_096

/** Each field of these forms is a text; the verb checks what it says. */
const Texts = Type.Unsafe<Record<string, string>>(
  Type.Object({}, { additionalProperties: Type.String({ maxLength: 10_000 }) }),
)
const NUMBER = Type.Integer({ minimum: 1, maximum: 1e15 })
const Params = Type.Object({ clientIdentifier: NUMBER })
const SectionParams = Type.Object({ clientIdentifier: NUMBER, section: oneOf(EDITED) })
const checkSettings = compileChecked(SettingsInput)

interface Row extends ContractInForce {
  clientId: ClientId
  name: string
}

export const contracts: Screen = {
  menu: { path: '/console/contracts', label: 'Contracts and settings', permission: 'contract.read', group: 'Agency' },
  routes(shell) {
    list(shell, {
      ...{ path: '/contracts', name: 'contracts', nouns: ['client', 'clients'], title: 'Contracts and settings' },
      ...{ permission: 'contract.read', query: Type.Object({}), columns: COLUMNS, read },
      filters: () => [{ name: 'client', label: 'Client', type: 'number' as const }],
      keyOf: ({ clientId }) => String(clientId),
      empty: 'There is no client yet. "saatava partner create" makes the partner that onboards the first one.',
    })
    const contract = { path: '/client/:clientIdentifier/contract', params: Params } as const
    page(shell, {
      ...{ ...contract, permission: 'contract.read' },
      show: (ctx, { params }, form) => contractPage(ctx, params.clientIdentifier, form),
    })
    act(shell, {
      ...{ ...contract, permission: 'contract.write', form: Texts },
      version: async (ctx, { params }) => String((await showContract(ctx, params.clientIdentifier)).version),
      async preview(ctx, { params: { clientIdentifier }, form }) {
        const { profile } = await clientOf(ctx, clientIdentifier)
        const after = await checkContract(ctx, clientIdentifier, contractIn(form))
        const { contract: before } = await showContract(ctx, clientIdentifier)
        return {
          title: `Publish the contract of ${profile.name}?`,
          effect: html`<p>New cases, allocations and the next settlement follow it. Open cases keep their policy.</p>
${effect({ before, after: { ...DEFAULT_CONTRACT, ...after } })}`,
          ...{ button: 'Publish', back: `/console/client/${clientIdentifier}/contract` },
        }
      },
      async perform(ctx, { params: { clientIdentifier }, form }) {
        await putContract(ctx, clientIdentifier, contractIn(form))
        return `/console/client/${clientIdentifier}/contract?did=contract-published`
      },
      again: (ctx, { params }, form) => contractPage(ctx, params.clientIdentifier, form),
    })
    settingsRoutes(shell)
  },
}

function settingsRoutes(shell: Shell): void {
  const settings = '/client/:clientIdentifier/settings'
  page(shell, {
    ...{ path: settings, permission: 'settings.read', params: Params },
    data: {
      apiPath: () => '/api/v1/partner/client/settings',
      read: async (ctx, { params }) => (await getSettings(clientCtx(ctx, params.clientIdentifier))).body,
    },
    show: (ctx, { params }, form) => settingsPage(ctx, params.clientIdentifier, { form }),
  })
  file(shell, {
    ...{ path: `${settings}/logo`, permission: 'settings.read', params: Params },
    query: Type.Object({ v: Type.Optional(Type.String({ maxLength: 64 })) }),
    async send(ctx, { params }, reply) {
      const { content, headers } = await getLogo(clientCtx(ctx, params.clientIdentifier))
      if (content === undefined) throw new AppError('NOT_FOUND', 'There is no logo.')
      return reply
        .headers({ ...headers })
        .type(content.mediaType)
        .send(content.data)
    },
  })
  upload(shell, {
    ...{ path: `${settings}/logo`, permission: 'settings.write', bytesMax: LOGO_FORM_BYTES_MAX },
    async take(ctx, { bytes }) {
      const { clientId } = ctx
      if (clientId === undefined) throw new AppError('NOT_FOUND', 'There is no such client.')
      await putSettings(clientCtx(ctx, clientId), { logo: { data: Buffer.from(bytes).toString('base64') } })
      return `/console/client/${clientId}/settings?did=settings-saved`
    },
  })
  act(shell, {
    ...{ path: `${settings}/:section`, permission: 'settings.write', params: SectionParams, form: Texts },
    version: async (ctx, { params }) => String((await clientOf(ctx, params.clientIdentifier)).version),
    async preview(ctx, { params: { clientIdentifier, section }, form }) {
      const { stored, profile } = await clientOf(ctx, clientIdentifier)
      const after = changeOf(section, form)
      return {
        title: `Change the settings of ${profile.name}?`,
        effect: html`<p>What follows counts from now on. A value that is not set is the default.</p>
${effect({ before: stored[section] ?? {}, after: after[section] ?? {} })}`,
        ...{ button: 'Change', back: `/console/client/${clientIdentifier}/settings` },
      }
    },
    async perform(ctx, { params: { clientIdentifier, section }, form }) {
      await putSettings(clientCtx(ctx, clientIdentifier), changeOf(section, form))
      return `/console/client/${clientIdentifier}/settings?did=settings-saved`
    },
    again: (ctx, { params }, form) => settingsPage(ctx, params.clientIdentifier, { section: params.section, form }),
  })
}

/** A section without a value returns to its defaults. @throws AppError 400 with every fault */
function changeOf(section: EditedSection, form: Readonly<Record<string, unknown>>): SettingsInput {
  const given = jsonOf(fieldsIn(section), form)
  return checkSettings(given[section] === undefined ? { reset: [section] } : given)
}

async function read(ctx: ConsoleCtx, _query: object, { limit, after = '0' }: Place): Promise<Rows<Row>> {
  const clients = await clientsAfter(ctx, Number(after), limit + 1)
  const shown = clients.slice(0, limit)
  const rows: Row[] = []
  for (const { clientId, name } of shown) rows.push({ clientId, name, ...(await showContract(ctx, clientId)) })
  return { rows, next: clients.length > limit ? String(shown.at(-1)?.clientId) : undefined }
}

/** The one client of somebody who sees one; else every client. */
async function clientsAfter(ctx: ConsoleCtx, after: ClientId, limit: number) {
  if (ctx.clientId === undefined) return allClients(ctx, { after, limit })
  if (after >= ctx.clientId) return []
  const { profile } = await clientOf(ctx, ctx.clientId)
  return [{ clientId: ctx.clientId, name: profile.name }]
}

function policyText({ contract: { policies } }: Row): string {
  const named = [policies.CONSUMER, policies.BUSINESS].filter((one) => one !== undefined)
  return named.length === 0 ? 'ready-made' : named.join(', ')
}

function settlementText({ contract: { settlement } }: Row): string {
  const days = settlement.weekdays.map((day) => WEEKDAYS[day - 1]).join(', ')
  return settlement.schedule === 'DAILY' ? 'each banking day' : `each week: ${days}`
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'client', head: 'Client' },
    cell: ({ clientId, name }) => html`${name}<br><span class="hint">${clientId}</span>`,
    csv: ({ clientId }) => clientId,
  },
  {
    ...{ id: 'contract', head: 'Contract' },
    cell: ({ clientId, version }) =>
      html`<a href="/console/client/${clientId}/contract">${version === 0 ? 'the defaults' : `version ${version}`}</a>`,
    csv: ({ version }) => version,
  },
  { id: 'policies', head: 'Policies of new cases', cell: policyText, csv: policyText },
  { id: 'settlement', head: 'Settlement', cell: settlementText, csv: settlementText },
  {
    ...{ id: 'agreed', head: 'Agreed sections', isExtra: true },
    cell: ({ contract }) => Object.keys(agreedOf(contract)).join(', '),
    csv: ({ contract }) => Object.keys(agreedOf(contract)).join(' '),
  },
  {
    id: 'changed',
    head: 'Published',
    cell: ({ updatedAt }) => updatedAt && when(updatedAt),
    csv: ({ updatedAt }) => updatedAt?.toISOString() ?? null,
  },
  {
    ...{ id: 'settings', head: 'Settings' },
    cell: ({ clientId }) =>
      html`<a href="/console/client/${clientId}/settings" aria-label="Settings of client ${clientId}">settings</a>`,
  },
]
