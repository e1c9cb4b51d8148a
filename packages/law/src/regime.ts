import type { Country, Rule } from './rule.ts'

export interface Regime {
  /** The id of the rule that says when it begins. */
  id: string
  country: Country
  /** For people. */
  name: string
  /** The act, and what is known of its start. */
  source: string
  /** Changes of the act, a sentence each. */
  changes: readonly string[]
  /** Its rules. The days on which they begin and end are those of the regime. */
  rules: readonly Rule[]
}
