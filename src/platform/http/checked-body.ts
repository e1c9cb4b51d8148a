/** A body that did not come through a route: the same cleaning and validation, and no unknown field is ignored. */
import type { Static, TSchema } from 'typebox'
import { type AppError, invalid } from '../errors.ts'
import { compileCleaner, unknownFault } from './shape.ts'
import { validatorOfBody, faultsOf } from './validation.ts'

/** @returns a check that throws a 400 with every fault, among them UNKNOWN_FIELD with the name that was probably meant */
export function compileChecked<T extends TSchema>(schema: T): (body: unknown) => Static<T> {
  const clean = compileCleaner(schema)
  const validate = validatorOfBody(schema)
  return (body) => {
    const copy = structuredClone(body)
    const { unknown, faults } = clean(copy, true)
    const all = [...faults, ...unknown.map(unknownFault), ...faultsOf(validate(copy))]
    if (all.length > 0) throw invalid(all) satisfies AppError
    return copy as Static<T>
  }
}
