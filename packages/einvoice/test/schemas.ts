/** The official schemas, where they lie beside the checkout. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'

const FOLDER = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const FINVOICE = `${FOLDER}finvoice/Finvoice3.0.xsd`
export const EN16931 = `${FOLDER}en16931/EN16931-UBL-validation-preprocessed.sch`

/** Why tests against the schemas cannot run here, or false where they can. */
export const schemasAbsent: string | false =
  existsSync(FINVOICE) && existsSync(EN16931)
    ? false
    : 'the official schemas do not lie beside this checkout (../shared/data)'

let finvoice: XsdValidator | undefined

/** Returns the errors of the Finvoice 3.0 schema in a file; empty when it is valid. */
export function finvoiceFaults(xml: string): string[] {
  finvoice ??= XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(FINVOICE, 'utf8')))
  return faultsBy((document) => finvoice?.validate(document), xml)
}

/** The codes that a rule of EN 16931 lists. */
export function codesOfRule(id: string): string[] {
  const [, codes = ''] = new RegExp(`<assert[^>]*id="${id}"[^>]*?' ([^']*) '`).exec(readFileSync(EN16931, 'utf8')) ?? []
  return codes.split(' ')
}

function faultsBy(validate: (document: XmlDocument) => void, xml: string): string[] {
  let document: XmlDocument
  try {
    document = XmlDocument.fromBuffer(new TextEncoder().encode(xml))
  } catch (error) {
    return [`not XML: ${String(error)}`]
  }
  try {
    validate(document)
    return []
  } catch (error) {
    return [String(error instanceof Error ? error.message : error)]
  } finally {
    document.dispose()
  }
}
