import { startPlayground } from './start'

// `[port] [--frozen]`: frozen, the page does not follow what is edited.
const args = process.argv.slice(2)
const port = args.map(Number).find(Number.isInteger)
const { url } = await startPlayground({ port, follows: !args.includes('--frozen') })
console.log(`The playground is open at ${url}  (Ctrl+C ends it)`)
