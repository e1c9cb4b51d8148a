/**
 * Pages to draw on, in points from the top left corner. What is drawn is kept as the operators of a PDF page until the
 * whole is known, because a page says how many there are and a font what was written in it.
 */
import { shape } from './shape.ts'
import type { Style } from './shape.ts'
import { useFont } from './embed-font.ts'
import type { FontUse } from './embed-font.ts'
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
export const RULE = 0.8
export const TINT = 0.955

export interface TextOptions extends Style {
  grey?: number
  /** Where `x` is in the text; left unless told. */
  align?: 'left' | 'right' | 'center'
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export class Sheet {
  readonly fonts: Record<Weight, FontUse> = { regular: useFont('regular', 'F1'), semibold: useFont('semibold', 'F2') }
  readonly pages: string[][] = []
  #page: string[] = []
  #grey = -1

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

  /** One line of text; `y` is its base line. Gives its width. */
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
    this.#fill(options.grey ?? INK)
    this.draw(`BT /${font.name} ${points(options.size)} Tf 1 0 0 -1 ${points(left)} ${points(y)} Tm [${codes}>] TJ ET`)
    return width
  }

  /** A horizontal line. */
  rule(x: number, y: number, width: number, thickness = 0.5, grey = RULE): void {
    this.fillBoxes([{ x, y: y - thickness / 2, width, height: thickness }], grey)
  }

  /** Boxes filled as one shape: where they touch no seam is seen. */
  fillBoxes(boxes: Box[], grey: number): void {
    this.#fill(grey)
    const path = boxes.map(({ x, y, width, height }) => [x, y, width, height].map(points).join(' '))
    this.draw(`${path.join(' re ')} re f`)
  }

  /** Operators as they are; who changes the state of the page changes it back. */
  draw(operators: string): void {
    this.#page.push(operators)
  }

  #fill(grey: number): void {
    if (grey === this.#grey) return
    this.#grey = grey
    this.draw(`${points(grey)} g`)
  }
}

/** A number of a PDF: at most three decimals, a 2 540th of a millimetre. */
export function points(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
