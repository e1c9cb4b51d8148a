/**
 * Checks the needs of each action code, which a schema cannot state. Every fault of a batch is named, each by its
 * pointer.
 */
import { postalCodeFault } from '@saatava/core/identifiers.ts'
import { minor } from '@saatava/core/money.ts'
import type { Fault } from '../../platform/errors.ts'
import type { ActionData, BatchAction } from './schemas.ts'

const NEEDS: Partial<Record<BatchAction['code'], (keyof ActionData)[]>> = {
  DUEDATE: ['dueDate'],
  DIRECTPAYMENT: ['amount', 'paymentDate'],
  ADDRESS: ['address'],
  EMAIL: ['email'],
}
const AMOUNTS = ['outstandingCapitalAmount', 'outstandingInterestAmount', 'outstandingCostsAmount'] as const

export function batchFaults(actions: readonly BatchAction[]): Fault[] {
  return actions.flatMap((action, i) => actionFaults(action, `/actions/${i}`))
}

function actionFaults({ code, comment, data }: BatchAction, at: string): Fault[] {
  const faults: Fault[] = []
  const required = (pointer: string, message: string) =>
    faults.push({ pointer: at + pointer, code: 'REQUIRED', message })
  if (code === 'COMMENT' && comment === undefined) required('/comment', 'is missing: COMMENT needs its text')
  if (data.caseId === undefined && data.invoiceNumber === undefined)
    if (code === 'APPROVE') required('/data/invoiceNumber', 'is missing: APPROVE needs invoiceNumber or caseId')
    else required('/data/caseId', 'is missing: caseId or invoiceNumber is required')
  const judged = code === 'OBJECTION' && data.objection === 'WITHOUT_RELEVANT_GROUND'
  if (judged && comment === undefined)
    required('/comment', 'is missing: give the reason why the objection has no relevant ground')
  if (code === 'APPROVE' && data.rightMayBeLost === true && comment === undefined)
    required('/comment', 'is missing: name the right that may be lost, or the other urgent reason')
  for (const name of NEEDS[code] ?? [])
    if (data[name] === undefined) required(`/data/${name}`, `is missing: ${code} needs it`)
  const { amount } = data
  if ((code === 'DIRECTPAYMENT' || code === 'OBJECTION') && amount !== undefined && minor(amount) <= 0n)
    faults.push({ pointer: `${at}/data/amount`, code: 'OUT_OF_RANGE', message: 'must be above 0', received: amount })
  for (const name of AMOUNTS) {
    const left = data[name]
    if (code === 'DIRECTPAYMENT' && left !== undefined && minor(left) < 0n)
      faults.push({
        pointer: `${at}/data/${name}`,
        code: 'OUT_OF_RANGE',
        message: 'must not be below 0',
        received: left,
      })
  }
  return [...faults, ...(code === 'ADDRESS' ? addressFaults(data, at) : [])]
}

function addressFaults({ address }: ActionData, at: string): Fault[] {
  if (address === undefined) return []
  const pointer = `${at}/data/address`
  const { postalCode, countryCode } = address
  if (Object.keys(address).length === 0)
    return [{ pointer, code: 'REQUIRED', message: 'is empty: send the present address' }]
  if (postalCode === undefined || countryCode === undefined) return []
  const fault = postalCodeFault(countryCode, postalCode)
  return fault === undefined
    ? []
    : [{ pointer: `${pointer}/postalCode`, code: 'INVALID_POSTAL_CODE', message: fault, received: postalCode }]
}
