import { DEMO_PASSWORD, startP0 } from './p0'

/** For a mini program in the DevTools: the P0 server on a port of its own, until stopped. */
const port = Number(process.argv[2] ?? 8080)
const server = await startP0({ accessTtlMs: 30_000, port })

console.log(`P0 is at ${server.url}: any user, password ${DEMO_PASSWORD}.`)
console.log('Access tokens live for 30 seconds. In the console of the DevTools:')
console.log(`  wx.setStorageSync('baseURL', '${server.url}')`)
