/**
 * Pages to draw on, in points from the top left corner. The drawing is kept as the operators of a PDF page until the
 * whole is known, because a page says how many there are and a font what was written in it. Text belongs to an element of
 * the document's structure (ISO 32000-1 14.8), so that a program can read it aloud in its order; rules and boxes are
 * artifacts.
 */
import { type Style, shape } from './shape.ts'
import { type FontUse, useFont } from './embed-font.ts'
import type { Weight } from './typeface.ts'

/** A4, points. */
export const PAGE_WIDTH = 595.28
export const PAGE_HEIGHT = 841.89

export function mm(millimetres: number): number {
  return (millimetres * 72) / 25.4
}

/** Grey from 0, black, to 1; the pages read the same in black and white as on a screen. */
export const INK = 0.09
export const MUTED = 0.4
const RULE = 0.8
export const TINT = 0.955

export interface TextOptions extends Style {
  grey?: number
  /** Where `x` is in the text; default: left. */
  align?: 'left' | 'right' | 'center'
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Standard structure types that the pages use: ISO 32000-1 14.8.4. */
export type StructureType =
  | 'Document'
  | 'H1'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'

export interface StructureNode {
  type: StructureType
  /** Alternative text of a figure, for readers who cannot see it. */
  alt?: string
  /** In reading order. */
  children: (StructureNode | Segment)[]
}

/** Operators in a row that belong to one element; undefined: to none, they are an artifact. */
export interface Segment {
  node: StructureNode | undefined
  operators: string[]
}

export class Sheet {
  readonly fonts: Record<Weight, FontUse> = { regular: useFont('regular', 'F1'), semibold: useFont('semibold', 'F2') }
  readonly pages: Segment[][] = []
  readonly structure: StructureNode = { type: 'Document', children: [] }
  #page: Segment[] = []
  #grey = -1
  #open: StructureNode[] = [this.structure]
  #artifact = false

  addPage(): void {
    this.#page = []
    this.#grey = -1
    this.pages.push(this.#page)
  }

  /** Draws on a page made before: 0 is the first. */
  turnTo(page: number): void {
    this.#page = this.pages[page] ?? this.#page
    this.#grey = -1
  }

  /** Text that `draw` writes belongs to a new element, and elements that it makes lie within that. */
  tagged(type: StructureType, draw: () => void, alt?: string): void {
    if (this.#artifact) {
      draw()
      return
    }
    const node: StructureNode = { type, children: [], ...(alt === undefined ? {} : { alt }) }
    this.#open.at(-1)?.children.push(node)
    this.#open.push(node)
    draw()
    this.#open.pop()
  }

  /** Draws something that says nothing new: a heading that is repeated on the next page. */
  artifact(draw: () => void): void {
    const before = this.#artifact
    this.#artifact = true
    draw()
    this.#artifact = before
  }

  /** A row of a table, cell by cell. */
  row<T>(cells: readonly T[], type: 'TH' | 'TD', draw: (cell: T, at: number) => void): void {
    this.tagged('TR', () => {
      cells.forEach((cell, at) => {
        this.tagged(type, () => {
          draw(cell, at)
        })
      })
    })
  }

  /** An item of a list: what it is called, and what it is. */
  labelled(label: () => void, body: () => void): void {
    this.tagged('LI', () => {
      this.tagged('Lbl', label)
      this.tagged('LBody', body)
    })
  }

  /** Lines of one paragraph, from the base line `y` on. A space ends each, so that words do not run together when read. */
  lines(lines: readonly string[], x: number, y: number, leading: number, options: TextOptions): void {
    lines.forEach((line, at) => this.text(at + 1 < lines.length ? `${line} ` : line, x, y + at * leading, options))
  }

  /** One line of text; `y` is its base line. Gives its width. Outside of any element it is a separate paragraph. */
  text(text: string, x: number, y: number, options: TextOptions): number {
    const { glyphs, kerns, width } = shape(text, options)
    if (glyphs.length === 0) return 0
    const font = this.fonts[options.weight]
    let codes = '<'
    glyphs.forEach((glyph, at) => {
      const kern = kerns[at] ?? 0
      if (kern !== 0) codes += `>${-kern}<`
      codes += font.code(glyph)
    })
    const left = options.align === 'right' ? x - width : options.align === 'center' ? x - width / 2 : x
    const operators = this.#operators(this.#nodeOfText())
    this.#fill(options.grey ?? INK, operators)
    operators.push(
      `BT /${font.name} ${points(options.size)} Tf 1 0 0 -1 ${points(left)} ${points(y)} Tm [${codes}>] TJ ET`,
    )
    return width
  }

  /** A horizontal line. */
  rule(x: number, y: number, width: number, thickness = 0.5, grey = RULE): void {
    this.fillBoxes([{ x, y: y - thickness / 2, width, height: thickness }], grey)
  }

  /** Boxes filled as one shape: where they touch no seam is seen. */
  fillBoxes(boxes: Box[], grey: number): void {
    const figure = this.#open.at(-1)
    const operators = this.#operators(figure?.type === 'Figure' ? figure : undefined)
    this.#fill(grey, operators)
    const path = boxes.map(({ x, y, width, height }) => [x, y, width, height].map(points).join(' '))
    operators.push(`${path.join(' re ')} re f`)
  }

  #nodeOfText(): StructureNode | undefined {
    if (this.#artifact) return undefined
    const node = this.#open.at(-1)
    if (node !== undefined && node !== this.structure) return node
    const paragraph: StructureNode = { type: 'P', children: [] }
    this.structure.children.push(paragraph)
    return paragraph
  }

  /** Returns the operators of the page's last segment if that belongs to the same element, else of a new one. */
  #operators(node: StructureNode | undefined): string[] {
    const last = this.#page.at(-1)
    if (last !== undefined && last.node === node) return last.operators
    const segment: Segment = { node, operators: [] }
    this.#page.push(segment)
    node?.children.push(segment)
    return segment.operators
  }

  #fill(grey: number, operators: string[]): void {
    if (grey === this.#grey) return
    this.#grey = grey
    operators.push(`${points(grey)} g`)
  }
}

/** A number of a PDF: at most three decimals, a 2 540th of a millimetre. */
export function points(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
