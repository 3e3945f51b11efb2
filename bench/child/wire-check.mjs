// What a peer puts on the wire, before it is timed: method, URL, query, headers, body.
import { loadPeer } from './load-peer.mjs'

const { wx, tools, peer } = loadPeer(process.argv[2])
const asked = []
wx.onAsked = options => asked.push(options)

const faults = []
const expect = (what, is, wanted) => {
  const [found, right] = [JSON.stringify(is), JSON.stringify(wanted)]
  if (found !== right) faults.push(`${what} is ${found}, not ${right}`)
}

/** Header names in lower case, whatever the peer's. */
function headersOf({ header = {} }) {
  return Object.fromEntries(
    Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

/** WeChat writes an object that a GET has as its data into the URL. */
function queryOf({ method, url, data }) {
  const own = typeof data === 'object' && data !== null ? data : {}
  const isGet = String(method).toUpperCase() === 'GET'
  const written = Object.fromEntries(new URL(url).searchParams)
  return { ...written, ...(isGet ? own : {}) }
}

function expectCommon(name, options, trace) {
  const headers = headersOf(options)
  expect(`${name}: authorization`, headers.authorization, 'Bearer a0')
  expect(`${name}: x-app`, headers['x-app'], 'shop')
  expect(`${name}: x-trace`, headers['x-trace'], trace)
}

async function check() {
  const query = { page: '1', kind: 'green tea' }
  const got = await peer.get('/orders', query, { 'x-trace': 't1' })
  const posted = await peer.post('/orders', { tea: 'oolong' }, { 'x-trace': 't2' })
  const [get = {}, post = {}] = asked
  expect('calls', asked.length, 2)
  expect('GET: answer', got?.data?.name, 'green tea')
  expect('GET: method', String(get.method).toUpperCase(), 'GET')
  expect('GET: URL', get.url.split('?')[0], `${tools.baseURL}/orders`)
  expect('GET: query', queryOf(get), query)
  expectCommon('GET', get, 't1')
  expect('POST: answer', posted?.data?.name, 'green tea')
  expect('POST: method', String(post.method).toUpperCase(), 'POST')
  expect('POST: URL', post.url, `${tools.baseURL}/orders`)
  const body = typeof post.data === 'string' ? JSON.parse(post.data) : post.data
  expect('POST: body', body, { tea: 'oolong' })
  expectCommon('POST', post, 't2')
  expect('tallied', tools.seen.tallied, 2)
}

try {
  await check()
} catch (error) {
  faults.push(`it threw ${error}`)
}
process.send(faults)
process.disconnect()
