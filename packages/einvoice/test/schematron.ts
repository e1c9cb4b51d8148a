/** The Schematron of EN 16931 for UBL files. It takes a quarter of a second a file. */
import { readFileSync } from 'node:fs'
import { Schema } from 'node-schematron'
import { EN16931 } from './schemas.ts'

let en16931: Schema | undefined
const evaluated = { asserts: 0, ids: new Set<string>() }

/** The rules of EN 16931 for UBL that a file breaks, by their ids. All of them are evaluated, those of sums
 * by category (BR-AE-08 and its like) to the cent. */
export function en16931Faults(xml: string): string[] {
  en16931 ??= counted(inCents(searchedOnce(Schema.fromString(readFileSync(EN16931, 'utf8')))))
  return en16931.validateString(xml).map(({ assertId, message }) => `${assertId}: ${message?.trim()}`)
}

/** How many assertions have been evaluated so far, and of which rules. */
export function en16931Evaluated(): { asserts: number; ids: ReadonlySet<string> } {
  return evaluated
}

/**
 * node-schematron looks for each context below every node, which for an absolute path is the same search a thousand
 * times over: below the document alone it finds the same nodes.
 */
function searchedOnce(schema: Schema): Schema {
  for (const rule of schema.patterns.flatMap(({ rules }) => rules)) {
    const operands = rule.context.split(/\|(?![^[(]*[\])])/).map((operand) => operand.trim())
    if (operands.every((operand) => operand.startsWith('/'))) rule.context = `self::document-node()/(${rule.context})`
  }
  return schema
}

const TAXABLE = 'xs:decimal(../cbc:TaxableAmount) = ('

/**
 * The evaluator's xs:decimal is a double, in which 0.1 + 0.2 is not 0.3. Where a rule compares a sum as it stands, both
 * sides are compared as whole cents; the other rules round their sums themselves.
 */
function inCents(schema: Schema): Schema {
  for (const assertion of schema.patterns.flatMap(({ rules }) => rules).flatMap(({ asserts }) => asserts)) {
    let { test } = assertion
    for (let at = test.indexOf(TAXABLE); at >= 0; at = test.indexOf(TAXABLE, at + 1)) {
      const open = at + TAXABLE.length - 1
      const end = closing(test, open) + 1
      const cents = `round(100 * xs:decimal(../cbc:TaxableAmount)) = round(100 * ${test.slice(open, end)})`
      test = test.slice(0, at) + cents + test.slice(end)
    }
    assertion.test = test
  }
  return schema
}

/** Returns the index at which the bracket that opens at `open` closes. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth += 1
    else if (text[i] === ')' && --depth === 0) return i
  }
  throw new Error(`no closing bracket in ${text}`)
}

/** Every assertion reports that it is evaluated: a validator that finds no rule to apply finds no fault either. */
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
