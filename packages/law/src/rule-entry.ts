/**
 * An entry of the agency's own rules, as its file states it. Each property has a schema, whose annotation `says` what would
 * be right, as the end of a sentence that begins with the property.
 */
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { isCivilDate } from '@saatava/core/dates.ts'
import { UNIT_DAYS, type RuleParts, partsOf } from './rule.ts'
import { type Topic, topicOf } from './topics.ts'

const SOURCE_CHARACTERS_MAX = 1_000

const ruleId = Type.Refine(
  Type.String({
    says: 'is the id of a rule, such as FI.REFERENCE_RATE or FI.CONSUMER.DEMAND_FEE: "saatava law rules" lists them',
  }),
  (text) => knownRule(text) !== undefined,
)
const validFrom = Type.Refine(Type.String({ says: 'is a date such as 2026-07-01' }), isCivilDate)
const validTo = Type.Union([Type.Refine(Type.String(), isCivilDate), Type.Null()], {
  says: 'is a date such as 2026-12-31, or null',
})
const source = Type.Refine(
  Type.String({ says: 'says where the value stands' }),
  (text) => text.trim() !== '' && text.length <= SOURCE_CHARACTERS_MAX,
)
const status = Type.Enum(['verified', 'unverified'], { says: 'is verified or unverified' })
const timesUnit = Type.Enum(UNIT_DAYS, { says: `is one of ${UNIT_DAYS.join(', ')}` })

/** An entry with a value is a version of the rule; one without confirms what ships. */
const RuleEntry = Type.Object({ ruleId, value: Type.Optional(Type.Unknown()) })

/** Confirms a version that ships, or all of a rule where it names no day. */
const RuleConfirmation = Type.Object({
  ruleId,
  validFrom: Type.Optional(validFrom),
  validTo: Type.Optional(validTo),
  source: Type.Optional(source),
  status: Type.Optional(status),
  timesUnit: Type.Optional(timesUnit),
})

/** The value is of the type that the topic names: readValue reads it. */
const RuleVersion = Type.Object({ ...RuleConfirmation.properties, validFrom, source, value: Type.Unknown() })

/** Names a fault of an entry: the pointer within it, and what would be right. */
export type FaultOf = (pointer: string, message: string) => void

/** Each answers undefined where it named a fault. */
export const readRuleEntry = reader(RuleEntry)
export const readConfirmation = reader(RuleConfirmation)
export const readVersion = reader(RuleVersion)

/** The parts of a rule's id, and its topic. */
export interface KnownRule extends Omit<RuleParts, 'topic'> {
  topic: Topic
}

/** Undefined where the text is no id of a rule. */
export function knownRule(ruleId: string): KnownRule | undefined {
  const parts = partsOf(ruleId)
  const topic = parts && topicOf(parts.topic)
  return parts && topic && { ...parts, topic }
}

function reader<T extends TProperties>(schema: TObject<T>) {
  const validator = Compile(schema)
  return (entry: unknown, fault: FaultOf): Static<TObject<T>> | undefined => {
    if (validator.Check(entry)) return entry
    const wrong = new Set(validator.Errors(entry).flatMap(propertiesOf))
    for (const [name, { says }] of Object.entries<TSchema & { says?: string }>(schema.properties))
      if (wrong.has(name) && says !== undefined) fault(`/${name}`, says)
    return undefined
  }
}

/** An entry that is not an object lacks the id of its rule. */
function propertiesOf({ keyword, instancePath, params }: TLocalizedValidationError): string[] {
  if (instancePath !== '') return [instancePath.slice(1)]
  return keyword === 'required' ? params.requiredProperties : ['ruleId']
}
