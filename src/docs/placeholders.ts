/**
 * Tables in the guides that are made from the code, so that they cannot go stale: `{{settings:NETVISOR}}` in a guide
 * becomes the table of that connector's settings. A placeholder nobody knows is an error, and a test opens every page.
 */
import { GATED_ACTS } from '../approvals/gated-acts.ts'
import { EngineSettings } from '../accounting/sync/settings.ts'
import type { Connector } from '../connectors/port.ts'
import { CONNECTORS, connectorOf, UPCOMING } from '../connectors/registry.ts'
import { VAT_CODES } from '../connectors/netvisor/vat-codes.ts'
import { LISTED_SETTINGS } from '../config/list-settings.ts'
import { ACTS } from '../audit-entries/catalogue.ts'
import { INVENTORY } from '../erasure/inventory.ts'
import { EVENTS } from '../events/catalogue.ts'
import type { Platform } from '../platform/context.ts'
import { SCENARIOS } from '../sandbox/scenarios/scenarios.ts'
import { FaultOrder } from '../simulators/kit/faults.ts'
import { ACCOUNTING_SIMULATORS } from '../simulators/registry.ts'
import { SCHEDULE_MS } from '../webhooks/push/next-try.ts'
import { TASK_KIND_NAMES, kindOf } from '../tasks/kinds.ts'
import {
  attempts,
  fields,
  invoiceStates,
  magic,
  reference,
  serviceTypes,
  services,
  vatRates,
} from './invoice-tables.ts'
import { permissionTable, roleTable } from './permission-table.ts'
import { stateTable } from './state-tables.ts'
import { schemaTable, table } from './tables.ts'

export function fillIn(text: string, platform: Platform): string {
  return text.replaceAll(/\{\{([\w-]+)(?::(\w+))?\}\}/g, (_all, name: string, argument: string | undefined) =>
    valueOf(name, argument, platform),
  )
}

function valueOf(name: string, argument: string | undefined, platform: Platform): string {
  switch (name) {
    case 'config':
      return configTable()
    case 'engine-settings':
      return schemaTable(EngineSettings)
    case 'settings':
      return schemaTable(connector(argument).settings)
    case 'credentials':
      return schemaTable(connector(argument).credentials)
    case 'mappings':
      return mappingsTable(connector(argument))
    case 'timing':
      return `A request may take ${connector(argument).requestTimeoutMs / 1000} s, and Saatava searches for ${connector(argument).settleMs / 1000} s before it sends again, unless the settings differ.`
    case 'netvisor-vat-codes':
      return table(
        ['Code', 'Percentages'],
        Object.entries(VAT_CODES).map(([code, percents]) => [`\`${code}\``, percents.join(', ')]),
      )
    case 'company-settings':
      return companySettingsTables()
    case 'systems':
      return systemsTable()
    case 'fault-order':
      return schemaTable(FaultOrder)
    case 'invoice-states':
      return invoiceStates()
    case 'states':
      return stateTable(argument)
    case 'service-types':
      return serviceTypes(argument)
    case 'services':
      return services()
    case 'vat-rates':
      return vatRates()
    case 'attempts':
      return attempts()
    case 'magic':
      return magic(argument)
    case 'reference':
      return reference(argument)
    case 'fields':
      return fields(argument)
    case 'scenario-debtors':
      return table(
        ['Name', 'Effect'],
        SCENARIOS.map(({ name, does }) => [`\`${name}\``, does]),
      )
    case 'events':
      return eventsTable()
    case 'webhook-schedule':
      return webhookSchedule()
    case 'personal-data':
      return personalDataTable()
    case 'acts':
      return actsTable()
    case 'gated-acts':
      return table(
        ['Action', 'Act'],
        Object.entries(GATED_ACTS).map(([action, act]) => [`\`${action}\``, act]),
      )
    case 'roles':
      return roleTable()
    case 'permissions':
      return permissionTable()
    case 'task-kinds':
      return taskKindsTable()
    case 'metrics':
      return metricsTable(platform)
    default:
      throw new Error(`no placeholder {{${name}}}`)
  }
}

/** The one table of settings that people read, in the guide to operating. */
export function configTable(): string {
  return table(
    ['Setting', 'Takes', 'Default', 'Meaning'],
    LISTED_SETTINGS.map((setting) => [`\`${setting.name}\``, setting.takes, setting.default, setting.meaning]),
  )
}

/** When each attempt of a webhook is made, after the one before. */
function webhookSchedule(): string {
  return table(
    ['Attempt', 'After the one before'],
    SCHEDULE_MS.map((ms, i) => [String(i + 1), ms === 0 ? 'at once' : durationOf(ms)]),
  )
}

