/** The contract of a client as a form: what each field means, what is agreed, and what is the default. */
import { isDeepStrictEqual } from 'node:util'
import type { ClientId } from '@saatava/core/ids.ts'
import { ContractInput } from '../../../case-api/contracts/schemas.ts'
import { showContract } from '../../../case-api/contracts/show-contract.ts'
import { type ClientContract, DEFAULT_CONTRACT } from '../../../claims/contract.ts'
import { type Html, html } from '../../html.ts'
import { facts } from '../../parts/facts.ts'
import { type FormState, errorSummary, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { pendingApproval } from '../../parts/pending-approval.ts'
import { refusalOf } from '../../parts/refusal.ts'
import {
  faultsByField,
  fieldsOf,
  jsonOf,
  labelOf,
  schemaField,
  sectionOf,
  textOf,
  valueAt,
} from '../../parts/schema-fields.ts'
import { table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer } from '../../shell.ts'
import { clientOf } from './client-of.ts'

const FIELDS = fieldsOf(ContractInput)
const SECTIONS = [...new Set(FIELDS.map(({ path }) => sectionOf(path)))]
const LABELS: Record<string, string> = {
  collectionAccount: 'Account to which debtors pay',
  policies: 'Policies of new cases',
  allocationOrder: 'Order in which payments are divided',
  dueDate: 'Moving due dates',
  plan: 'Payment plans',
  legal: 'Legal steps',
  deductsVat: 'VAT',
  withdrawnCosts: 'Fees of withdrawn cases',
  commission: 'Commission',
  settlement: 'Settlement',
}
/** A part of these sections that the form leaves out is the default's. */
const FILLED = ['dueDate', 'plan', 'legal'] as const

export async function contractPage(ctx: ConsoleCtx, clientId: ClientId, form: FormState): Promise<PageAnswer> {
  const { profile } = await clientOf(ctx, clientId)
  const { version, updatedAt, contract } = await showContract(ctx, clientId)
  const agreed = agreedOf(contract)
  const refusal = refusalOf(ctx, 'contract.write')
  const path = `/console/client/${clientId}/contract`
  const values = Object.keys(form.values).length > 0 ? form.values : valuesOf(agreed)
  const state = { ...form, values, faults: faultsByField(form.faults, FIELDS) }
  return {
    title: `Contract of ${profile.name}`,
    body: html`${await pendingApproval(ctx, { subject: `contract:${clientId}`, clientId, from: path })}
${errorSummary(state)}
${facts([
  ['Client', html`<code data-copy>${clientId}</code>`],
  ['Version', version === 0 ? 'nothing is agreed: every section is the default' : version],
  ['Published', updatedAt && when(updatedAt)],
])}
<p>New cases, allocations and the next settlement follow the contract. Open cases keep their policy. <a href="/console/client/${clientId}/settings">Settings of this client</a></p>
${refusal === undefined ? contractForm(state, path, version) : html`<p>${greyed('Change the contract', refusal)}</p>${contractTable(agreed)}`}`,
  }
}

/** The sections that are not the default's. */
export function agreedOf(contract: ClientContract): Partial<ClientContract> {
  const sections = Object.entries(contract).filter(
    ([name, section]) => !isDeepStrictEqual(section, DEFAULT_CONTRACT[name as keyof ClientContract]),
  )
  return Object.fromEntries(sections) as Partial<ClientContract>
}

function valuesOf(agreed: Partial<ClientContract>): Record<string, string> {
  return Object.fromEntries(FIELDS.map(({ path }) => [path, textOf(valueAt(agreed, path))]))
}

/** The contract that the form says, as the verb takes it. */
export function contractIn(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = jsonOf(FIELDS, values)
  for (const section of FILLED)
    if (given[section] !== undefined) given[section] = { ...DEFAULT_CONTRACT[section], ...(given[section] as object) }
  return given
}

function defaultText(path: string): string {
  const text = textOf(valueAt(DEFAULT_CONTRACT, path))
  return text === '' || text === '{}' ? '' : `default: ${text === 'true' ? 'yes' : text}`
}

function contractForm(form: FormState, path: string, version: number): Html {
  return html`<form method="post" action="${path}" class="draft">${versionField(String(version))}
${SECTIONS.map(
  (section) => html`<fieldset><legend>${LABELS[section] ?? labelOf(section)}</legend>
${FIELDS.filter((one) => sectionOf(one.path) === section).map((one) => schemaField(form, one, { label: labelOf(one.path), hint: defaultText(one.path) }))}</fieldset>`,
)}
<div class="actions"><button class="first">Look at the effect</button></div></form>`
}

interface Line {
  path: string
  value: string
  isAgreed: boolean
}

function contractTable(agreed: Partial<ClientContract>): Html {
  const lines = FIELDS.map(({ path }): Line => {
    const value = valueAt(agreed, path)
    return { path, value: textOf(value ?? valueAt(DEFAULT_CONTRACT, path)), isAgreed: value !== undefined }
  })
  return table(
    {
      ...{ caption: 'The contract in force', empty: '' },
      columns: [
        { head: 'Section', cell: ({ path }: Line) => LABELS[sectionOf(path)] },
        { head: 'Term', cell: ({ path }: Line) => labelOf(path) },
        { head: 'In force', cell: ({ value }: Line) => value },
        { head: 'From', cell: ({ isAgreed }: Line) => (isAgreed ? 'agreed' : 'the default') },
      ],
    },
    lines,
  )
}
