import { findRoute, type OpenRoute, type Route } from './route'
import type { Answer, Call, Reply } from './serve'

/** The JSON body of a resource, before a backend puts its envelope round it. */
export interface Sample {
  data?: unknown
  msg?: string
  /** A failure that is told by the body, in an answer of HTTP status 200. */
  code?: number
}

/** Makes a backend's answer of a resource's. */
export type Envelope = (status: number, sample: Sample) => Reply

export interface Rules {
  /** Sign-in, refresh and their like; their answers go out as they are. */
  readonly sessionRoutes: readonly OpenRoute[]
  readonly resources: readonly Route[]
  readonly envelope: Envelope
  /** Names the user of a request to a guarded resource, or refuses it. */
  authorize: (call: Call) => string | Reply
}

/** Finds out who answers a call, and whether he may. */
export async function dispatch(call: Call, rules: Rules): Promise<Answer> {
  const { sessionRoutes, resources, envelope, authorize } = rules
  const session = findRoute(sessionRoutes, call)
  if (session) return session.handle(call)
  const resource = findRoute(resources, call)
  if (!resource) return envelope(404, { msg: 'not found' })
  if (resource.access === 'open') return enveloped(await resource.handle(call), envelope)
  const user = authorize(call)
  if (typeof user !== 'string') return user
  return enveloped(await resource.handle(call, user), envelope)
}

/** Pages, empty answers and faults have no envelope. */
function enveloped(answer: Answer, envelope: Envelope): Answer {
  if (typeof answer === 'string') return answer
  const { status, body } = answer
  return typeof body === 'object' && body !== null ? envelope(status, body) : answer
}
