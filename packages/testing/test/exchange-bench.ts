import type { createAgents } from '../src/node-wx/agents'
import { baseLibrary } from '../src/node-wx/base-library'
import { exchange, type RawAnswer } from '../src/node-wx/exchange'
import { failureOf } from '../src/node-wx/failures'
import type { NodeWxRequestOptions } from '../src/node-wx/request-types'
import { wireRequest } from '../src/node-wx/wire-request'

export interface Context {
  agents: ReturnType<typeof createAgents>
}

/** What an exchange tells before it ends. */
export interface Told {
  heads: number[]
  chunks: string[]
}

/** One exchange, and what it told on its way. */
export function send(
  { agents }: Context,
  options: NodeWxRequestOptions,
  told: Told = { heads: [], chunks: [] },
): Promise<RawAnswer> {
  return exchange(wireRequest(options, baseLibrary('3.16.2')), {
    signal: new AbortController().signal,
    agentFor: agents.agentFor,
    onHeaders: ({ statusCode }) => told.heads.push(statusCode),
    onChunk: chunk => told.chunks.push(chunk.toString()),
  })
}

/** The name that Chromium has for it. */
export const netName = (error: unknown): string =>
  failureOf(error).errMsg.replace(/^.*net::/, '')
