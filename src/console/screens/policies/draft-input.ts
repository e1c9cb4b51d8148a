/** The form of a draft: one row for each step. A row without a kind is no step, so rows are left out and added without a script. */
import { type TSchema, Type } from 'typebox'
import type { Policy } from '../../../claims/policy.ts'
import { AppError, type Fault } from '../../../platform/errors.ts'
import { CURRENCY_OF, isCountry } from '@saatava/law/rule.ts'
import { minorOf } from '@saatava/law/values.ts'
import { minorToText } from '@saatava/core/money.ts'

export const ROWS_MAX = 20
/** Rows without a step, for steps that are added. */
export const ROWS_MORE = 2
const TEXT = Type.Optional(Type.String({ maxLength: 200 }))
const ROW_FIELDS = ['kind', 'after', 'fee', 'pay'] as const

export const DraftForm = Type.Object({
  policyId: TEXT,
  name: TEXT,
  letters: Type.Optional(Type.String({ maxLength: 500 })),
  ...Object.fromEntries(
    Array.from({ length: ROWS_MAX }, (_, i) =>
      ROW_FIELDS.map((field): [string, TSchema] => [`${field}${i}`, TEXT]),
    ).flat(),
  ),
})

export type DraftValues = Readonly<Record<string, unknown>>

/** The fields of the form that a policy fills. */
export function valuesOf({ policyId, name, letters, steps }: Omit<Policy, 'version'>): Record<string, string> {
  return Object.fromEntries([
    ['policyId', policyId],
    ['name', name],
    ['letters', letters.join(',')],
    ...steps.flatMap(({ kind, afterDays, fee, payWithinDays }, i) => [
      [`kind${i}`, kind],
      [`after${i}`, String(afterDays)],
      [`fee${i}`, typeof fee === 'number' ? minorToText(BigInt(fee)) : fee],
      [`pay${i}`, String(payWithinDays)],
    ]),
  ])
}

/** The policy that the form says, as the verbs take it. */
export function draftOf(values: DraftValues, { country, debtorType }: Pick<Policy, 'country' | 'debtorType'>): object {
  return {
    ...{ policyId: text(values['policyId']), country, debtorType, name: text(values['name']) },
    steps: rowsIn(values).map((i) => ({
      kind: text(values[`kind${i}`]),
      afterDays: numberIn(values[`after${i}`]),
      fee: feeIn(values[`fee${i}`]),
      payWithinDays: numberIn(values[`pay${i}`] ?? '0'),
    })),
    letters: text(values['letters'])
      .split(',')
      .filter((letter) => letter !== ''),
  }
}

/** The rows that hold a step. */
export function rowsIn(values: DraftValues): number[] {
  return Array.from({ length: ROWS_MAX }, (_, i) => i).filter((i) => text(values[`kind${i}`]) !== '')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function numberIn(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value
}

/** An amount is written in units of the currency. */
function feeIn(value: unknown): unknown {
  const minor = typeof value === 'string' ? minorOf(value.replace(',', '.')) : undefined
  return minor === undefined ? value : Number(minor)
}

/** @returns the currency of the fees of a country */
export function currencyOf(country: string): string {
  return isCountry(country) ? CURRENCY_OF[country] : ''
}

const FIELD_OF: Record<string, string> = { afterDays: 'after', fee: 'fee', payWithinDays: 'pay', kind: 'kind' }

/** Runs a verb on the draft of a form; each of its faults names the field of the form. */
export async function byRow<T>(values: DraftValues, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || error.faults === undefined) throw error
    const rows = rowsIn(values)
    throw new AppError(error.code, error.message, { faults: error.faults.map((fault) => inForm(fault, rows)) })
  }
}

function inForm(fault: Fault, rows: readonly number[]): Fault {
  const [, index, part = 'kind'] = /^\/steps\/(\d+)(?:\/(\w+))?/.exec(fault.pointer) ?? []
  if (index === undefined) return fault
  return { ...fault, pointer: `/${FIELD_OF[part] ?? 'kind'}${rows[Number(index)] ?? index}` }
}
