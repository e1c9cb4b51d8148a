/**
 * Reads the value of an expression of the sources without running the function that holds it: constants, templates,
 * conditions, calls of functions that return an expression. Names that a module exports are taken from the module.
 */
import { createRequire } from 'node:module'
import {
  type ArrowFunction,
  type BindingElement,
  type BindingName,
  type ElementAccessExpression,
  type Expression,
  type FunctionDeclaration,
  type Identifier,
  type Node,
  type ParameterDeclaration,
  SyntaxKind,
  isArrayBindingPattern,
  isArrayLiteralExpression,
  isArrowFunction,
  isAsExpression,
  isBindingElement,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isFunctionDeclaration,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isReturnStatement,
  isSatisfiesExpression,
  isSourceFile,
  isStringLiteral,
  isTemplateExpression,
  isVariableDeclaration,
} from 'typescript/unstable/ast'
import { type Checker, type Symbol, SymbolFlags } from 'typescript/unstable/sync'

const load = createRequire(import.meta.url)

/** The value is known at run time only, and no sample stands for it. */
export class Unknown extends Error {
  override name = 'Unknown'
  readonly text: string

  constructor(node: Node) {
    super(node.getText())
    this.text = node.getText()
  }
}

/** Decides between values that are all possible; one pass of `everyValue` has one plan. */
interface Choices {
  /** @param key what the choice is about: equal keys are decided alike */
  choose(key: string, count: number): number
}

type Scope = ReadonlyMap<string, unknown>

/** Values that stand for an expression known at run time only, by its text; undefined: there are none. */
export type Samples = (node: Node) => readonly unknown[] | undefined

export class Evaluator {
  readonly #checker: Checker
  readonly #samples: Samples

  constructor(checker: Checker, samples: Samples) {
    this.#checker = checker
    this.#samples = samples
  }

  /**
   * Every text that a string expression may have: both sides of a condition that is known at run time only.
   * @throws Unknown
   */
  everyText(node: Expression): string[] {
    const texts = new Set<string>()
    const plan: number[] = []
    for (;;) {
      const made: { key: string; count: number; index: number }[] = []
      const choices: Choices = {
        choose(key, count) {
          const known = made.find((one) => one.key === key)
          if (known !== undefined) return known.index
          const index = plan[made.length] ?? 0
          made.push({ key, count, index })
          return index
        },
      }
      texts.add(String(this.#value(node, new Map(), choices)))
      const last = made.findLastIndex(({ count, index }) => index + 1 < count)
      if (last === -1) return [...texts]
      plan.splice(0, Infinity, ...made.slice(0, last + 1).map(({ index }, i) => (i === last ? index + 1 : index)))
    }
  }

  #value(node: Expression, scope: Scope, choices: Choices): unknown {
    const samples = this.#samples(node)
    if (samples !== undefined) return samples[choices.choose(node.getText(), samples.length)]
    const value = (one: Expression) => this.#value(one, scope, choices)
    if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text
    if (isNumericLiteral(node)) return Number(node.text)
    if (isTemplateExpression(node))
      return (
        node.head.text + node.templateSpans.map((span) => String(value(span.expression)) + span.literal.text).join('')
      )
    if (isParenthesizedExpression(node) || isAsExpression(node) || isSatisfiesExpression(node))
      return value(node.expression)
    if (isConditionalExpression(node)) {
      const { condition, whenTrue, whenFalse } = node
      return this.#holds(condition, scope, choices) ? value(whenTrue) : value(whenFalse)
    }
    if (isBinaryExpression(node)) return this.#operation(node.operatorToken.kind, node, value)
    if (isArrayLiteralExpression(node)) return node.elements.map(value)
    if (isObjectLiteralExpression(node))
      return Object.fromEntries(
        node.properties.map((one) => {
          if (!isPropertyAssignment(one)) throw new Unknown(node)
          return [propertyName(one.name), value(one.initializer)]
        }),
      )
    if (isArrowFunction(node)) return this.#closure(node, scope, choices)
    if (isCallExpression(node)) return this.#call(node.expression, node.arguments, node, value)
    if (isPropertyAccessExpression(node)) return propertyOf(value(node.expression), node.name.text, node)
    if (isElementAccessExpression(node)) return this.#element(node, scope, choices)
    if (isIdentifier(node)) return this.#named(node, scope, choices)
    throw new Unknown(node)
  }

  /** One member where the key is known, else each of them. */
  #element(node: ElementAccessExpression, scope: Scope, choices: Choices): unknown {
    const owner = this.#value(node.expression, scope, choices) as Record<string, unknown>
    try {
      return propertyOf(owner, String(this.#value(node.argumentExpression, scope, choices)), node)
    } catch (error) {
      if (!(error instanceof Unknown)) throw error
      const all = Object.values(owner)
      return all[choices.choose(node.getText(), all.length)]
    }
  }

  #holds(condition: Expression, scope: Scope, choices: Choices): boolean {
    try {
      return Boolean(this.#value(condition, scope, choices))
    } catch (error) {
      if (!(error instanceof Unknown)) throw error
      return choices.choose(condition.getText(), 2) === 0
    }
  }

  #operation(
    operator: SyntaxKind,
    node: Expression & { left: Expression; right: Expression },
    value: (one: Expression) => unknown,
  ): unknown {
    const left = value(node.left)
    if (operator === SyntaxKind.AmpersandAmpersandToken) return left ? value(node.right) : left
    if (operator === SyntaxKind.BarBarToken) return left || value(node.right)
    if (operator === SyntaxKind.QuestionQuestionToken) return left ?? value(node.right)
    const right = value(node.right)
    if (operator === SyntaxKind.PlusToken)
      return typeof left === 'number' && typeof right === 'number' ? left + right : String(left) + String(right)
    if (operator === SyntaxKind.EqualsEqualsEqualsToken) return left === right
    if (operator === SyntaxKind.ExclamationEqualsEqualsToken) return left !== right
    throw new Unknown(node)
  }

  #call(callee: Expression, args: readonly Expression[], node: Node, value: (one: Expression) => unknown): unknown {
    const [owner, called] = isPropertyAccessExpression(callee)
      ? [value(callee.expression), undefined]
      : [undefined, value(callee)]
    const run = isPropertyAccessExpression(callee) ? propertyOf(owner, callee.name.text, node) : called
    if (typeof run !== 'function') throw new Unknown(node)
    return Reflect.apply(run, owner, args.map(value)) as unknown
  }

