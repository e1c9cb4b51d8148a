/** Answers of handlers, and Fivaldi's wording of errors. */
import type { Answer } from '../kit/guard.ts'

/** Error codes of the vendor's schema, and their names there. */
export const NAMES = {
  10: 'BINDING_PARAMETER_ERROR',
  20: 'ERROR_IMPORT_VOUCHERS',
  30: 'DATE_MISMATCH_INSIDE_VOUCHER_ENTRIES',
  34: 'INVALID_VAT_TYPE',
  35: 'VAT_CODE_NOT_EXIST',
  42: 'INVALID_ACCOUNT',
  43: 'INVALID_DIMENSION',
  44: 'INVALID_VOUCHER_NUMBER',
  45: 'INVALID_VOUCHER_MONTH',
  46: 'INVALID_VOUCHER_FISCAL_YEAR',
} as const
export type ErrorCode = keyof typeof NAMES

export const ok = (body: unknown): Answer => ({ code: 200, body })

/** A refused voucher. @param detail what is wrong, after the name of the code */
export function refuse(code: ErrorCode, detail: string): Answer {
  return {
    code: 400,
    body: { message: 'Bad Request', errors: [{ errorCode: code, message: `${NAMES[code]}: ${detail}` }] },
  }
}

/** An error of every other kind. */
export function complain(status: number, message: string, errors: string[] = []): Answer {
  return { code: status, body: { status: String(status), message, ...(errors.length === 0 ? {} : { errors }) } }
}
