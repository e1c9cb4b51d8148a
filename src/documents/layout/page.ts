/**
 * The page's own measures. The receiver's address stands where the left window of a Nordic C5 or DL envelope is: from
 * 20 mm from the left edge, between 46 and 82 mm from the top, with nothing else in that field but the sender's line.
 */
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { Labels } from '../texts/label-names.ts'
import { widthOf } from '../pdf/shape.ts'
import { MUTED, PAGE_HEIGHT, PAGE_WIDTH, Sheet, type TextOptions, mm } from '../pdf/sheet.ts'

export const LEFT = mm(20)
export const RIGHT = PAGE_WIDTH - mm(18)
export const WIDTH = RIGHT - LEFT
/** Left edge of the second column of the first page. */
export const MIDDLE = mm(112)
export const WINDOW = { top: mm(46), bottom: mm(84), width: mm(84) }
export const TOP = mm(14)
/** Below this only the footer stands. */
export const BOTTOM = PAGE_HEIGHT - mm(25)
/** Top of the flow on a page after the first. */
export const CONTINUED_TOP = mm(25)

export const BODY: TextOptions = { weight: 'regular', size: 8.5 }
export const STRONG: TextOptions = { weight: 'semibold', size: 8.5 }
export const LABEL: TextOptions = { weight: 'regular', size: 7.5, grey: MUTED }
export const SMALL: TextOptions = { weight: 'regular', size: 7.2, grey: MUTED }

/** Amounts and dates in figures of one width; a hyphen of that width would stand too far from its neighbours. */
export function inFigures(style: TextOptions, value: string): TextOptions {
  return { ...style, tabular: !/[^\d\s.,−A-Z]/.test(value) }
}

/** The style, smaller where the text would not fit the width; not below `sizeMin`. */
export function fitted(style: TextOptions, value: string, width: number, sizeMin: number): TextOptions {
  const size = (style.size * (width - 0.05)) / Math.max(widthOf(value, style), 1)
  return size >= style.size ? style : { ...style, size: Math.max(size, sizeMin) }
}

/** The data that every part of the page is given. */
export interface Scene {
  sheet: Sheet
  document: InvoiceDocument
  labels: Labels
  /** A credit note's amounts are positive in the document and negative on paper. */
  signed: (minor: bigint) => bigint
  /** Position of the next drawing. */
  y: number
  /** Begins the next page and sets `y` below its head. */
  nextPage: () => void
}

/** True where `height` more points fit above the footer. */
export function fits(scene: Scene, height: number): boolean {
  return scene.y + height <= BOTTOM
}

/** Turns to a new page unless `height` more points fit on this one. */
export function need(scene: Scene, height: number): void {
  if (!fits(scene, height)) scene.nextPage()
}
