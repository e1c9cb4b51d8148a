/** The parts of the OpenAPI description that the reference reads. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  additionalProperties?: Schema | boolean
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
}

export interface Parameter {
  $ref?: string
  name: string
  in: string
  required?: boolean
  description?: string
  schema: Schema
  example?: string | number
}

interface Media {
  schema?: Schema
  examples?: Record<string, { value: unknown }>
}

interface Response {
  description: string
  content?: Record<string, Media>
}

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  deprecated?: boolean
  security: Record<string, unknown>[]
  'x-permission'?: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Response>
}

export interface Document {
  info: { version: string }
  tags: { name: string; description: string }[]
  'x-tagGroups': { name: string; tags: string[] }[]
  paths: Record<string, Record<string, Operation>>
  webhooks: Record<string, { post: Operation }>
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> }
}

/** An operation with its place. */
export interface Placed {
  method: string
  path: string
  operation: Operation
}

export function operationsOf({ paths }: Document, tag: string): Placed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      operation.tags.includes(tag) ? [{ method: method.toUpperCase(), path, operation }] : [],
    ),
  )
}

/** "Accounting connection" is the page accounting-connection. */
export function slugOf(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}

const OTHER_EVENTS = ['CaseEvent', 'Event', 'KnownEvent', 'PartnerEvent', 'WebhookEvent']

/** Whether a schema is one type of event: these are shown with the messages of webhooks. */
export function isTypeOfEvent(name: string): boolean {
  return name.endsWith('Event') && !OTHER_EVENTS.includes(name)
}
