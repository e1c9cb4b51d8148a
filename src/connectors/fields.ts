/** Fields of credentials and settings, as their schemas write them. */
import { Type } from 'typebox'

const SECRET_MAX = 512

export function secret(description: string) {
  return Type.String({ minLength: 1, maxLength: SECRET_MAX, description })
}

/** One of several words; the description ends with the default. */
export function choice<T extends string>(values: readonly T[], fallback: T, description: string) {
  return Type.Optional(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      { default: fallback, description: `${description} Default ${fallback}.` },
    ),
  )
}
