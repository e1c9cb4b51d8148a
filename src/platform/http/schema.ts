/** The words our schemas are written in. `null` and "" in an optional property mean "not given" everywhere. */
import { type TSchema, Type } from 'typebox'
import type { CivilDate } from '@saatava/core/dates.ts'

/**
 * Gives a schema the name under which the OpenAPI description lists it. Schemas of one name are the same, but for their
 * description.
 */
export function named<T extends TSchema>(name: string, schema: T): T {
  return Object.assign(schema, { title: name })
}

/** One of these texts. @param name see `named` */
export function oneOf<T extends string>(values: readonly T[], description?: string, name?: string) {
  return Type.Unsafe<T>({
    ...{ type: 'string', enum: [...values] },
    ...(description ? { description } : {}),
    ...(name ? { title: name } : {}),
  })
}

/** An instant of an answer, such as 2026-03-02T09:00:00.000Z. */
export function instant(description?: string) {
  return Type.String({ format: 'date-time', ...(description ? { description } : {}) })
}

/** An id of an answer. */
export function uuid(description?: string) {
  return Type.String({ format: 'uuid', ...(description ? { description } : {}) })
}

export function text(max: number, description?: string, min = 1) {
  return Type.String({ minLength: min, maxLength: max, ...(description ? { description } : {}) })
}

export function formatted(format: string, max: number, description?: string) {
  return Type.String({ format, maxLength: max, ...(description ? { description } : {}) })
}

/** A civil date, YYYY-MM-DD. */
export function date(description?: string) {
  return Type.Unsafe<CivilDate>({ type: 'string', format: 'date', ...(description ? { description } : {}) })
}

/** A JSON number with at most two decimals. */
export function money(description?: string) {
  return Type.Number({ format: 'money', ...(description ? { description } : {}) })
}

/** An amount that is never below zero. */
export function moneyFromZero(description?: string) {
  return Type.Number({ format: 'money', minimum: 0, ...(description ? { description } : {}) })
}

/** A number that the published examples also write as text, such as an account number. */
export function numberOrText(max: number, description?: string) {
  return Type.Union(
    [Type.Integer({ minimum: 0, maximum: 999_999_999_999_999 }), text(max)],
    description ? { description } : {},
  )
}

export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export function optional<T extends TSchema>(schema: T) {
  return Type.Optional(schema)
}

/** Warnings that any success may carry, and only when there are any. */
export const Warnings = Type.Optional(
  Type.Array(
    named(
      'Warning',
      Type.Object({
        code: Type.String({ description: 'one of the codes on /docs/errors' }),
        message: Type.String(),
        pointer: Type.Optional(Type.String({ description: 'JSON pointer into the request' })),
      }),
    ),
    { description: 'Only present when there is a warning.' },
  ),
)

/** The response 202 of a route whose act may need a second person. */
export const AWAITED = {
  description: 'It waits for a second person of the agency, where accounts change',
  schema: named(
    'ApprovalAwaited',
    Type.Object({ approvalId: uuid('GET /approvals/{approvalId} shows its state'), state: oneOf(['WAITING']) }),
  ),
  example: { approvalId: '019a4c3e-0000-7000-8000-000000000001', state: 'WAITING' },
}
