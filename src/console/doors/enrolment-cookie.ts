/** The code of a link waits in a sealed cookie while its user makes a passkey. */
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import { readCookie } from '../cookies.ts'
import type { Shell } from '../shell.ts'

const CONTEXT = 'console-enrolment'

export function sealCode({ platform }: Shell, code: string): string {
  return platform.secrets.seal(CONTEXT, code).toString('base64url')
}

/** @throws AppError UNAUTHORIZED no link was opened in this browser */
export function openedCode(shell: Shell, request: FastifyRequest): string {
  const sealed = readCookie(shell, request, 'enrolment')
  try {
    if (sealed !== undefined) return shell.platform.secrets.open(CONTEXT, Buffer.from(sealed, 'base64url'))
  } catch {
    // It was sealed with another key, or somebody has changed it.
  }
  throw new AppError('UNAUTHORIZED', 'Open your link again: the code is not known any more.')
}
