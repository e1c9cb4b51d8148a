/**
 * `npm run mutate:law`: changes one figure of a rule after the other and sees whether the walk in test/law finds it.
 *
 *   npm run mutate:law                         every figure of every rule
 *   npm run mutate:law -- --rule FI.CONSUMER   only of rules whose id begins so
 *   npm run mutate:law -- --cases 20000        more cases for each mutation (4000)
 *   npm run mutate:law -- --every 5            every fifth mutation
 */
import { parseArgs } from 'node:util'
import { COUNTRIES } from '@saatava/law/rule.ts'
import { mutationsOf } from '../test/law/mutate/mutations.ts'
import { hunts, survey } from '../test/law/mutate/sample.ts'
import { RULES } from '../test/support/law/rules.ts'
import { whyNamed, whyUnobserved } from '../test/law/mutate/unobserved.ts'

const { values } = parseArgs({
  options: {
    rule: { type: 'string', default: '' },
    cases: { type: 'string', default: '4000' },
    every: { type: 'string', default: '1' },
  },
})
/** On so many of the likeliest cases a figure is tried that is named as not observable, to see whether the reason is wrong. */
const UNEXPECTED_TRIES = 100
const casesMax = Number(values.cases)
const every = Number(values.every)

const country = COUNTRIES.find((country) => values.rule.startsWith(country))
const { disagreements, lookups } = survey(RULES, casesMax, country)
if (disagreements.length > 0) {
  console.error(`Law and model disagree without any mutation:\n${disagreements.join('\n')}`)
  process.exit(1)
}

const mutations = mutationsOf(RULES).filter(({ rule }, i) => rule.ruleId.startsWith(values.rule) && i % every === 0)
const rules = new Set(mutations.map(({ rule }) => rule))
const silent = new Set(rules)
let killed = 0
const survivors: string[] = []
const known: string[] = []
const doubtful: string[] = []
const ground = { rules: RULES, casesMax, surveyed: casesMax, lookups }
for (const mutation of mutations) {
  const why = whyUnobserved(mutation, RULES)
  const triesMax = why === undefined ? casesMax : UNEXPECTED_TRIES
  for (const { killedBy } of hunts([mutation], { ...ground, triesMax })) {
    if (killedBy !== undefined) {
      killed += 1
      silent.delete(mutation.rule)
      if (whyNamed(mutation) !== undefined) doubtful.push(`${mutation.name}: ${why}`)
    } else if (why === undefined) {
      survivors.push(mutation.name)
      console.error(`survives: ${mutation.name}`)
    } else known.push(`${mutation.name}: ${why}`)
  }
}

console.log(`${rules.size} rules, ${mutations.length} mutations: ${killed} found`)
console.log(`${known.length} not observable, with the reason:\n  ${known.join('\n  ')}`)
console.log(`${doubtful.length} found, although a reason says that they are not:\n  ${doubtful.join('\n  ')}`)
console.log(`${survivors.length} survive:\n  ${survivors.join('\n  ')}`)
console.log(
  `${silent.size} rules of which no mutation was found: ${[...silent].map(({ ruleId, validFrom }) => `${ruleId} of ${validFrom}`).join(', ')}`,
)
process.exitCode = survivors.length > 0 ? 1 : 0
