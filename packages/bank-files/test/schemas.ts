/** The official ISO 20022 schemas and banks' samples, where they lie beside the checkout. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'

const FOLDER = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))

/** Why tests against the schemas and samples cannot run here, or false where they can. */
export const bankDataAbsent: string | false =
  existsSync(`${FOLDER}iso20022/camt.053.001.02.xsd`) && existsSync(`${FOLDER}bank-files/bgmax-ocr-sample.txt`)
    ? false
    : 'the official schemas and samples do not lie beside this checkout (../shared/data)'

export function bankSample(name: string): Uint8Array {
  return readFileSync(`${FOLDER}bank-files/${name}`)
}

const validators = new Map<string, XsdValidator>()

/** Returns the errors of an ISO 20022 schema in a file; empty when it is valid. @param name "pain.001.001.09" */
export function iso20022Faults(name: string, xml: string): string[] {
  let validator = validators.get(name)
  if (validator === undefined) {
    validator = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(`${FOLDER}iso20022/${name}.xsd`, 'utf8')))
    validators.set(name, validator)
  }
  const document = XmlDocument.fromBuffer(new TextEncoder().encode(xml))
  try {
    validator.validate(document)
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    document.dispose()
  }
}
