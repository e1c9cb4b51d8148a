import { type Fault, invalid } from '../platform/errors.ts'
import { type MediaType, readImage } from './image.ts'
import type { SettingsInput } from './schemas.ts'
import type { StoredSettings } from './stored.ts'

export interface NewLogo {
  bytes: Buffer
  mediaType: MediaType
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The image that came with a change, read and checked; undefined where none came. */
export async function readLogo({ logo }: SettingsInput): Promise<NewLogo | Fault | undefined> {
  const data = logo?.data
  if (data === undefined) return undefined
  const pointer = '/logo/data'
  if (data.length % 4 !== 0 || !BASE64.test(data))
    return { pointer, code: 'WRONG_FORM', message: 'must be base64 (RFC 4648, with its padding, without line breaks)' }
  const bytes = Buffer.from(data, 'base64')
  const image = await readImage(bytes)
  return typeof image === 'string' ? { bytes, mediaType: image } : { pointer, ...image }
}

/** A logo that comes without its data, as it was answered, must be the one that is there. */
export function checkSameLogo({ logo }: SettingsInput, present: StoredSettings['logo']): void {
  if (logo === undefined || logo.data !== undefined) return
  if (present !== undefined && logo.sha256 === present.hash) return
  throw invalid([
    {
      pointer: '/logo/data',
      code: 'REQUIRED',
      message: 'is missing: a PNG or JPEG in base64; without it, sha256 must be the hash of the present logo',
    },
  ])
}
