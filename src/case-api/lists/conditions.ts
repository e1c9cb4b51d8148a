/** Conditions of a page and their parameters, put together while a filter is read. */
export interface Conditions {
  where: string[]
  values: unknown[]
  /** Adds a condition on a value, unless there is no value. */
  on(value: unknown, condition: (parameter: string) => string): void
}

/** @param fixed parameters that the statement itself names, from $1 */
export function conditionsAfter(fixed: readonly unknown[]): Conditions {
  const where: string[] = []
  const values = [...fixed]
  return {
    where,
    values,
    on(value, condition) {
      if (value !== undefined) where.push(condition(`$${values.push(value)}`))
    },
  }
}
