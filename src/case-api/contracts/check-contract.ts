/** Checks rules of contracts that a schema cannot state. */
import type { Fault } from '../../platform/errors.ts'
import type { Policy } from '../../claims/policy.ts'
import type { ContractInput } from './schemas.ts'

/** @param policies the newest versions of those that the contract names */
export function contractFaults(input: ContractInput, policies: readonly Policy[]): Fault[] {
  return [...policyFaults(input, policies), ...orderFaults(input), ...commissionFaults(input), ...scheduleFaults(input)]
}

function policyFaults({ policies = {} }: ContractInput, known: readonly Policy[]): Fault[] {
  return (['CONSUMER', 'BUSINESS'] as const).flatMap((debtorType): Fault[] => {
    const received = policies[debtorType]
    if (received === undefined) return []
    const pointer = `/policies/${debtorType}`
    const policy = known.find(({ policyId }) => policyId === received)
    if (policy === undefined) return [{ pointer, code: 'UNKNOWN', message: 'there is no such policy', received }]
    if (policy.debtorType === debtorType) return []
    return [{ pointer, code: 'WRONG_POLICY', message: `is a policy for ${policy.debtorType} debtors`, received }]
  })
}

function orderFaults({ allocationOrder = [] }: ContractInput): Fault[] {
  return allocationOrder.flatMap((received, i) => repeated(allocationOrder, i, `/allocationOrder/${i}`, received))
}

function commissionFaults({ commission = [] }: ContractInput): Fault[] {
  const seen = new Set<string>()
  return commission.flatMap(({ of: components, percent, fromStage }, i): Fault[] => {
    const faults = components.flatMap((received, j) => repeated(components, j, `/commission/${i}/of/${j}`, received))
    for (const [j, component] of components.entries()) {
      const key = `${fromStage} ${component}`
      // Nobody could say which of the two counts.
      if (seen.has(key) && components.indexOf(component) === j)
        faults.push({
          pointer: `/commission/${i}/of/${j}`,
          code: 'REPEATED',
          message: `has a commission from ${fromStage} on already`,
          received: component,
        })
      seen.add(key)
    }
    if (Math.abs(percent * 10_000 - Math.round(percent * 10_000)) > 1e-6)
      faults.push({
        pointer: `/commission/${i}/percent`,
        code: 'TOO_MANY_DECIMALS',
        message: 'has at most four decimals',
        received: percent,
      })
    return faults
  })
}

function scheduleFaults({ settlement }: ContractInput): Fault[] {
  const { schedule, weekdays = [] } = settlement ?? {}
  if (schedule === 'WEEKLY' && weekdays.length === 0)
    return [{ pointer: '/settlement/weekdays', code: 'REQUIRED', message: 'is missing: WEEKLY needs weekdays' }]
  return weekdays.flatMap((received, i) => repeated(weekdays, i, `/settlement/weekdays/${i}`, received))
}

function repeated<T>(list: readonly T[], i: number, pointer: string, received: T): Fault[] {
  return list.indexOf(received) === i ? [] : [{ pointer, code: 'REPEATED', message: 'is in the list twice', received }]
}
