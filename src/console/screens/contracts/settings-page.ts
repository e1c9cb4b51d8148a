/** The settings of a client: what is in force, where it comes from, what it means, and a form for each section. */
import { SettingsInput } from '../../../settings/schemas.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { clientCtx } from '../../../platform/context.ts'
import { getSettings } from '../../../settings/get-settings.ts'
import { SECTIONS } from '../../../settings/stored.ts'
import { may } from '../../../users/may.ts'
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { type FormState, NO_FORM, errorSummary, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { pendingApproval } from '../../parts/pending-approval.ts'
import {
  type SchemaField,
  faultsByField,
  fieldsOf,
  labelOf,
  schemaField,
  sectionOf,
  textOf,
  valueAt,
} from '../../parts/schema-fields.ts'
import { table } from '../../parts/table.ts'
import type { ConsoleCtx, PageAnswer } from '../../shell.ts'
import { clientOf } from './client-of.ts'

/** The sections with forms of fields. The logo is a file, and numbers that follow each other have their own rule. */
export const EDITED = SECTIONS.filter((name) => name !== 'logo')
export type EditedSection = (typeof EDITED)[number]

const LABELS: Record<(typeof SECTIONS)[number], string> = {
  service: 'Service',
  language: 'Language of documents and letters',
  logo: 'Logo',
  bankAccounts: 'Accounts to which invoices are paid',
  references: 'Payment references',
  channels: 'Channels, and the texts of mails',
  approval: 'Approval of invoices',
  numbering: 'Numbers of invoices',
  accounting: 'Accounts of vouchers',
}
/** The prefix is given at onboarding. */
const FIXED = ['references.prefix']

export function fieldsIn(section: EditedSection): SchemaField[] {
  return fieldsOf(SettingsInput.properties[section], section).filter(({ path }) => !FIXED.includes(path))
}

export async function settingsPage(
  ctx: ConsoleCtx,
  clientId: ClientId,
  returned: { section?: EditedSection; form: FormState },
): Promise<PageAnswer> {
  const { profile, stored, version } = await clientOf(ctx, clientId)
  const { body } = await getSettings(clientCtx(ctx, clientId))
  const path = `/console/client/${clientId}/settings`
  const mayWrite = may(ctx.session.grants, 'settings.write', clientId)
  const lines = EDITED.flatMap(fieldsIn).map(({ path: name, schema }): Line => {
    const isSet = valueAt(stored, name) !== undefined
    return { name, value: textOf(valueAt(body, name)), isSet, means: schema.description ?? '' }
  })
  return {
    title: `Settings of ${profile.name}`,
    body: html`${await pendingApproval(ctx, { subject: `client:${clientId}`, clientId, from: path })}
${errorSummary(returned.form)}
<p>Version ${version}. A value that this client has not set is the default of ${profile.countryCode}. <a href="/console/client/${clientId}/contract">Contract of this client</a></p>
${mayWrite ? null : html`<p>${greyed('Change the settings', 'Your roles lack the permission settings.write for this client.')}</p>`}
<h2>${LABELS.logo}</h2>
${logo(path, stored.logo?.hash, mayWrite)}
${EDITED.map(
  (section) => html`<h2 id="${section}">${LABELS[section]}</h2>
${table(
  { caption: `${LABELS[section]} in force`, empty: 'Nothing is set.', columns: COLUMNS },
  lines.filter(({ name }) => sectionOf(name) === section),
)}
${mayWrite && sectionForm({ section, path, version, stored, returned, lines })}`,
)}`,
  }
}

interface Line {
  name: string
  value: string
  isSet: boolean
  means: string
}

const COLUMNS = [
  { head: 'Setting', cell: ({ name }: Line) => html`<code>${name}</code>` },
  { head: 'In force', cell: ({ value }: Line) => (value === '' ? html`<span class="hint">none</span>` : value) },
  { head: 'From', cell: ({ isSet }: Line) => (isSet ? badge('set here', 'good') : 'the default') },
  { head: 'Meaning', cell: ({ means }: Line) => means },
]

function logo(path: string, hash: string | undefined, mayWrite: boolean): Html {
  return html`${
    hash === undefined
      ? html`<p class="hint">No logo: documents show the name of the client.</p>`
      : html`<p><img class="logo" src="${path}/logo?v=${hash.slice(0, 12)}" alt="The logo on documents of this client"></p>`
  }${
    mayWrite &&
    html`<form method="post" action="${path}/logo" enctype="multipart/form-data" class="inline upload">
<label for="file">Another logo</label><input id="file" name="file" type="file" accept="image/png,image/jpeg" required>
<button>Use this logo</button> <span class="hint">PNG or JPEG, up to 512 KiB</span></form>`
  }`
}

interface SectionForm {
  section: EditedSection
  path: string
  version: number
  stored: object
  returned: { section?: EditedSection; form: FormState }
  lines: readonly Line[]
}

function sectionForm({ section, path, version, stored, returned, lines }: SectionForm): Html {
  const fields = fieldsIn(section)
  const isReturned = returned.section === section
  const { form } = isReturned ? returned : { form: NO_FORM }
  const values = isReturned
    ? form.values
    : Object.fromEntries(fields.map((one) => [one.path, textOf(valueAt(stored, one.path))]))
  const state = { ...form, values, faults: faultsByField(form.faults, fields) }
  const byDefault = (name: string) => {
    const line = lines.find((one) => one.name === name)
    return line === undefined || line.isSet || line.value === '' ? '' : `now by default: ${line.value}`
  }
  return html`<details${isReturned && html` open`}><summary>Change ${LABELS[section].toLowerCase()}</summary>
<form method="post" action="${path}/${section}" class="draft">${versionField(String(version))}
<p class="hint">A field without a value takes the default.</p>
${fields.map((one) => schemaField(state, one, { label: labelOf(one.path), hint: byDefault(one.path) }))}
<div class="actions"><button>Look at the effect</button></div></form></details>`
}
