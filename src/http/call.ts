import type { Actor } from '../accounts/account.ts'
import type { Permission } from '../accounts/permission.ts'
import type { Project } from '../projects/project.ts'
import type { AnswerContext } from '../subjects/answer-context.ts'

/**
 * Who may call: everybody, a product with its client key, a subject on their own page, a member wherever they are, or
 * a member who may do this in the project that the path names.
 */
export type Access = 'public' | 'client' | 'subject' | 'member' | Permission

/** What is known of the caller once the door is passed. */
export type Caller<A extends Access> = A extends 'public'
  ? unknown
  : A extends 'client'
    ? {
        project: Project
        subjectToken: string | undefined
        /** What the device's anonymous subject had until now. */
        previousToken: string | undefined
        context: AnswerContext
      }
    : A extends 'subject'
      ? { project: Project; subject: string }
      : A extends 'member'
        ? { actor: Actor }
        : { project: Project; actor: Actor }
