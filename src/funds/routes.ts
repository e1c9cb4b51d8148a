/** GET /api/v1/operator/funds: for those who run the service, with OPERATOR_TOKEN; without that setting there is no such path. */
import type { FastifyInstance } from 'fastify'
import { civilDateAt, isCivilDate, timeZoneOf } from '@saatava/core/dates.ts'
import type { Platform } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { operatorCtx, requireOperator } from '../platform/http/operator.ts'
import { checkFunds } from './check-funds.ts'
import { presentCheck } from './present.ts'

const TIME_ZONE = timeZoneOf('FI')

export function fundsRoutes(app: FastifyInstance, platform: Platform): void {
  const token = platform.config.operatorToken
  if (token === undefined) return
  app.get<{ Querystring: { date?: unknown; account?: unknown } }>('/api/v1/operator/funds', {
    onRequest: async (request) => requireOperator(request, token),
    handler: async (request) => {
      const { date = civilDateAt(platform.clock.now(), TIME_ZONE), account } = request.query
      if (typeof date !== 'string' || !isCivilDate(date))
        throw invalid([
          { pointer: '?date', code: 'INVALID', message: 'must be a date such as 2026-03-03', received: date },
        ])
      const ctx = operatorCtx(request, platform)
      return presentCheck(await checkFunds(ctx, { date, ...(typeof account === 'string' ? { account } : {}) }))
    },
  })
}
