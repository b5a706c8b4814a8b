import { z } from 'zod'
import type { Access } from './call.ts'
import { type Endpoint, endpoint } from './endpoint.ts'

/** An endpoint, or what takes a file. */
type Operation = Omit<Endpoint, 'handle'> & { takes?: readonly string[] }

const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  kind: z.string(),
  faults: z.array(z.object({ field: z.string(), message: z.string() })),
})

/** The JSON API as an OpenAPI 3.1 document, made from the same declarations that answer it. */
function openApiOf(endpoints: readonly Operation[], { url }: { url: string }): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const declared of endpoints) {
    const path = declared.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [declared.method.toLowerCase()]: operationOf(declared) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sluice', version: '1' },
    servers: [{ url }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemShape, 'output') },
      securitySchemes: {
        clientKey: { type: 'http', scheme: 'bearer', description: 'The project’s client key' },
        session: { type: 'apiKey', in: 'cookie', name: 'sluice', description: 'A member who has signed in' },
      },
    },
  }
}

/** `GET /openapi.json` for these endpoints. */
export function openApiEndpoint(endpoints: readonly Operation[], url: string): Endpoint {
  let document: object | undefined
  return endpoint('GET /openapi.json', {
    summary: 'This document',
    permission: 'public',
    reply: z.record(z.string(), z.unknown()),
    handle() {
      document ??= openApiOf(endpoints, { url })
      return document as Record<string, unknown>
    },
  })
}

function operationOf({
  summary,
  method,
  path,
  permission,
  params,
  query,
  body,
  reply,
  media,
  takes,
}: Operation): object {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
  const paramShapes = propertiesOf(params)
  return {
    summary,
    operationId: `${method.toLowerCase()} ${path}`.replace(/[^a-z0-9]+/gi, '-').replace(/-$/, ''),
    security: securityOf(permission),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: paramShapes[name] ?? { type: 'string' } })),
      ...Object.entries(propertiesOf(query)).map(([name, schema]) => ({ name, in: 'query', schema })),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    ...(takes && {
      requestBody: { required: true, content: Object.fromEntries(takes.map((type) => [type, {}])) },
    }),
    responses: {
      200: { description: 'Done', content: { [media ?? 'application/json']: { schema: schemaOf(reply, 'output') } } },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const securityOf = (access: Access): object[] =>
  access === 'public' ? [] : access === 'client' ? [{ clientKey: [] }] : [{ session: [] }]

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' })
  return schema
}

const propertiesOf = (shape?: z.ZodType): Record<string, object> =>
  shape ? ((schemaOf(shape, 'input').properties ?? {}) as Record<string, object>) : {}
