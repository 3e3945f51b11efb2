import { type Client, createClient, isRequestError } from '@allium/core'
import {
  type CallbackManner,
  createNodeWx,
  drain,
  type Misbehaviour,
  type TaskManner,
} from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { wxFiles, wxStreams, wxTransport } from '../src/index'
import { quiet, serve, type TestServer } from './helpers'

const test = suite('misbehaviour')
test.after.each(quiet)

let server: TestServer
test.before(async () => {
  server = await serve((response, { url }) => {
    if (url === '/good') response.end('{"a":1}')
    if (url === '/refused') response.writeHead(404).end('{"a":1}')
    if (url === '/cut') response.write('{"a"', () => response.destroy())
  })
})
test.after(() => server.close())

const json = { a: 1 }

/** How each kind is sent, and what of its answer is compared. */
const kinds = {
  request: async (api: Client, url: string, times: object) =>
    (await api.get(url, times)).data,
  upload: async (api: Client, url: string, times: object) =>
    (await api.upload(url, { filePath: 'wxfile://a', ...times })).data,
  download: async (api: Client, url: string, times: object) => {
    const { data } = await api.download(url, times)
    return data.startsWith('wxfile://') ? json : data
  },
  stream: async (api: Client, url: string, times: object) => {
    const { data } = await api.stream(url, times)
    const pieces: Uint8Array[] = []
    await data.each(piece => pieces.push(piece))
    return JSON.parse(Buffer.concat(pieces).toString())
  },
}
type Kind = keyof typeof kinds

const tasks: Array<TaskManner | undefined> = [
  undefined,
  'none',
  'no-abort',
  'thenable',
  'rejecting-thenable',
]
const callbacks: Array<CallbackManner | undefined> = [
  undefined,
  'twice',
  'never',
  'synchronous',
  'only-complete',
  'success-and-fail',
]
const failures: ReadonlyArray<[string, NonNullable<Misbehaviour['failure']>]> = [
  ['a localised text', () => ({ errMsg: 'request:fail 网络错误' })],
  ['an Error', () => new Error('Failed to fetch')],
  ['nothing', () => undefined],
]

/** Every way to return a task with every way to call back, and the others one by one. */
const rules: Array<[name: string, rule: Misbehaviour]> = [
  ...tasks.flatMap(task =>
    callbacks.map((manner): [string, Misbehaviour] => [
      `task ${task ?? 'good'}, callbacks ${manner ?? 'good'}`,
      { task, callbacks: manner },
    ]),
  ),
  ...failures.flatMap(([name, failure]) =>
    tasks.map((task): [string, Misbehaviour] => [
      `failure ${name}, task ${task ?? 'good'}`,
      { failure, task },
    ]),
  ),
  ['ignoreTimeout', { ignoreTimeout: true }],
  ['ignoreAbort', { ignoreAbort: true }],
  ['ignoreTimeout and ignoreAbort', { ignoreTimeout: true, ignoreAbort: true }],
  ['throws an Error', { throws: new Error('host') }],
  ['throws a text', { throws: 'host' }],
  ['throws null', { throws: null }],
]

const urls = ['/good', '/refused', '/cut', '/never'] as const

/** What must come of it: the answer, or the code of the error. */
function expected(
  kind: Kind,
  url: (typeof urls)[number],
  rule: Misbehaviour,
  whole: boolean,
): unknown {
  if (rule.throws !== undefined) return 'network'
  if (kind === 'stream' && rule.task === 'none' && !whole) return 'invalid'
  if (url === '/never' || rule.callbacks === 'never') return 'timeout'
  return { '/good': json, '/refused': 'status', '/cut': 'network' }[url]
}

/** The answer, or the code of the error, which is one of ours. */
async function outcome(sending: Promise<unknown>): Promise<unknown> {
  try {
    return await sending
  } catch (error) {
    return isRequestError(error) ? error.code : `untyped ${String(error)}`
  }
}

/** A client on a host that breaks this rule; where whole streams are wanted, one without chunks. */
function clientOf(rule: Misbehaviour, whole: boolean) {
  const baseLibrary = whole ? '2.9.0' : '3.16.2'
  const host = createNodeWx({ concurrency: 100, baseLibrary })
  host.files.write('wxfile://a', 'a')
  host.network.misbehave(rule)
  const streams = wxStreams({ whole })
  const transport = wxTransport({ host: host.wx, files: wxFiles(), streams })
  return { ...host, api: createClient({ baseURL: server.url, transport }) }
}

const soon = { timeout: 25, deadline: 50 }

for (const [name, rule] of rules) {
  test(`K10 T03 T04 everything settles as it must on a host with ${name}`, async () => {
    const everything = async (whole: boolean) => {
      const { api, network, dispose } = clientOf(rule, whole)
      const sendings = (Object.keys(kinds) as Kind[]).flatMap(kind =>
        urls.map(async url => {
          const must = expected(kind, url, rule, whole)
          const times = must === 'timeout' ? soon : { timeout: 10_000 }
          const did = await outcome(kinds[kind](api, url, times))
          assert.equal(did, must, `${kind} ${url}, whole: ${whole}`)
        }),
      )
      await Promise.all(sendings)
      assert.equal(network.swallowed, [], 'nothing is thrown into the host')
      dispose()
    }
    await Promise.all([everything(false), everything(true)])
  })

  test(`K11 everything is aborted at once on a host with ${name}`, async () => {
    const { api, dispose } = clientOf(rule, true)
    const calls = [
      api.get('/never'),
      api.upload('/never', { filePath: 'wxfile://a' }),
      api.download('/never'),
      api.stream('/never'),
    ]
    const outcomes = calls.map(outcome)
    await drain()
    for (const call of calls) call.abort()
    const code = rule.throws === undefined ? 'aborted' : 'network'
    assert.equal(await Promise.all(outcomes), [code, code, code, code])
    dispose()
  })
}

test.run()
