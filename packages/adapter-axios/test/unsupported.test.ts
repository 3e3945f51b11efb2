import axios, { AxiosError } from 'axios'
import * as assert from 'uvu/assert'
import { bench, forms, quietSuite, rejection } from './helpers'

const test = quietSuite('unsupported')

/** What cannot be done here is said, and nothing is sent. */
const refused: ReadonlyArray<[name: string, config: object, words: RegExp]> = [
  ['a stream', { responseType: 'stream' }, /'stream'` here; `client.stream`/],
  ['a document', { responseType: 'document' }, /'document'` here; .*DOMParser/],
  [
    'a form as answer',
    { responseType: 'formdata' },
    /no `responseType: 'formdata'` here$/,
  ],
  ['a body with GET', { data: { a: 1 } }, /a GET or HEAD has no body.*`params`/],
  ['a list with GET', { data: [0] }, /a GET or HEAD has no body.*`params`/],
  ['a body with HEAD', { method: 'head', data: 'a' }, /a GET or HEAD has no body/],
  ['a redirect to be seen', { maxRedirects: 0 }, /for the transport to say/],
  ['a rate', { maxRate: 100 }, /no `maxRate` here/],
  ['a socket', { socketPath: '/s' }, /no `socketPath` here/],
  ['a look at redirects', { beforeRedirect: () => {} }, /no `beforeRedirect` here/],
  [
    'an object that nothing has transformed',
    { method: 'post', data: { a: 1 }, transformRequest: [] },
    /`data` must be text, bytes/,
  ],
  [
    'a form of a polyfill',
    { method: 'post', data: new (class FormData {})(), transformRequest: [] },
    /a FormData or Blob of the host; `client.upload` sends files/,
  ],
]

for (const [form, adapter] of forms) {
  for (const [name, config, words] of refused) {
    test(`${form}: ${name} is refused, and not sent`, async () => {
      const t = bench(undefined, { adapter })
      const error = await rejection(t.api.request({ url: '/a', ...config }))
      assert.ok(axios.isAxiosError(error))
      assert.is(error instanceof AxiosError, adapter.axios !== undefined)
      assert.is(error.code, 'ERR_NOT_SUPPORT')
      assert.match(error.message, /^\[alliumAdapter\] /)
      assert.match(error.message, words)
      assert.not.match(error.message, /s3cret/)
      assert.is(error.config?.url, '/a')
      assert.equal([error.request, error.response], [undefined, undefined])
      assert.is(t.calls.length, 0)
    })
  }
}

test.run()
