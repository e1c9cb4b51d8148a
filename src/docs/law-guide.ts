/** The guide law.md, printed from the law packs: by country what may be charged when, terms, counts, interest and limitation. */
import { minorToText } from '@saatava/core/money.ts'
import { REGIMES } from '@saatava/law/regimes.ts'
import { createLaw } from '@saatava/law/law.ts'
import {
  COUNTRIES,
  CURRENCY_OF,
  type Country,
  DEBTOR_TYPES,
  type DebtorType,
  type Rule,
  partsOf,
} from '@saatava/law/rule.ts'
import { TOPICS, type TopicName, topicOf } from '@saatava/law/topics.ts'
import { ruleText } from '@saatava/law/value-json.ts'

/** The page shows what holds on this day, and what held before it. Move it with the packs. */
const LAW_GUIDE_DAY = '2026-12-01'

const MARK = '⚠'
const NAMES: Record<Country, string> = { FI: 'Finland', SE: 'Sweden', NO: 'Norway', DK: 'Denmark' }
const DEBTORS: Record<DebtorType, string> = { CONSUMER: 'Consumers', BUSINESS: 'Businesses' }

/** A topic belongs to the first part whose pattern it fits. */
const PARTS: readonly { title: string; of: RegExp }[] = [
  { title: 'Late interest', of: /RATE|INTEREST|MARGIN|DAY_COUNT|ROUNDING|NO_DUE_DATE|^TERMS_|^CREDIT_/ },
  { title: 'Limitation', of: /^LIMITATION|^EXPIRED_DEBT/ },
  { title: 'Court and enforcement', of: /^COURT_|^ENFORCE|^DEFAULT_ENTRY/ },
  {
    title: 'Fees that may be charged',
    of: /_FEE|_FEE_|FEE_UNIT|CAP$|CAP_|COMPENSATION|_COSTS$|SURCHARGE|_VAT$|SHARE$|EXCEEDING|FORFEITURE|PAID_BEFORE|UNWRITTEN|SERVICE$/,
  },
  { title: 'Times, number and terms of steps', of: /./ },
]
const ORDER = [
  'Fees that may be charged',
  'Times, number and terms of steps',
  'Late interest',
  'Limitation',
  'Court and enforcement',
]

/** Rates by half-year have a separate table. */
const SERIES: readonly TopicName[] = ['REFERENCE_RATE', 'LATE_INTEREST_RATE']

export function lawGuide(rules: readonly Rule[]): string {
  return `${[intro(), ...COUNTRIES.map((country) => countryText(country, rules))].join('\n\n')}\n`
}

function intro(): string {
  return [
    '# The law by country',
    `The command \`npm run law-guide\` prints this page from the law packs, with the rules that hold on ${LAW_GUIDE_DAY}. ${MARK} marks a rule that nobody has confirmed. Production does not use it until the [agency](/docs/agency) confirms it. \`saatava law rules\` lists every version of every rule with its source. \`saatava law fees\`, \`law interest\` and \`law limitation\` answer for one claim.`,
    'A rule holds on the day of its step, and a rate on each day that bears interest, if the table does not name another day. A public authority is a business here. An amount by capital holds for a capital up to and including the named capital. The limits of the law differ from the charges of a [policy](/docs/cases): a policy may ask for less.',
  ].join('\n\n')
}

function countryText(country: Country, all: readonly Rule[]): string {
  const rules = all.filter((rule) => rule.country === country)
  const open = rules.filter(({ status }) => status !== 'verified').length
  const head = `## ${NAMES[country]}\n\nAmounts in ${CURRENCY_OF[country]}. ${rules.length - open} of ${rules.length} versions of rules are confirmed, ${open} are not.`
  const parts = ORDER.map((title) => partText(title, country, rules))
  const acts = REGIMES.filter((regime) => regime.country === country).map(
    ({ id, name, changes, source }) =>
      `### ${NAMES[country]}: not in force yet\n\n\`${id}\`, the ${name} ${MARK}:\n\n${changes.map((change) => `- ${change}`).join('\n')}\n\n${source}`,
  )
  return [head, ...parts, seriesText(country, rules), earlierText(country, rules), ...acts]
    .filter((part) => part !== '')
    .join('\n\n')
}

function partText(title: string, country: Country, rules: readonly Rule[]): string {
  const topics = topicsOf(rules).filter((topic) => partOf(topic) === title && !SERIES.includes(topic))
  const rows = topics.map((topic) => row(topic, country, rules)).filter((cells) => cells !== undefined)
  return rows.length === 0
    ? ''
    : `### ${NAMES[country]}: ${lower(title)}\n\n${table(['Rule', DEBTORS.CONSUMER, DEBTORS.BUSINESS, 'Goes by', 'Source'], rows)}`
}

