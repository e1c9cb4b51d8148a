export const LOGO_BYTES_MAX = 512 * 1024
/** Base64 of that, with its padding. */
export const LOGO_BASE64_MAX = Math.ceil(LOGO_BYTES_MAX / 3) * 4
const LOGO_PIXELS_MAX = 4_000

export interface ImageFault {
  code: 'NOT_AN_IMAGE' | 'IMAGE_TOO_LARGE'
  /** Continues "/logo/data …". */
  message: string
}

export function broken(message: string): ImageFault {
  return { code: 'NOT_AN_IMAGE', message }
}

export function sizeFault(width: number, height: number): ImageFault | undefined {
  if (width === 0 || height === 0) return broken('is a picture without a size')
  if (width <= LOGO_PIXELS_MAX && height <= LOGO_PIXELS_MAX) return undefined
  return {
    code: 'IMAGE_TOO_LARGE',
    message: `must be at most ${LOGO_PIXELS_MAX} pixels wide and high, is ${width} × ${height}`,
  }
}
