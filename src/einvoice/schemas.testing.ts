/** The official schemas, where they lie beside the checkout. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { Schema } from 'node-schematron'

const FOLDER = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const FINVOICE = `${FOLDER}finvoice/Finvoice3.0.xsd`
const EN16931 = `${FOLDER}en16931/EN16931-UBL-validation-preprocessed.sch`

/** Why tests against the schemas cannot run here, or false where they can. */
export const schemasAbsent: string | false =
  existsSync(FINVOICE) && existsSync(EN16931)
    ? false
    : 'the official schemas do not lie beside this checkout (../shared/data)'

let finvoice: XsdValidator | undefined

/** What the Finvoice 3.0 schema says against a file; nothing when it is valid. */
export function finvoiceFaults(xml: string): string[] {
  finvoice ??= XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(FINVOICE, 'utf8')))
  return faultsBy((document) => finvoice?.validate(document), xml)
}

let en16931: Schema | undefined
const evaluated = { asserts: 0, ids: new Set<string>() }

/** The rules of EN 16931 for UBL that a file breaks, by their ids. node-schematron evaluates their XPath 2 in full. */
export function en16931Faults(xml: string): string[] {
  en16931 ??= counted(Schema.fromString(readFileSync(EN16931, 'utf8')))
  return en16931.validateString(xml).map(({ assertId, message }) => `${assertId}: ${message?.trim()}`)
}

/** How many assertions have been evaluated so far, and of which rules. */
export function en16931Evaluated(): { asserts: number; ids: ReadonlySet<string> } {
  return evaluated
}

/** Every assertion tells that it is evaluated: a validator that finds no rule to apply finds no fault either. */
function counted(schema: Schema): Schema {
  for (const assertion of schema.patterns.flatMap(({ rules }) => rules).flatMap(({ asserts }) => asserts)) {
    const validate = assertion.validateNode.bind(assertion)
    assertion.validateNode = (...given) => {
      evaluated.asserts += 1
      evaluated.ids.add(assertion.id ?? '')
      return validate(...given)
    }
  }
  return schema
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
