/**
 * Reads the words that people see from the sources: error messages, advice, log lines, output of the command line, texts
 * of the API description, and titles of tests. A word is read where a string or template has at least three words.
 */
import {
  type Node,
  type SourceFile,
  type TemplateExpression,
  SyntaxKind,
  isBinaryExpression,
  isBindingElement,
  isCallExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isParameterDeclaration,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isStringLiteral,
  isTemplateExpression,
  isVariableDeclaration,
} from 'typescript/unstable/ast'
import { API } from 'typescript/unstable/sync'
import { PRIVATE_NAMES } from './rules.ts'

export interface Words {
  kind: 'title' | 'text'
  path: string
  line: number
  text: string
}

export interface Sources {
  files: number
  /** All strings and templates, also those that are no words for people. */
  strings: number
  words: Words[]
  /** "src/a.ts:7 of": variables and parameters with a private name. */
  privateNames: string[]
}

const TEST = /\.test\.ts$|^(?:test|packages\/[^/]+\/test|bench)\//
const TITLE = /^(?:test|it|describe|suite|t\.test)$/

/** Three words in a row, a value of a template counts as a word. */
const WORDS = /[\p{L}`’']+[ ,]+[\p{L}`]+[ ,]+[\p{L}`]/u
/** Texts for machines: SQL, HTML, CSS, PostScript, lists of names and codes; Markdown is read as a page. */
const MACHINE =
  /^\s*(?:\(?(?:select|insert into|delete from|with \w+ as|create|alter|truncate|analyze|grant|set local)\b|update \w+(?: \w+)? set\b|from \w+|<)|[=:] '|\bas "|\$\d|::\w+|=any\(|= any\(|\{[^}]*:[^}]*;|^[/#]|^[a-z]+(?:_[a-z]+)+(?: |$)|^\s*(?:\S{1,3}\s+){20}/

/** Reads all files of the project of `root`. */
export function wordsOfProject(root: string): Sources {
  const api = new API({ cwd: root })
  const sources: Sources = { files: 0, strings: 0, words: [], privateNames: [] }
  try {
    const [project] = api.updateSnapshot({ openProjects: [`${root}tsconfig.json`] }).getProjects()
    if (project === undefined) throw new Error('the project of tsconfig.json does not open')
    for (const name of project.program.getSourceFileNames()) {
      const path = name.slice(root.length)
      if (!name.startsWith(root) || path.includes('node_modules/')) continue
      const file = project.program.getSourceFile(name)
      if (file !== undefined) readFile(file, path, sources)
    }
  } finally {
    api.close()
  }
  return sources
}

function readFile(file: SourceFile, path: string, sources: Sources): void {
  sources.files += 1
  const isTest = TEST.test(path)
  const lineOf = (node: Node) => file.getLineAndCharacterOfPosition(node.getStart()).line + 1
  const visit = (node: Node): void => {
    if (isPrivateName(node)) sources.privateNames.push(`${path}:${lineOf(node)} ${node.getText()}`)
    const text = textOf(node)
    if (text === undefined) return node.forEachChild(visit)
    sources.strings += 1
    const kind = isTitle(node) ? 'title' : 'text'
    if (WORDS.test(text) && (kind === 'title' || (!isTest && isForPeople(node, text)))) {
      sources.words.push({ kind, path, line: lineOf(node), text: text.replaceAll(/\s+/g, ' ') })
    }
    for (const value of valuesOf(node)) visit(value)
  }
  visit(file)
}

/** The text of a literal, a template or a sum of them; each value in it is written as `x`. Undefined for other nodes. */
function textOf(node: Node): string | undefined {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text
  if (isTemplateExpression(node)) return templateText(node)
  if (isParenthesizedExpression(node)) return textOf(node.expression)
  if (!isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.PlusToken) return undefined
  const [left, right] = [textOf(node.left), textOf(node.right)]
  return left === undefined && right === undefined ? undefined : `${left ?? '`x`'}${right ?? '`x`'}`
}

function templateText({ head, templateSpans }: TemplateExpression): string {
  return `${head.text}${templateSpans.map((span) => `\`x\`${span.literal.text}`).join('')}`
}

/** The expressions in a template or sum that are no text of it. */
function valuesOf(node: Node): Node[] {
  if (isTemplateExpression(node)) return node.templateSpans.map((span) => span.expression)
  if (isParenthesizedExpression(node)) return valuesOf(node.expression)
  if (isBinaryExpression(node))
    return [node.left, node.right].flatMap((side) => (textOf(side) === undefined ? [side] : valuesOf(side)))
  return []
}

function isPrivateName(node: Node): boolean {
  if (!isIdentifier(node) || !PRIVATE_NAMES.has(node.text)) return false
  const { parent } = node
  return (
    (isVariableDeclaration(parent) || isParameterDeclaration(parent) || isBindingElement(parent)) &&
    parent.name === node
  )
}

function isTitle({ parent }: Node): boolean {
  return isCallExpression(parent) && TITLE.test(parent.expression.getText())
}

function isForPeople({ parent }: Node, text: string): boolean {
  const isList = isPropertyAccessExpression(parent) && parent.name.text === 'split'
  return !isList && !MACHINE.test(text)
}
