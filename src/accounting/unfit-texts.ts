/** Texts that people paste: a character that nobody sees makes a credential wrong and an identifier another one. */
import type { Connector } from '../connectors/port.ts'
import { unfitText } from '@saatava/core/unfit-text.ts'
import type { Fault } from '../platform/errors.ts'
import type { ConnectionInput } from './connection-schemas.ts'
import type { IntakeDocument } from './intake-item.ts'

const CODE = 'UNFIT_CHARACTER'
const IDENTIFIER_NAMES = { ledger: 'ledgerIdentifier', payment: 'paymentIdentifier', invoice: 'identifier' } as const

/** Faults of a connection's company and credentials, each with its pointer; a credential is never repeated. */
export function unfitConnection(connector: Connector, input: ConnectionInput): Fault[] {
  const header = connector.headerTexts?.includes('companyIdentifier') ?? false
  const company = unfitText(input.companyIdentifier, { header })
  const faults: Fault[] =
    company === undefined
      ? []
      : [{ pointer: '/companyIdentifier', code: CODE, message: company, received: input.companyIdentifier }]
  for (const [name, value] of Object.entries(input.credentials ?? {})) {
    if (typeof value !== 'string') continue
    const verbatim = connector.verbatimTexts?.includes(name) ?? false
    const message = unfitText(value, {
      header: connector.headerTexts?.includes(name) ?? false,
      edgeSpaces: verbatim,
      lineBreaks: verbatim,
    })
    if (message !== undefined) faults.push({ pointer: `/credentials/${pointerPart(name)}`, code: CODE, message })
  }
  return faults
}

/** Faults of the identifiers of submitted documents: the document's own, and its company's. */
export function unfitIdentifiers(documents: readonly IntakeDocument[]): Fault[] {
  return documents.flatMap(({ kind, identifier, companyIdentifier, pointer }) => {
    const texts: [string, string][] = [
      [IDENTIFIER_NAMES[kind], identifier],
      ['companyIdentifier', companyIdentifier],
    ]
    return texts.flatMap(([name, received]): Fault[] => {
      const message = unfitText(received, { edgeSpaces: true })
      return message === undefined ? [] : [{ pointer: `${pointer}/${name}`, code: CODE, message, received }]
    })
  })
}

function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
