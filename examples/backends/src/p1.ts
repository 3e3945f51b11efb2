import type { IncomingHttpHeaders } from 'node:http'
import { type Backend, type BackendOptions, startBackend } from './backend'
import { type CodeOptions, type CodeStats, createCodeLogin } from './code-login'
import { coded } from './coded'
import { dispatch, type Rules, type Sample } from './dispatch'
import {
  createRotation,
  type OnError,
  type Rotation,
  type RotationControls,
} from './p1-rotation'
import { createRefreshFaults } from './refresh-faults'
import { alsoByPost, codedResources } from './resources'
import { findRoute, post } from './route'
import type { Answer, Call, Reply } from './serve'
import { createSingleUseTokens, type SingleUseTokens } from './single-use-tokens'

export interface P1Options extends BackendOptions, CodeOptions {
  /**
   * How long an unused token lives, in milliseconds.
   * @default 900_000
   */
  tokenTtlMs?: number
  /**
   * What an expired token is answered with: a body code under HTTP 200, or HTTP status 401.
   * @default 408
   */
  expiredAs?: 408 | '408' | 'TokenExpired' | 401
  /**
   * Where a login puts the token: into the header, or into `data.token` of the body.
   * @default 'header'
   */
  loginTokenIn?: 'header' | 'body'
  /**
   * What an answer that is not good (HTTP 404 or 500, another body code) does with the token
   * it was asked with: spends it and carries none, carries the next as good answers do, or
   * leaves it good.
   * @default 'spend'
   */
  onError?: OnError
  /**
   * The name of the header in answers, as it goes over the wire.
   * @default 'B-T'
   */
  header?: string
}

export interface P1Stats extends CodeStats {
  /** How often a spent token was shown, and refused. */
  readonly tokenReuses: number
  /** The requests that came while another with the same token was open; cleared with `wire`. */
  readonly parallelUses: number
  /** The most requests with a token that were open at once; cleared with `wire`. */
  readonly maxInFlight: number
}

export interface P1Server extends Backend<string, P1Stats>, RotationControls {}

const REJECTED: Reply = { status: 200, body: { code: 403, msg: '账号已被停用' } }

/**
 * Starts backend P1: a token that is good for one request, the next in the header `B-T` of the
 * answer, and a login by `wx.login` when there is none.
 * @example
 * import { startP1 } from '@allium/example-backends'
 * const server = await startP1({ expiredAs: '408' })
 * const token = server.signIn()
 * await server.close()
 */
export async function startP1(options: P1Options = {}): Promise<P1Server> {
  const { tokenTtlMs = 15 * 60_000, expiredAs = 408, loginTokenIn = 'header' } = options
  const { onError = 'spend', header = 'B-T', now = Date.now } = options
  const tokens = createSingleUseTokens(tokenTtlMs, now)
  const rotation = createRotation({ header, onError })
  const faults = createRefreshFaults(REJECTED)
  const codeLogin = createCodeLogin({
    ...options,
    faults,
    accept: user =>
      loginTokenIn === 'body'
        ? coded(200, { data: { token: tokens.issue(user) } })
        : { ...coded(200, {}), headers: { [header]: tokens.issue(user) } },
    refuse: (code, msg) => ({ status: 200, body: { code, msg } }),
  })
  const counts = { tokenReuses: 0 }
  const expired = expiredReply(expiredAs)
  const rules: Rules = {
    sessionRoutes: [post('/v1/api/imiMini/login', codeLogin.handle)],
    resources: alsoByPost(codedResources),
    envelope,
    authorize: () => expired,
  }
  const backend = await startBackend(options, {
    handle: call => handle(call, { tokens, rotation, rules, expired, counts }),
    identify: headers => tokens.callerOf(tokenOf(headers)),
    faults,
    signIn: tokens.issue,
    expireAccess: tokens.expire,
    stats: ({ parallelUses, maxInFlight }) => ({
      ...codeLogin.stats,
      ...counts,
      parallelUses,
      maxInFlight,
    }),
  })
  return Object.assign(backend, rotation.controls)
}

interface Gate {
  tokens: SingleUseTokens
  rotation: Rotation
  rules: Rules
  expired: Reply
  counts: { tokenReuses: number }
}

/** A token is used up by whatever it is shown to, but for the login. */
async function handle(call: Call, gate: Gate): Promise<Answer> {
  const { tokens, rotation, rules, expired, counts } = gate
  const shown = tokenOf(call.headers)
  if (shown === undefined || findRoute(rules.sessionRoutes, call))
    return dispatch(call, rules)
  const use = tokens.use(shown)
  if (use.outcome === 'spent') counts.tokenReuses += 1
  if (use.outcome !== 'taken') return expired
  const answer = await dispatch(call, { ...rules, authorize: () => use.user })
  return rotation.carry(answer, use)
}

function tokenOf(headers: IncomingHttpHeaders): string | undefined {
  return headers['b-t']?.toString()
}

/** Good answers of P1 have HTTP status 200, whatever they are elsewhere. */
function envelope(status: number, sample: Sample): Reply {
  return coded(status === 201 ? 200 : status, sample)
}

function expiredReply(code: 408 | '408' | 'TokenExpired' | 401): Reply {
  return { status: code === 401 ? 401 : 200, body: { code, msg: 'token expired' } }
}
