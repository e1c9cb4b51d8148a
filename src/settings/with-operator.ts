import type { ClientSettings } from './settings.ts'

type Einvoice = ClientSettings['channels']['einvoice']

/** E-invoice settings in which the deployment's operator stands where the client names none. */
export function withOperator(einvoice: Einvoice, operatorId: string | undefined): Einvoice {
  if (einvoice.intermediatorId !== undefined || operatorId === undefined) return einvoice
  return { ...einvoice, intermediatorId: operatorId }
}
