/** Every rule that ships. An agency confirms them, and adds its own, in configuration: see mergeRules. */
import type { Rule } from '../rule.ts'
import { DK } from './dk.ts'
import { FI_BUSINESS } from './fi-business.ts'
import { FI_CONSUMER } from './fi-consumer.ts'
import { FI_INTEREST } from './fi-interest.ts'
import { FI_OTHER } from './fi-other.ts'
import { FI_TEMPORARY } from './fi-temporary.ts'
import { NO } from './no.ts'
import { SE } from './se.ts'

export const PACKS: readonly Rule[] = [
  ...FI_INTEREST,
  ...FI_CONSUMER,
  ...FI_BUSINESS,
  ...FI_TEMPORARY,
  ...FI_OTHER,
  ...SE,
  ...NO,
  ...DK,
]
