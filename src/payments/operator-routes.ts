/**
 * POST /api/v1/operator/bank-files: for those who run the service, with OPERATOR_TOKEN; without that setting there is no
 * such path. The body is the file as the bank made it, of any type; its name may be given by ?name=, and X-Operator-As says who
 * sends it.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import type { Platform } from '../platform/context.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { actingOperatorCtx, requireOperator } from '../platform/http/operator.ts'
import { checkQuery } from '../platform/http/unknown-query.ts'
import { requirePermission } from '../users/require-permission.ts'
import { takeBankFile } from './take-bank-file.ts'

const NAME_DEFAULT = 'upload'

/** @param onTaken called when entries have come in */
export function bankFileRoutes(app: FastifyInstance, platform: Platform, onTaken: () => void): void {
  const token = platform.config.operatorToken
  if (token === undefined) return
  void app.register((scope, _options, done) => {
    // Any body is handed on as it arrives; in this scope alone.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload))
    scope.post<{ Querystring: { name?: unknown } }>('/api/v1/operator/bank-files', {
      onRequest: async (request) => requireOperator(request, token),
      handler: async (request, reply) => {
        const { faults } = checkQuery(request.query, ['name'], false)
        if (faults.length > 0) throw invalid(faults)
        const ctx = actingOperatorCtx(request, platform)
        await requirePermission(ctx, 'bank-file.take')
        const {
          before,
          state: _state,
          ...file
        } = await takeBankFile(ctx, {
          name: typeof request.query.name === 'string' ? request.query.name : NAME_DEFAULT,
          stream: bodyOf(request),
        })
        onTaken()
        const answer = { ...file, takenBefore: before }
        // The entries that were read are stored all the same, but a caller who sends files by a script must see that
        // one was broken.
        if (!file.complete)
          throw new AppError(
            'RULE',
            `The file could not be read to its end (format: ${file.format}); ${file.entries} entries were read. Send it again when it is complete; known entries do not change.`,
            { extra: answer },
          )
        return reply.code(200).send(answer)
      },
    })
    done()
  })
}

function bodyOf(request: FastifyRequest): Readable {
  if (request.body === undefined || request.body === null)
    throw new AppError('MALFORMED', 'The body is missing: send the bytes of the bank file.')
  return request.body as Readable
}
