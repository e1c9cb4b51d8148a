import { AppError } from '../../platform/errors.ts'

/** The faults of a request, each by the field of the form: "/address/postalCode" is about the field postalCode. */
export async function byField<T>(
  work: () => Promise<T>,
  nameOf: (pointer: string) => string = (pointer) => pointer.split('/').at(-1) ?? '',
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || error.faults === undefined) throw error
    const faults = error.faults.map((fault) => ({ ...fault, pointer: `/${nameOf(fault.pointer)}` }))
    throw new AppError(error.code, error.message, { faults })
  }
}