function durationOf(ms: number): string {
  const [unit, unitMs] = ms >= 3_600_000 ? ['h', 3_600_000] : ms >= 60_000 ? ['min', 60_000] : ['s', 1_000]
  return `${ms / unitMs} ${unit}`
}

/** Every type of the catalogue; a field with a question mark may be missing. */
function eventsTable(): string {
  return table(
    ['Type', 'Subject', 'What happened', 'Data'],
    Object.entries(EVENTS).map(([type, { subject, tells, data }]) => {
      return [`\`${type}\``, `\`${subject}\``, tells, fieldsOf(data)]
    }),
  )
}

/** Every accounting system that is available, with its guide; then those that are published as upcoming. */
function systemsTable(): string {
  const available = CONNECTORS.map(({ system, title, country, currency, about }) => [
    `\`${system}\``,
    `[${title}](/docs/accounting-${system.toLowerCase()})`,
    country,
    currency,
    about,
  ])
  const upcoming = UPCOMING.map((system) => [`\`${system}\``, 'upcoming', '', '', ''])
  return table(['`system`', 'Guide', 'Country', 'Books in', 'Contents'], [...available, ...upcoming])
}

function companySettingsTables(): string {
  return CONNECTORS.map(({ system, title }) => {
    const simulator = ACCOUNTING_SIMULATORS[system.toLowerCase()]
    if (simulator === undefined) throw new Error(`no simulator of ${system}`)
    return `### ${title}\n\n${schemaTable(simulator.companySettings)}`
  }).join('\n\n')
}

/** The columns of the inventory that can hold something of a debtor. */
function personalDataTable(): string {
  const columns = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
  return table(
    ['Table', 'Columns', 'When the debtor is erased'],
    Object.entries(INVENTORY).flatMap(([name, { blank = {}, deleted = [], sealed = [], kept = {} }]) => [
      ...(sealed.length === 0 ? [] : [[`\`${name}\``, columns(sealed), 'unreadable: the key is deleted']]),
      ...(deleted.length === 0 ? [] : [[`\`${name}\``, columns(deleted), 'the row is deleted']]),
      ...(Object.keys(blank).length === 0 ? [] : [[`\`${name}\``, columns(Object.keys(blank)), 'overwritten']]),
      ...Object.entries(kept).map(([column, why]) => [`\`${name}\``, `\`${column}\``, `stays: ${why}`]),
    ]),
  )
}

/** Every kind of tasks. */
function taskKindsTable(): string {
  return table(
    ['Kind', 'Meaning', 'Subject', 'Who', 'How its cause ends', '`task done`'],
    TASK_KIND_NAMES.map((name) => {
      const { title, subject, worker, ends, byPerson } = kindOf(name)
      return [`\`${name}\``, title, `\`${subject}\``, worker, ends, byPerson === true ? 'yes' : '']
    }),
  )
}

/** Every act of the audit's catalogue; a field with a question mark may be missing. */
function actsTable(): string {
  return table(
    ['Action', 'Subject', 'Act', 'Details'],
    Object.entries(ACTS).map(([action, { subject, tells, details }]) => [
      `\`${action}\``,
      `\`${subject}\``,
      tells,
      fieldsOf(details),
    ]),
  )
}

function fieldsOf(schema: object): string {
  const { properties, required = [] } = schema as { properties: object; required?: string[] }
  return Object.keys(properties)
    .map((name) => `\`${name}${required.includes(name) ? '' : '?'}\``)
    .join(', ')
}

function connector(system: string | undefined): Connector {
  const found = connectorOf(system ?? '')
  if (found === undefined) throw new Error(`no connector ${system}`)
  return found
}

function mappingsTable({ mappings }: Connector): string {
  const shown = (entries: Record<string, string>) =>
    Object.entries(entries)
      .map(([from, to]) => `\`${from === '' ? '(empty)' : from}\` → \`${to}\``)
      .join(', ') || 'none'
  return table(
    ['Mapping', 'Defaults'],
    Object.entries(mappings).map(([name, entries]) => [`\`${name}\``, shown(entries as Record<string, string>)]),
  )
}

function metricsTable(platform: Platform): string {
  const own = platform.metrics.registry.getMetricsAsArray().filter(({ name }) => name.startsWith('saatava_'))
  return table(
    ['Metric', 'Meaning'],
    own.map(({ name, help }) => [`\`${name}\``, help]),
  )
}
