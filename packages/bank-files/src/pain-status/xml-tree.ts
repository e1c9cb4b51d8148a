import { SaxesParser } from 'saxes'

/** An element: its name without prefix, its own text and what stands in it. */
export interface Element {
  name: string
  text: string
  attributes: Record<string, string>
  inside: Element[]
}

export interface TreeLimits {
  /** Elements of the whole file. */
  elementsMax: number
  /** Elements within elements. */
  depthMax: number
  /** Characters of one text; longer ones are cut. */
  textCharsMax: number
}

/** Reading stops: the file is not well-formed, has a DOCTYPE, or is over a limit. */
export class TreeRefused extends Error {
  override name = 'TreeRefused'
  readonly code: 'MALFORMED' | 'DTD_FORBIDDEN' | 'TOO_LONG' | 'TOO_DEEP'

  constructor(code: TreeRefused['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** Reads a small XML file whole. Entities are XML's own five. @throws TreeRefused */
export function readTree(xml: string, limits: TreeLimits): Element {
  const parser = new SaxesParser()
  const root: Element = { name: '', text: '', attributes: {}, inside: [] }
  const path = [root]
  let elements = 0
  const top = () => path.at(-1) ?? root
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1
    if (elements > limits.elementsMax)
      throw new TreeRefused('TOO_LONG', `The file has more than ${limits.elementsMax} elements.`)
    if (path.length > limits.depthMax)
      throw new TreeRefused('TOO_DEEP', `Elements stand more than ${limits.depthMax} deep in one another.`)
    const element = { name: name.slice(name.indexOf(':') + 1), text: '', attributes, inside: [] }
    top().inside.push(element)
    path.push(element)
  })
  parser.on('closetag', () => {
    const element = path.pop()
    if (element !== undefined) element.text = element.text.trim()
  })
  const text = (more: string) => {
    const element = top()
    if (element.text.length < limits.textCharsMax) element.text = (element.text + more).slice(0, limits.textCharsMax)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('doctype', () => {
    throw new TreeRefused(
      'DTD_FORBIDDEN',
      'The file has a document type declaration (DOCTYPE); a bank message has none.',
    )
  })
  parser.on('error', ({ message }) => {
    throw new TreeRefused('MALFORMED', `Not well-formed XML at ${message}`)
  })
  parser.write(xml).close()
  return root.inside[0] ?? root
}

/** The element at a path of names, "Rsn/Cd". */
export function at(element: Element | undefined, path: string): Element | undefined {
  return path
    .split('/')
    .reduce<Element | undefined>((from, name) => from?.inside.find((one) => one.name === name), element)
}

export function all(element: Element | undefined, name: string): Element[] {
  return element?.inside.filter((one) => one.name === name) ?? []
}

/** Its text; undefined where it is not there or empty. */
export function textAt(element: Element | undefined, path: string): string | undefined {
  const text = at(element, path)?.text
  return text === '' ? undefined : text
}
