/**
 * The kinds of settings, as TypeBox schemas. A schema says what a setting takes; its annotations say what it means and what
 * counts where it is not given. Texts come from the environment, so a number is read from its digits before it is checked.
 */
import { type TextRules, unfitText } from '@saatava/core/unfit-text.ts'
import { type TInteger, type TOptional, type TRefineAdd, type TString, type TUnsafe, Type } from 'typebox'

/** Annotations of a setting's schema. */
export interface About<Value = string | number> {
  /** The meaning of the setting; the table of settings prints it. */
  description: string
  /** The value where the environment holds nothing; without a default the setting is then absent. */
  default?: Value
  /** The default of a sandbox and of production, where it differs. */
  inSandbox?: Value
  inProduction?: Value
  /** The default in words, where other settings decide it or its value means nothing to a reader. */
  defaultWords?: string
  unit?: 'days' | 'hours' | 'seconds' | 'ms'
  /** Its value never stands in a message. */
  secret?: true
}

interface TextAbout extends About<string> {
  /** The form, as the table prints it: `postgres://…`. */
  form?: string
  /** Names the mistake in a value, as the end of a sentence that names the setting; undefined: none. Never repeats a secret. */
  fault?(value: string): string | undefined
}

type WithDefault<Value> = About<Value> & { default: Value }

export function whole(min: number, max: number, about: WithDefault<number>): TInteger
export function whole(min: number, max: number, about: About<number>): TOptional<TInteger>
export function whole(minimum: number, maximum: number, about: About<number>): TInteger | TOptional<TInteger> {
  return needed(Type.Integer({ minimum, maximum, ...about }), about)
}

export function choice<T extends string>(values: readonly T[], about: WithDefault<NoInfer<T>>): TUnsafe<T>
export function choice<T extends string>(values: readonly T[], about: About<NoInfer<T>>): TOptional<TUnsafe<T>>
export function choice<T extends string>(values: readonly T[], about: About<T>) {
  return needed(Type.Unsafe<T>({ type: 'string', enum: [...values], ...about }), about)
}

export function onOff(about: WithDefault<'on' | 'off'>): TUnsafe<'on' | 'off'>
export function onOff(about: About<'on' | 'off'>): TOptional<TUnsafe<'on' | 'off'>>
export function onOff(about: About<'on' | 'off'>) {
  return choice(['on', 'off'], about)
}

export function text(about: TextAbout & { default: string }): TRefineAdd<TString>
export function text(about: TextAbout): TOptional<TRefineAdd<TString>>
export function text({ fault = () => undefined, ...about }: TextAbout) {
  const refined = Type.Refine(
    Type.String({ ...about }),
    (value: string) => fault(value) === undefined,
    (value: string) => fault(value) ?? '',
  )
  return needed(refined, about)
}

/** A text that becomes a header, an address or a user name: what was pasted wrong is refused. */
export const pasted =
  (rules: TextRules = {}) =>
  (value: string): string | undefined =>
    unfitText(value, rules)

function needed<T extends TInteger | TUnsafe | TRefineAdd<TString>>(schema: T, { default: value }: About) {
  return value === undefined ? Type.Optional(schema) : schema
}
