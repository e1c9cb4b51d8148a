/** Rules of law: value, time, source, who verified it, what was charged by it, and which need a person. */
import type { Rule } from '@saatava/law/rule.ts'
import { COUNTRIES } from '@saatava/law/rule.ts'
import { confirmationEntry } from '@saatava/law/confirmation-entry.ts'
import { ruleText } from '@saatava/law/value-json.ts'
import { type Static, Type } from 'typebox'
import { confirmLaw } from '../../agency/confirm-law.ts'
import { type ShownRule, showLaw } from '../../agency/show-law.ts'
import { CHARGED_MAX, chargedByRule } from '../../dunning/charged-by-rule.ts'
import { AppError, invalid } from '../../platform/errors.ts'
import { date, oneOf } from '../../platform/http/schema.ts'
import { html } from '../html.ts'
import { list } from '../list/list.ts'
import type { Filter, ListColumn, Place, Rows } from '../list/spec.ts'
import { act, page } from '../page.ts'
import { facts } from '../parts/facts.ts'
import type { FormState } from '../parts/form.ts'
import type { ConsoleCtx, Preview, Screen } from '../shell.ts'
import { byField } from './by-field.ts'
import { lawRulePath } from './law/paths.ts'
import { needBadges, rulePage, timeText, verifiedText } from './law/rule-page.ts'

const SHOW = ['holds', 'all'] as const
const ListQuery = Type.Object({ show: Type.Optional(oneOf(SHOW)), country: Type.Optional(oneOf(COUNTRIES)) })
const Params = Type.Object({ ruleId: Type.String({ pattern: '^[A-Z0-9_.]{3,80}$' }) })
const SOURCES = Type.String({ minLength: 1, maxLength: 1_000 })
const ConfirmForm = Type.Object({ validFrom: date(), sources: SOURCES })
const VersionForm = Type.Object({
  ...{ validFrom: date(), validTo: Type.Optional(date()), value: Type.String({ maxLength: 10_000 }) },
  ...{ source: SOURCES, sources: SOURCES },
})
type ListQuery = Static<typeof ListQuery>
type Row = ShownRule & { charged: number }

export const law: Screen = {
  menu: { path: '/console/law', label: 'Rules of law', permission: 'policy.read', group: 'Agency' },
  routes(shell) {
    list(shell, {
      ...{ path: '/law', name: 'law', nouns: ['version', 'versions'], title: 'Rules of law' },
      ...{ permission: 'policy.read', query: ListQuery, filters: () => FILTERS, columns: COLUMNS, read },
      keyOf: ({ rule }) => keyOf(rule),
      empty: html`No rule needs a person: none is unverified, missing or about to end. <a href="/console/law?show=holds">Show the rules that hold today</a>`,
    })
    page(shell, {
      ...{ path: '/law/:ruleId', permission: 'policy.read', params: Params },
      show: (ctx, { params }, form) => onePage(ctx, params.ruleId, form),
    })
    const common = { permission: 'law.confirm', params: Params } as const
    act(shell, {
      ...{ ...common, path: '/law/:ruleId/confirm', form: ConfirmForm },
      async preview(ctx, { params: { ruleId }, form }) {
        return preview(await versionOf(ctx, ruleId, form.validFrom), form.sources)
      },
      async perform(ctx, { params: { ruleId }, form }) {
        const { rule } = await versionOf(ctx, ruleId, form.validFrom)
        await confirmLaw(ctx, { rules: [confirmationEntry(rule)], person: ctx.actor, sourcesRead: form.sources })
        return `${lawRulePath(ruleId)}?did=law-confirmed`
      },
      again: (ctx, { params }, form) => onePage(ctx, params.ruleId, form),
    })
    act(shell, {
      ...{ ...common, path: '/law/:ruleId/version', form: VersionForm },
      async preview(ctx, { params: { ruleId }, form }) {
        await versionsOf(ctx, ruleId)
        const entry = entryOf(ruleId, form)
        return {
          title: `A new version of ${ruleId}?`,
          effect: facts([
            ['Holds', `${form.validFrom} to ${form.validTo ?? 'further notice'}`],
            ['Value', html`<code>${JSON.stringify(entry.value)}</code>`],
            ['Source', form.source],
            ['Sources read', form.sources],
          ]),
          ...{ button: 'Add the version', back: lawRulePath(ruleId) },
        }
      },
      async perform(ctx, { params: { ruleId }, form }) {
        const rules = [entryOf(ruleId, form)]
        await byField(() => confirmLaw(ctx, { rules, person: ctx.actor, sourcesRead: form.sources }))
        return `${lawRulePath(ruleId)}?did=law-confirmed`
      },
      again: (ctx, { params }, form) => onePage(ctx, params.ruleId, form),
    })
  },
}

