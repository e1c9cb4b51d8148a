/** An error of an operation: what it means, and how it is answered. */
import { type AppError, type ErrorCode, problemOf } from '../../platform/errors.ts'

export interface Described {
  code: ErrorCode
  description: string
  example: (path: string) => Record<string, unknown>
}

export function described(description: string, error: AppError): Described {
  const example = (path: string) => problemOf(error, { id: '0d6f6b0e-6f0c-4d0e-8f0b-3f2f4c7a9a10', path })
  return { code: error.code, description, example }
}
