/** What those who run the service ask it; no token, and nothing of any client in the answers. */
import type { Schema } from './schema.ts'

const STATUS = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } }

export function operatorPaths(): Record<string, Schema> {
  return {
    '/health/live': { get: health('getHealthLive', 'Is the process alive?') },
    '/health/ready': {
      get: health('getHealthReady', 'Can it serve? Asks the database', {
        '503': { description: 'The database does not answer', content: { 'application/json': { schema: STATUS } } },
      }),
    },
    '/metrics': {
      get: {
        operationId: 'getMetrics',
        tags: ['Health'],
        summary: 'Metrics for Prometheus',
        security: [],
        responses: {
          '200': { description: 'Text exposition format', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
    },
  }
}

function health(operationId: string, summary: string, more: Schema = {}): Schema {
  const content = { 'application/json': { schema: STATUS, examples: { answer: { value: { status: 'ok' } } } } }
  const responses = { '200': { description: 'Yes', content }, ...more }
  return { operationId, tags: ['Health'], summary, security: [], responses }
}
