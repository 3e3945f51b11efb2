// Compile-only: a program that knows neither the types of the web nor those of Node.
import { createClient, type ResumeSource } from '@allium/core'
import {
  type FetchAnswer,
  type FetchRequest,
  fetchTransport,
  type WebLock,
  webLock,
  webMemory,
  webResume,
  webStorage,
} from '../../../src/index'

declare const answer: FetchAnswer

const transport = fetchTransport({
  credentials: 'include',
  redirect: 'manual',
  maxConcurrent: 20,
  fetch: async (url, init: FetchRequest) => (init.method === url ? answer : answer),
})

export const api: unknown = createClient({ baseURL: '/api', transport })
export const lock: WebLock = webLock('session')
export const resume: ResumeSource = webResume()

/** As `createSession` takes one. */
interface Storage {
  load(): unknown
  save(credential: { readonly accessToken: string }): unknown
  clear(): unknown
  subscribe(listener: () => void): () => void
}

export const storages: Storage[] = [webStorage('session'), webMemory('session')]

// @ts-expect-error the web is really unknown here
export type NoWeb = Response
