import type { FastifyRequest } from 'fastify'
import { AppError, invalid } from '../platform/errors.ts'

const FIELD = 'file'
const NAME_CHARACTERS_MAX = 255

/** The file of a form with several parts. @throws AppError MALFORMED, INVALID: no file was chosen */
export async function uploadedFile({ body, headers }: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  const file = (await formOf(body, headers['content-type'])).get(FIELD)
  if (!(file instanceof File) || file.size === 0)
    throw invalid([{ pointer: `/${FIELD}`, code: 'REQUIRED', message: 'must be a file that is not empty' }])
  return { name: file.name.slice(-NAME_CHARACTERS_MAX), bytes: new Uint8Array(await file.arrayBuffer()) }
}

async function formOf(body: unknown, contentType: string | undefined): Promise<FormData> {
  const error = new AppError('MALFORMED', 'The form cannot be read: send it as multipart/form-data.')
  if (!Buffer.isBuffer(body) || contentType === undefined) throw error
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw error
  }
}
