import Fastify from 'fastify'
import { mountSimulators } from './kit/server.ts'
import { createSimulators } from './registry.ts'

/** Starts the simulators on a separate port. @returns their origin, the mail server's port, and how to stop them */
export async function startSimulators(options: {
  port: number
  host: string
  /** SMTP port of the mail server; 0: any, undefined: it does not listen. */
  smtpPort?: number
  dataDir: string | undefined
}): Promise<{ origin: string; smtpPort: number | undefined; close(): Promise<void> }> {
  const { mounted, mail, close } = createSimulators(options.dataDir)
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    // The service mounts them with the same option: public clients ask with a slash at the end.
    routerOptions: { ignoreTrailingSlash: true },
  })
  const stop = async () => {
    await app.close()
    await close()
  }
  try {
    await mountSimulators(app, mounted)
    const origin = await app.listen({ port: options.port, host: options.host })
    const smtpPort = options.smtpPort === undefined ? undefined : await mail.listen(options.smtpPort)
    return { origin, smtpPort, close: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
