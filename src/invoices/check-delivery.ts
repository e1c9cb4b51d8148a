import type { CivilDate } from '@saatava/core/dates.ts'
import type { Fault } from '../platform/errors.ts'
import type { RequestRow, SalesInvoiceRequest } from './schemas.ts'

type Period = NonNullable<NonNullable<RequestRow['delivery']>['period']>

/**
 * Dates of supply that contradict each other: a period that ends before it begins (EN 16931 BR-29, BR-30), a row that was
 * supplied outside the invoice's period (PEPPOL-EN16931-R110, R111).
 */
export function deliveryFaults({ delivery, rows = [] }: SalesInvoiceRequest['invoice']): Fault[] {
  const whole = delivery?.period
  return [
    ...orderFaults(whole, '/invoice/delivery/period'),
    ...rows.flatMap((row, i) => {
      const at = `/invoice/rows/${i}/delivery`
      const { date, period } = row.delivery ?? {}
      return [
        ...orderFaults(period, `${at}/period`),
        ...outside(date, whole, `${at}/date`),
        ...outside(period?.from, whole, `${at}/period/from`),
        ...outside(period?.to, whole, `${at}/period/to`),
      ]
    }),
  ]
}

function orderFaults(period: Period | undefined, pointer: string): Fault[] {
  const { from, to } = period ?? {}
  if (from === undefined || to === undefined || from <= to) return []
  const message = `is before the period's first day, ${from}`
  return [{ pointer: `${pointer}/to`, code: 'DATES_OUT_OF_ORDER', message, received: to }]
}

function outside(date: CivilDate | undefined, whole: Period | undefined, pointer: string): Fault[] {
  const { from, to } = whole ?? {}
  if (date === undefined) return []
  if ((from === undefined || date >= from) && (to === undefined || date <= to)) return []
  const message = `is outside the invoice's period of delivery, ${from ?? '…'} to ${to ?? '…'}`
  return [{ pointer, code: 'DATES_OUT_OF_ORDER', message, received: date }]
}
