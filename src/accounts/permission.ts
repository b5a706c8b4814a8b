import { z } from 'zod'

const permission = z.enum([
  'flags:read',
  'flags:write',
  'surveys:read',
  'surveys:write',
  'inbox:read',
  'inbox:write',
  'insights:read',
  'audience:read',
  'settings:read',
  'settings:write',
])

export type Permission = z.infer<typeof permission>

export const role = z.enum(['owner'])

export type Role = z.infer<typeof role>

const allowed: Record<Role, ReadonlySet<Permission>> = { owner: new Set(permission.options) }

/** Whether a member with this role may do this. */
export const allows = (role: Role, permission: Permission): boolean => allowed[role].has(permission)
