/** The rules under test: the packs, and the Norwegian act of 2026 with the start that had been signalled. */
import { PACKS } from '@saatava/law/packs/index.ts'
import { regimeTimes, withRegimes } from '@saatava/law/regimes.ts'
import type { Rule } from '@saatava/law/rule.ts'

export const RULES: readonly Rule[] = withRegimes(
  PACKS,
  regimeTimes([{ ruleId: 'NO.ACT_2026_19', validFrom: '2027-01-01' }]),
)
