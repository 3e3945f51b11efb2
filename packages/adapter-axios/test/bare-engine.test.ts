import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { bundle, engine, freeNames } from '../../core/test/bare-engine'
import { quietSuite } from './helpers'

const test = quietSuite('bare engine')

const source = new URL('../src/index.ts', import.meta.url).pathname
const script = (lowerAsync: boolean) =>
  bundle('adapter', `export * from ${JSON.stringify(source)}`, lowerAsync)

// What a mini program would write, where axios hands over such a config.
const PROGRAM = `
  var log = []
  var tell = text => value => { log.push(text + ' ' + JSON.stringify(value)) }
  var client = { request: options => {
    tell('sent')([options.method, options.url, options.headers, options.data])
    return Promise.resolve({ status: 200, headers: {}, cookies: [], url: options.url, data: { a: 1 } })
  } }
  var adapt = adapter.alliumAdapter(client)
  var run = config => adapt(Object.assign({ headers: {}, url: '/a' }, config))
    .then(answer => tell('got')(answer.data), error => tell('failed')([error.code, error.isAxiosError]))
  run({ method: 'get', params: { q: 'a b', list: [1, 2] }, baseURL: 'https://api.test' })
  run({ method: 'post', data: '{"a":1}', headers: { 'Content-Type': 'application/json' } })
  run({ method: 'post', data: new ArrayBuffer(1) })
  run({ method: 'post', data: { of: 'no known kind' } })
  run({ method: 'get', responseType: 'blob' })
  run({ method: 'head', auth: { username: '林' }, xsrfCookieName: 'x', xsrfHeaderName: 'y' })
`

test('it parses as ES2018, and of a web page names what it can do without, nothing else', () => {
  const language = [
    ['Array', 'ArrayBuffer', 'Boolean', 'Date', 'Error', 'JSON', 'Map', 'Number'],
    ['Object', 'Promise', 'Set', 'String', 'Symbol', 'TypeError', 'WeakMap'],
    ['decodeURIComponent', 'encodeURIComponent', 'undefined'],
  ].flat()
  const names = freeNames(script(false))
  assert.ok(names.includes('encodeURIComponent'))
  assert.equal(
    names.filter(name => !language.includes(name)),
    ['Blob', 'FormData', 'Response', 'URL', 'document', 'location'],
  )
})

for (const lowerAsync of [false, true]) {
  test(`it runs where there is the language alone${lowerAsync ? ', async lowered' : ''}`, async () => {
    const run = engine({}, script(lowerAsync))
    run(PROGRAM)
    await drain()
    const log = (run('JSON.stringify(log)') as string) ?? '[]'
    assert.equal([...JSON.parse(log)].sort(), [
      'failed ["ERR_NOT_SUPPORT",true]',
      'failed ["ERR_NOT_SUPPORT",true]',
      'got {"a":1}',
      'got {"a":1}',
      'got {"a":1}',
      'got {"a":1}',
      'sent ["get","https://api.test/a?q=a+b&list%5B%5D=1&list%5B%5D=2",{},null]',
      'sent ["head","/a",{"authorization":"Basic 5p6XOg=="},null]',
      'sent ["post","/a",{"Content-Type":"application/json"},"{\\"a\\":1}"]',
      'sent ["post","/a",{},{}]',
    ])
  })
}

test.run()
