import { inspect } from 'node:util'
import {
  type ByteStream,
  type Call,
  type Client,
  createClient,
  headers,
  query,
  type RequestError,
  type RequestOptions,
} from '@allium/core'
import { drain, manualClock } from '@allium/testing'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { campaign } from '../../../core/test/fuzz/campaign'
import { assertNoSecret, outputsOf, secretsFor } from '../../../core/test/fuzz/secrets'
import { fetchTransport } from '../../src/index'
import { quiet, withGlobals } from '../helpers'
import { places, refusingXhr, type Secrets, tellings } from './hosts'

const test = suite('fuzz: redaction')
test.after.each(quiet)

/** What is asked of the host, with a secret wherever it goes along. */
const askings: Readonly<
  Record<string, (api: Client, secrets: Secrets) => Call<unknown>>
> = {
  get: (api, secrets) => api.get('/me', shared(secrets)),
  post: (api, secrets) => api.post('/me', { token: secrets.body }, shared(secrets)),
  upload: (api, secrets) =>
    api.upload('/files', {
      ...shared(secrets),
      filePath: `blob:${secrets.path}`,
      formData: { token: secrets.form },
      onProgress() {},
    }),
  download: (api, secrets) => api.download('/files/1', shared(secrets)),
  stream: (api, secrets) => api.stream('/chat', shared(secrets)),
}

const events = ['request', 'attempt', 'queued', 'layer', 'response', 'error'] as const

function shared({ query, header }: Secrets): RequestOptions {
  const texts = ['你', `a,${query}`, `'${query}&`, `two "words"\t${query}`, `(${query})`]
  return {
    query: { token: query, deep: { list: texts } },
    headers: { Authorization: `Bearer ${header}` },
    deadline: 60_000,
  }
}

const scene = fc.record({
  secrets: secretsFor(...places),
  asking: fc.constantFrom(...Object.keys(askings)),
  telling: fc.constantFrom(...Object.keys(tellings)),
  words: fc.nat(1_000),
  /** Whether the host has what sends and tells of progress, and what it was given. */
  hasXhr: fc.boolean(),
  isGiven: fc.boolean(),
  hasFile: fc.nat(4).map(n => n > 0),
  isOffline: fc.nat(9).map(n => n === 0),
  isAborted: fc.nat(9).map(n => n === 0),
})
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never

interface Played {
  readonly texts: readonly string[]
  readonly error: RequestError | undefined
}

/** What a call came to: a stream is read to its end. */
async function outcome(call: Call<unknown>): Promise<RequestError | undefined> {
  try {
    const { data } = await call
    await (data as Partial<ByteStream> | undefined)?.each?.(() => {})
    return undefined
  } catch (error) {
    return error as RequestError
  }
}

/** Plays a scene to its end; what it printed, and what the call ended with. */
async function play({ secrets, asking, words, ...scene }: Scene): Promise<Played> {
  const clock = manualClock()
  const tell = tellings[scene.telling]?.(words)
  const fetch = async (url: string) => (await tell?.(url, secrets)) as Response
  const transport = fetchTransport({
    ...(scene.isGiven && { fetch }),
    fileOf: path => {
      if (scene.hasFile) return new Blob([secrets.body])
      throw new Error(`cannot read ${path}`)
    },
    init: { integrity: secrets.option },
  })
  const client = createClient({ transport, clock, baseURL: 'https://api.test' })
  const heard: unknown[] = []
  for (const name of events) client.on(name, event => heard.push(event))
  const api = client.use(headers({ 'X-Token': secrets.header })).use(query())
  const XMLHttpRequest = scene.hasXhr ? refusingXhr(secrets, words) : undefined
  const navigator = { onLine: !scene.isOffline }
  return withGlobals({ fetch, XMLHttpRequest, navigator }, async () => {
    const call = askings[asking]?.(api, secrets) as Call<unknown>
    const ended = outcome(call)
    await drain()
    if (scene.isAborted) call.abort()
    await clock.advance(60_000)
    const error = await ended
    assert.is(clock.pending, 0)
    const texts = [...outputsOf(heard), ...(error ? outputsOf(error) : [])]
    // A stream that was cut has an answer, which is the caller's.
    const isAnswered = await call.then(
      () => true,
      () => false,
    )
    if (!isAnswered) texts.push(...outputsOf(call))
    return { texts, error }
  })
}

test('K13 K21 T01 whatever a host tells, no piece of a secret is told on', async () => {
  const codes = new Set<string>()
  const holds = async (scene: Scene) => {
    const { texts, error } = await play(scene)
    codes.add(error?.code ?? 'good')
    assertNoSecret(texts, scene.secrets)
    // The host's own words are the program's to read; of the query not even those.
    const cause = inspect(error?.cause, { depth: 12, showHidden: true })
    assertNoSecret([cause], { query: scene.secrets.query })
  }
  await fc.assert(fc.asyncProperty(scene, holds), campaign(500))
  const all = ['aborted', 'good', 'invalid', 'network', 'offline', 'status', 'timeout']
  assert.equal([...codes].sort(), [...all, 'tls', 'unreadable'])
})

test.run()
