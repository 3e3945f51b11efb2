import type { BackendName } from './catalog'

/** What a server tells of itself. */
export interface ServerState {
  readonly latencyMs: number
  readonly requests: number
  readonly unauthorized: number
  readonly refreshes: number
  readonly atOnce: number
}

/** What can be done to a server. */
export type Action =
  | 'expire'
  | 'revoke'
  | 'drop'
  | 'hang'
  | 'latency'
  | 'heal'
  | 'count'
  | 'reset'

/** Does it, and tells how the server stands then; without an action, only that. */
export function control(
  name: BackendName,
  action?: Action,
  body: object = {},
): Promise<ServerState> {
  return post(`/control/${name}${action ? `/${action}` : ''}`, body)
}

/** A fresh code for this user's phone, as `wx.login` gives one. */
export async function codeFor(user: string): Promise<string> {
  const { code } = await post<{ code: string }>('/control/code', { user })
  return code
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.json()
}
