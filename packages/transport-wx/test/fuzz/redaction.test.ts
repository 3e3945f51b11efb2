import { inspect } from 'node:util'
import {
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
import {
  type HostRequest,
  type RequestHost,
  wxFiles,
  wxStreams,
  wxTransport,
} from '../../src/index'
import { quiet } from '../helpers'
import { places, type Secrets, tellings } from './hosts'

const test = suite('fuzz: redaction')
test.after.each(quiet)

/** What is asked of the host, with a secret wherever it goes along. */
const askings: Readonly<
  Record<string, (api: Client, secrets: Secrets) => PromiseLike<unknown>>
> = {
  get: (api, secrets) => api.get('/me', shared(secrets)),
  post: (api, secrets) => api.post('/me', { token: secrets.body }, shared(secrets)),
  upload: (api, secrets) =>
    api.upload('/files', {
      ...shared(secrets),
      filePath: `wxfile://${secrets.path}`,
      name: 'file',
      formData: { token: secrets.form },
    }),
  download: (api, secrets) =>
    api.download('/files/1', {
      ...shared(secrets),
      filePath: `wxfile://${secrets.path}`,
    }),
  stream: (api, secrets) => api.stream('/chat', shared(secrets)),
}

const events = ['request', 'attempt', 'queued', 'layer', 'response', 'error'] as const

function shared({ query, header, cookie }: Secrets): RequestOptions {
  const texts = ['你', `a,${query}`, `'${query}&`, `two "words"\t${query}`, `(${query})`]
  return {
    query: { token: query, deep: { list: texts } },
    headers: { Authorization: `Bearer ${header}`, Cookie: `sid=${cookie}` },
    deadline: 60_000,
  }
}

const scene = fc.record({
  secrets: secretsFor(...places),
  asking: fc.constantFrom(...Object.keys(askings)),
  telling: fc.constantFrom(...Object.keys(tellings)),
  words: fc.nat(1_000),
  isAborted: fc.nat(9).map(n => n === 0),
})
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never

interface Played {
  readonly texts: readonly string[]
  readonly error: RequestError | undefined
}

/** Plays a scene to its end; what it printed, and what the call ended with. */
async function play({
  secrets,
  asking,
  telling,
  words,
  isAborted,
}: Scene): Promise<Played> {
  const clock = manualClock()
  const tell = (options: HostRequest) => tellings[telling]?.(words)(options, secrets)
  const file = tell as (options: object) => unknown
  const host: RequestHost = { request: tell, uploadFile: file, downloadFile: file }
  const hostOptions = { cloudToken: secrets.option }
  const transport = wxTransport({
    host,
    hostOptions,
    files: wxFiles(),
    streams: wxStreams(),
  })
  const client = createClient({ transport, clock, baseURL: 'https://api.test' })
  const heard: unknown[] = []
  for (const name of events) client.on(name, event => heard.push(event))
  const api = client.use(headers({ 'X-Token': secrets.header })).use(query())
  const call = askings[asking]?.(api, secrets) as ReturnType<Client['get']>
  const ended = call.then(
    () => undefined,
    error => error,
  )
  await drain()
  if (isAborted) call.abort()
  await clock.advance(60_000)
  const error = await ended
  assert.is(clock.pending, 0)
  const texts = outputsOf(heard)
  if (error !== undefined) texts.push(...outputsOf(error), ...outputsOf(call))
  return { texts, error }
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
  const all = ['aborted', 'domain', 'good', 'interrupted', 'invalid', 'network']
  const more = ['offline', 'status', 'timeout', 'tls', 'unreadable']
  assert.equal([...codes].sort(), [...all, ...more])
})

test.run()
