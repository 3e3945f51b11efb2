import * as assert from 'uvu/assert'
import { bench, ORIGIN, quietSuite } from './helpers'

const test = quietSuite('axios answer')

test('headers are read in any case, and cookies one by one', async () => {
  const cookies = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']
  const { api } = bench(() => ({
    headers: { 'x-trace': 't', 'set-cookie': cookies.join(',') },
    cookies,
  }))
  const { headers } = await api.get('/a')
  assert.equal(
    [headers['x-trace'], (headers as { get(name: string): unknown }).get('X-Trace')],
    ['t', 't'],
  )
  assert.equal(headers['set-cookie'], cookies)
})

test('an answer without cookies has no such header', async () => {
  const { headers } = await bench().api.get('/a')
  assert.not('set-cookie' in headers)
})

test('the status text is the host’s, or none', async () => {
  const raws = [{ statusText: 'Created' }, {}, undefined, null, 'raw']
  const texts: string[] = []
  const { api } = bench(() => ({ status: 201, raw: raws[texts.length] }))
  for (const _ of raws) texts.push((await api.get('/a')).statusText)
  assert.equal(texts, ['Created', '', '', '', ''])
})

test('the request that stands by the answer names method and URL, and no query', async () => {
  const { api } = bench(({ url }) => ({ url: `${url}&access_token=a0.secret#x` }))
  const { request, config } = await api.post('/a', undefined, { params: { q: 1 } })
  assert.equal(request, { method: 'POST', url: `${ORIGIN}/a` })
  assert.equal([config.url, config.params], ['/a', { q: 1 }])
})

test('an answer that no layer may write to is one that axios may', async () => {
  const { api } = bench(undefined, {
    layers: [
      async (ctx, next) => {
        await next()
        const { response } = ctx
        if (response === undefined) return
        const headers = Object.freeze({ ...response.headers, 'x-a': '1' })
        ctx.response = Object.freeze({ ...response, headers })
      },
    ],
  })
  api.interceptors.response.use(answer => {
    answer.headers['x-b'] = '2'
    return Object.assign(answer, { data: 'mine' })
  })
  const { data, headers } = await api.get('/a')
  assert.equal([data, headers['x-a'], headers['x-b']], ['mine', '1', '2'])
})

test.run()
