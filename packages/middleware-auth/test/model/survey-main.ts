// Runs so many programs from this seed, or until they break this invariant, and prints
// which ones broke, and in how many programs.
import { survey } from './search'

const [runs, seed, until = ''] = process.argv.slice(2)
const { broken } = await survey({ runs: Number(runs), seed: Number(seed), until })
console.log(JSON.stringify(Object.fromEntries(broken)))
