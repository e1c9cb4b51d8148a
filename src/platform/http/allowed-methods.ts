/** Lists the methods of a path, for 405: Fastify says of a path with another method only that there is none. */
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route only says that its method is not allowed. */
    refuses?: true
  }
}

/** Register before any route. @returns the methods of the routes that a path fits, in the order of their declaration */
export function followMethods(app: FastifyInstance): (path: string) => string[] {
  const routes: { url: string; methods: string[]; form?: RegExp }[] = []
  app.addHook('onRoute', ({ url, method, config }) => {
    if (config?.refuses !== true) routes.push({ url, methods: [method].flat() })
  })
  return (path) => {
    const plain = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
    const fitting = routes.filter((route) => (route.form ??= formOf(route.url)).test(plain))
    return [...new Set(fitting.flatMap(({ methods }) => methods))]
  }
}

function formOf(url: string): RegExp {
  const form = url
    .replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll(/:\w+/g, '[^/]+')
  return new RegExp(`^${form}$`)
}
