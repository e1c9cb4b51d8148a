import type { FastifyInstance } from 'fastify'

export async function docsRoutes(_app: FastifyInstance): Promise<void> {}
