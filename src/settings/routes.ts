import type { FastifyInstance } from 'fastify'
import { route } from '../platform/http/route.ts'
import { AWAITED } from '../platform/http/schema.ts'
import { SETTINGS_CHANGE_EXAMPLE, SETTINGS_EXAMPLE } from './examples.ts'
import { getLogo } from './get-logo.ts'
import { getSettings } from './get-settings.ts'
import { putSettings } from './put-settings.ts'
import { SettingsInput, SettingsView } from './schemas.ts'

const TAG = 'Client settings'
const PATH = '/api/v1/partner/client/settings'

export function settingsRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    path: PATH,
    permission: 'settings.read',
    tag: TAG,
    operationId: 'getSettings',
    summary: 'Client settings',
    description:
      'Saatava extension. Returns the settings in force: the given settings, and the defaults of the client’s country for all others.',
    responses: { 200: { description: 'The settings', schema: SettingsView, example: SETTINGS_EXAMPLE } },
    handler: (ctx) => getSettings(ctx),
  })
  route(app, {
    method: 'PUT',
    path: PATH,
    unknownFields: 'refuse',
    permission: 'settings.write',
    tag: TAG,
    operationId: 'updateSettings',
    summary: 'Change client settings',
    description:
      'Saatava extension. A section in the request replaces that section; missing fields in it get their defaults, and missing sections stay. `reset` returns sections to their defaults. With `version`, the change is refused if someone else changed the settings first. `Idempotency-Key` works as for a POST.',
    body: SettingsInput,
    bodyExamples: { some: SETTINGS_CHANGE_EXAMPLE, reset: { reset: ['logo', 'channels'] } },
    responses: {
      200: { description: 'The settings as they are now', schema: SettingsView, example: SETTINGS_EXAMPLE },
      202: AWAITED,
    },
    handler: (ctx, { body, idempotency }) => putSettings(ctx, body, idempotency),
  })
  route(app, {
    method: 'GET',
    path: `${PATH}/logo`,
    permission: 'settings.read',
    tag: TAG,
    operationId: 'getLogo',
    summary: 'The client’s logo',
    description: 'Saatava extension. Returns the image; 304 if `If-None-Match` names it.',
    responses: { 200: { description: 'The image', mediaTypes: ['image/png', 'image/jpeg'] } },
    handler: (ctx) => getLogo(ctx),
  })
}