function preview({ rule, about }: ShownRule, sources: string): Preview {
  return {
    title: `Confirm ${rule.ruleId} of ${rule.validFrom}?`,
    effect: html`<p>Amounts may rest on this version from now on, also in production.</p>
${facts([
  ['About', about],
  ['Value', ruleText(rule)],
  ['Holds', `${rule.validFrom} to ${rule.validTo ?? 'further notice'}`],
  ['Source', rule.source],
  ['Sources read', sources],
])}`,
    ...{ button: 'Confirm', back: lawRulePath(rule.ruleId) },
  }
}

function entryOf(ruleId: string, { validFrom, validTo, value, source }: Static<typeof VersionForm>) {
  return { ruleId, validFrom, validTo: validTo ?? null, value: json(value), source, status: 'verified' }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid([
      { pointer: '/value', code: 'WRONG_FORM', message: 'is JSON, such as the value of the version before' },
    ])
  }
}

async function onePage(ctx: ConsoleCtx, ruleId: string, form: FormState) {
  const versions = await versionsOf(ctx, ruleId)
  const charged = chargedText((await chargedByRule(ctx, [ruleId])).get(ruleId) ?? 0)
  return rulePage(ctx, versions, { charged, form })
}

async function versionsOf(ctx: ConsoleCtx, ruleId: string): Promise<ShownRule[]> {
  const versions = (await showLaw(ctx)).filter(({ rule }) => rule.ruleId === ruleId)
  if (versions.length === 0) throw new AppError('NOT_FOUND', `There is no rule ${ruleId}.`)
  return versions
}

async function versionOf(ctx: ConsoleCtx, ruleId: string, validFrom: string): Promise<ShownRule> {
  const found = (await versionsOf(ctx, ruleId)).find(({ rule }) => rule.validFrom === validFrom)
  if (found === undefined) throw new AppError('NOT_FOUND', `${ruleId} has no version of ${validFrom}.`)
  return found
}

/** The rules are a few hundred, in memory: a page of them is a part of one read. */
async function read(ctx: ConsoleCtx, query: ListQuery, { limit, after = '' }: Place): Promise<Rows<Row>> {
  const all = (await showLaw(ctx)).filter((one) => isShown(one, query) && keyOf(one.rule) > after)
  const rows = all.slice(0, limit)
  const charged = await chargedByRule(
    ctx,
    rows.map(({ rule }) => rule.ruleId),
  )
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({ ...row, charged: charged.get(row.rule.ruleId) ?? 0 })),
    next: all.length > limit && last !== undefined ? keyOf(last.rule) : undefined,
  }
}

/** In the order of `showLaw`. */
function keyOf({ ruleId, validFrom }: Rule): string {
  return `${ruleId} ${validFrom}`
}

function isShown({ rule, time, needs }: ShownRule, { show, country }: ListQuery): boolean {
  if (country !== undefined && rule.country !== country) return false
  if (show === 'all') return true
  return show === 'holds' ? time === 'HOLDS' : needs.length > 0
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'show', label: 'Show' },
    options: [
      { value: '', label: 'versions that need a person' },
      { value: 'holds', label: 'versions that hold today' },
      { value: 'all', label: 'every version' },
    ],
  },
  {
    ...{ name: 'country', label: 'Country' },
    options: [{ value: '', label: 'all' }, ...COUNTRIES.map((value) => ({ value, label: value }))],
  },
]

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    ...{ id: 'rule', head: 'Rule' },
    cell: ({ rule, about }) =>
      html`<a href="${lawRulePath(rule.ruleId)}">${rule.ruleId}</a><br><span class="hint">${about}</span>`,
    csv: ({ rule }) => rule.ruleId,
  },
  { id: 'value', head: 'Value', cell: ({ rule }) => ruleText(rule), csv: ({ rule }) => ruleText(rule) },
  {
    id: 'from',
    head: 'From',
    cell: ({ rule }) => html`<span class="day">${rule.validFrom}</span>`,
    csv: ({ rule }) => rule.validFrom,
  },
  {
    id: 'to',
    head: 'To',
    cell: ({ rule }) => rule.validTo && html`<span class="day">${rule.validTo}</span>`,
    csv: ({ rule }) => rule.validTo,
  },
  {
    ...{ id: 'state', head: 'State' },
    cell: (row) => html`${timeText(row)} ${needBadges(row)}`,
    csv: ({ time, needs }) => [time, ...needs].join(' '),
  },
  {
    ...{ id: 'verified', head: 'Verified by' },
    cell: verifiedText,
    csv: ({ rule, confirmation }) =>
      confirmation?.confirmedBy ?? (rule.status === 'verified' ? 'ships verified' : null),
  },
  {
    ...{ id: 'charged', head: 'Steps charged', isNumber: true },
    cell: ({ charged }) => chargedText(charged),
    csv: ({ charged }) => chargedText(charged),
  },
  { id: 'source', head: 'Source', cell: ({ rule }) => rule.source, csv: ({ rule }) => rule.source },
]

function chargedText(count: number): string {
  return count > CHARGED_MAX ? '1 000+' : String(count)
}
