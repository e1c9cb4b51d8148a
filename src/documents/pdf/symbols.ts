/** Bar codes as shapes that stay sharp at any size. */
import bwip from 'bwip-js/node'
import type { Box, Sheet } from './sheet.ts'

// The library's named export of this name draws another kind of code.
// oxlint-disable-next-line import/no-named-as-default-member
const encode = bwip.raw

const BLACK = 0

/**
 * Draws the Finnish bank bar code: Code 128, set C. Quiet zones of ten modules belong on either side of it.
 * @param digits the 54 digits  @param module width of the narrowest bar, points
 * @returns its width, points
 */
export function drawBankBarcode(
  sheet: Sheet,
  digits: string,
  { x, y, height, module }: { x: number; y: number; height: number; module: number },
): number {
  const [code] = encode('code128', digits, {})
  if (code === undefined || !('sbs' in code)) throw new Error('the bar code library gave no bars')
  const bars: Box[] = []
  let at = x
  code.sbs.forEach((modules, index) => {
    // Bars and spaces take turns, a bar first.
    if (index % 2 === 0) bars.push({ x: at, y, width: modules * module, height })
    at += modules * module
  })
  sheet.fillBoxes(bars, BLACK)
  return at - x
}

/** Light modules that belong around a QR code (ISO/IEC 18004). */
const QR_QUIET_MODULES = 4

/** The level is the encoder's own option; the library's types list only what all encoders share. */
const QR_OPTIONS: object = { eclevel: 'M' }

/**
 * Draws a QR code with error correction level M, as EPC069-12 asks for; its quiet zone lies inside the box.
 * @param size side of the box, quiet zone included, points
 */
export function drawQr(sheet: Sheet, text: string, x: number, y: number, size: number): void {
  const [code] = encode('qrcode', text, QR_OPTIONS)
  if (code === undefined || !('pixs' in code)) throw new Error('the QR code library gave no modules')
  const side = code.pixx
  const module = size / (side + 2 * QR_QUIET_MODULES)
  const boxes: Box[] = []
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const start = column
      while (column < side && code.pixs[row * side + column] === 1) column++
      if (column > start) boxes.push(boxAt(start, row, column - start))
    }
  }
  sheet.fillBoxes(boxes, BLACK)

  function boxAt(column: number, row: number, width: number): Box {
    const left = x + (column + QR_QUIET_MODULES) * module
    return { x: left, y: y + (row + QR_QUIET_MODULES) * module, width: width * module, height: module }
  }
}
