import type { components } from './schema'

/** A problem as the API tells it (RFC 9457): a stable code, and what to do. */
export type Problem = components['schemas']['Problem']

/** What went wrong with a request. `message` says what to do about it. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message)
  }

  static of(response: Response, problem?: Problem): ApiProblem {
    const detail = problem?.detail ?? `The service answered ${response.status}. Try again in a moment.`
    return new ApiProblem(response.status, problem?.code ?? 'unknown', detail, problem?.field ?? undefined)
  }

  static unanswered(): ApiProblem {
    return new ApiProblem(
      0,
      'unanswered',
      'The service did not answer. Check that it runs and can be reached, then try again.',
    )
  }

  /** What is wrong with this field of what was sent; nothing where it is not about that. */
  at(field: string): string | undefined {
    return this.field === field ? this.message : undefined
  }

  /** What is wrong where it is about none of these fields, each of which says so itself. */
  beside(fields: readonly string[]): string | undefined {
    return this.field !== undefined && fields.includes(this.field) ? undefined : this.message
  }

  /** Nobody is signed in, or the session has ended. */
  get isSignedOut(): boolean {
    return this.status === 401
  }
}

/** The problem in whatever was thrown. */
export function problemOf(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown
  return new ApiProblem(0, 'fault', thrown instanceof Error ? thrown.message : String(thrown))
}