function row(topic: TopicName, country: Country, rules: readonly Rule[]): string[] | undefined {
  const law = createLaw(rules, { unverified: 'ALLOW', missing: 'REFUSE' })
  const found = DEBTOR_TYPES.map((debtorType) => law.find({ country, debtorType }, topic, LAW_GUIDE_DAY))
  const known = found.filter((rule) => rule !== undefined)
  const [first] = known
  if (first === undefined) return undefined
  const sources = [...new Set(known.map(({ source }) => source))]
  const share = law.rules.find(({ ruleId, timesUnit }) => ruleId === first.ruleId && timesUnit !== undefined)
  return [
    `${capital(TOPICS[topic].about)} (\`${topic}\`)`,
    ...found.map((rule) => (rule === undefined ? '–' : marked(rule))),
    goesBy(first, share?.timesUnit),
    sources.join(' · '),
  ]
}

function goesBy({ follows }: Rule, unitDay: Rule['timesUnit']): string {
  const version = follows === undefined ? '' : follows === 'DUE_DATE' ? 'due date' : 'origin of the claim'
  const unit =
    unitDay === undefined
      ? ''
      : unitDay === 'SENDING_DATE'
        ? 'amount of the day of sending'
        : 'amount of the day of payment'
  return [version, unit].filter((part) => part !== '').join('; ')
}

/** The last two years of rates, the newest first. */
function seriesText(country: Country, rules: readonly Rule[]): string {
  const found = rules
    .filter((rule) => SERIES.includes(topicName(rule)))
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  const rows = found.map((rule) => [rule.validFrom, rule.validTo ?? '–', marked(rule)])
  const [first] = found
  return first === undefined
    ? ''
    : `### ${NAMES[country]}: ${lower(TOPICS[topicName(first)].about.split(';')[0] ?? '')} by half-year\n\n${table(['From', 'To', 'Percent'], rows)}`
}

/** Versions that have ended: old cases keep the law of their day. */
function earlierText(country: Country, rules: readonly Rule[]): string {
  const rows = rules
    .filter((rule) => rule.validTo !== null && rule.validTo < LAW_GUIDE_DAY && !SERIES.includes(topicName(rule)))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((rule) => [
      `\`${rule.ruleId}\``,
      rule.validFrom,
      rule.validTo ?? '–',
      marked(rule),
      goesBy(rule, rule.timesUnit),
    ])
  return rows.length === 0
    ? ''
    : `### ${NAMES[country]}: earlier versions\n\n${table(['Rule', 'From', 'To', 'Value', 'Goes by'], rows)}`
}

function key({ ruleId, validFrom }: Rule): string {
  return `${ruleId} ${validFrom}`
}

function marked(rule: Rule & { unit?: Rule }): string {
  return `${valueOf(rule)}${rule.status === 'verified' ? '' : ` ${MARK}`}`
}

/** @param rule its amounts are money where its unit is given, else shares where it goes by one */
function valueOf({ unit, timesUnit, ...rule }: Rule & { unit?: Rule }): string {
  const { value } = rule
  if (value.type === 'WORD') return lower(value.word.toLowerCase().replaceAll('_', ' '))
  if (value.type !== 'TIERS')
    return ruleText(unit === undefined && timesUnit !== undefined ? { ...rule, timesUnit } : rule)
  const rows = value.tiers.map(({ over, upTo, amount }) =>
    upTo === null
      ? `${over === 0n ? '' : 'above: '}${minorToText(amount)}`
      : `≤ ${whole(upTo)}: ${minorToText(amount)}`,
  )
  return `${rows.join('; ')}${unit === undefined && timesUnit !== undefined ? ' × FEE_UNIT' : ''}`
}

function whole(minor: bigint): string {
  return minorToText(minor).replace(/\.00$/, '')
}

function topicsOf(rules: readonly Rule[]): TopicName[] {
  const used = new Set(rules.map(topicName))
  return (Object.keys(TOPICS) as TopicName[]).filter((topic) => used.has(topic))
}

function topicName({ ruleId }: Rule): TopicName {
  const topic = partsOf(ruleId)?.topic ?? ''
  if (topicOf(topic) === undefined) throw new RangeError(`${ruleId} has no topic`)
  return topic as TopicName
}

function partOf(topic: TopicName): string {
  return PARTS.find(({ of: topics }) => topics.test(topic))?.title ?? ''
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
