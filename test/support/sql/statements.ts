/** Finds every call of `query` in the sources, with its text, the type of its rows and whether anybody reads them. */
import {
  type CallExpression,
  type Expression,
  type Node,
  type SourceFile,
  isArrowFunction,
  isAwaitExpression,
  isCallExpression,
  isExpressionStatement,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isVariableDeclaration,
} from 'typescript/unstable/ast'
import { type Checker, TypeFlags } from 'typescript/unstable/sync'
import { type Shape, shapeOf } from './shapes.ts'

export interface Statement {
  /** "src/claims/queries.ts:48" */
  where: string
  path: string
  /** The expression of its text. */
  text: Expression
  /** Declared columns; undefined: no type was given. */
  columns: Map<string, Shape> | undefined
  /** Its rows are read. */
  isRead: boolean
}

export function statementsOf(file: SourceFile, path: string, checker: Checker): Statement[] {
  const found: Statement[] = []
  const visit = (node: Node): void => {
    const text = isCallExpression(node) ? textOf(node) : undefined
    if (text !== undefined && isCallExpression(node)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push({ where: `${path}:${line}`, path, text, columns: columnsOf(node, checker), isRead: isRead(node) })
    }
    node.forEachChild(visit)
  }
  visit(file)
  return found
}

/** The text of `db.query(text, …)` and of `db.query({ text, … })`. */
function textOf({ expression, arguments: args }: CallExpression): Expression | undefined {
  if (!isPropertyAccessExpression(expression) || expression.name.text !== 'query') return undefined
  const [first] = args
  if (first === undefined || !isObjectLiteralExpression(first)) return first
  const text = first.properties.find((one) => isPropertyAssignment(one) && one.name.getText() === 'text')
  return text !== undefined && isPropertyAssignment(text) ? text.initializer : first
}

function columnsOf(call: CallExpression, checker: Checker): Map<string, Shape> | undefined {
  const [row] = call.typeArguments ?? []
  const type = row === undefined ? undefined : checker.getTypeFromTypeNode(row)
  if (type === undefined || (type.flags & TypeFlags.Any) !== 0) return undefined
  const properties = checker.getPropertiesOfType(type)
  const types = checker.getTypeOfSymbol(properties)
  return new Map(properties.map(({ name }, i) => [name, shapeOf(types[i], checker)]))
}

function isRead(call: CallExpression): boolean {
  let node: Node = call
  while (isAwaitExpression(node.parent) || isParenthesizedExpression(node.parent)) node = node.parent
  const { parent } = node
  if (isExpressionStatement(parent) || isArrowFunction(parent)) return false
  if (isPropertyAccessExpression(parent)) return parent.name.text === 'rows'
  if (isVariableDeclaration(parent) && isObjectBindingPattern(parent.name))
    return parent.name.elements.some((element) => (element.propertyName ?? element.name)?.getText() === 'rows')
  return true
}
