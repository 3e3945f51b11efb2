import { readCommand } from './command'

/** For a client that is not started here: one server on a port of its own, until stopped. */
const { name, port, hint, start } = readCommand(process.argv.slice(2))
const { url } = await start(port)

console.log(`${name} is at ${url}: ${hint}.`)
if (name === 'P0') {
  console.log('Access tokens live for 30 seconds. In the console of the DevTools:')
  console.log(`  wx.setStorageSync('baseURL', '${url}')`)
} else {
  console.log('A session lives for 30 seconds, unless it is refreshed.')
}