  #named(node: Identifier, scope: Scope, choices: Choices): unknown {
    if (node.text === 'undefined') return undefined
    const symbol = this.#resolved(node)
    const declaration = symbol.valueDeclaration?.resolve()
    if (declaration === undefined) throw new Unknown(node)
    const key = keyOf(declaration)
    if (scope.has(key)) return scope.get(key)
    const path = declaration.getSourceFile().fileName
    const isExported = this.#isExported(declaration)
    if (isExported) return (load(path) as Record<string, unknown>)[symbol.name]
    if (isFunctionDeclaration(declaration)) return this.#closure(declaration, scope, choices)
    if (isBindingElement(declaration)) return this.#taken(declaration, scope, choices)
    if (isVariableDeclaration(declaration) && declaration.initializer !== undefined && isConst(declaration))
      return this.#value(declaration.initializer, scope, choices)
    throw new Unknown(node)
  }

  /** A name of `const { a, b: c } = …`. */
  #taken(element: BindingElement, scope: Scope, choices: Choices): unknown {
    const declaration = element.parent.parent
    if (!isVariableDeclaration(declaration) || !isObjectBindingPattern(element.parent)) throw new Unknown(element)
    if (declaration.initializer === undefined || !isConst(declaration)) throw new Unknown(element)
    const owner = this.#value(declaration.initializer, scope, choices)
    return propertyOf(owner, (element.propertyName ?? element.name)?.getText() ?? '', element)
  }

  #resolved(node: Identifier): Symbol {
    const symbol = this.#checker.getSymbolAtLocation(node)
    if (symbol === undefined) throw new Unknown(node)
    return (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : this.#checker.getAliasedSymbol(symbol)
  }

  #isExported(declaration: Node): boolean {
    const statement = isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
    return isSourceFile(statement.parent) && /^export\b/.test(statement.getText())
  }

  /** A function whose body is an expression, or nothing but its return. */
  #closure(node: ArrowFunction | FunctionDeclaration, scope: Scope, choices: Choices): (...args: unknown[]) => unknown {
    const body = returnedBy(node)
    if (body === undefined) throw new Unknown(node)
    return (...args) => {
      const inner = new Map(scope)
      node.parameters.forEach((parameter, i) => bind(parameter, args[i], inner))
      return this.#value(body, inner, choices)
    }
  }
}

function returnedBy({ body }: ArrowFunction | FunctionDeclaration): Expression | undefined {
  if (body === undefined || !isBlock(body)) return body
  const [only, ...others] = body.statements
  return only !== undefined && others.length === 0 && isReturnStatement(only) ? only.expression : undefined
}

function bind(target: ParameterDeclaration | { name: BindingName }, value: unknown, scope: Map<string, unknown>): void {
  const { name } = target
  if (isIdentifier(name)) scope.set(keyOf(target as Node), value)
  else if (isArrayBindingPattern(name))
    name.elements.forEach((element, i) => {
      if ('name' in element && element.name !== undefined) bind(element as { name: BindingName }, at(value, i), scope)
    })
  else if (isObjectBindingPattern(name))
    for (const element of name.elements) {
      const key = element.propertyName ?? element.name
      if (element.name !== undefined && key !== undefined && isIdentifier(key))
        bind(element as { name: BindingName }, at(value, key.text), scope)
    }
}

function at(value: unknown, key: number | string): unknown {
  return (value as Record<number | string, unknown> | undefined)?.[key]
}

function propertyOf(owner: unknown, name: string, node: Node): unknown {
  if (owner === undefined || owner === null) throw new Unknown(node)
  const value = (owner as Record<string, unknown>)[name]
  if (value === undefined) throw new Unknown(node)
  return value
}

function propertyName(node: Node): string {
  return isIdentifier(node) || isStringLiteral(node) ? node.text : node.getText()
}

function isConst(declaration: Node): boolean {
  return /^const\b/.test(declaration.parent.getText())
}

function keyOf(node: Node): string {
  return `${node.getSourceFile().fileName}:${node.getStart()}`
}
