import { readArguments } from './read-arguments'
import { startPlayground } from './start'

/** Says what is wrong, and ends. */
function fail(code: number): (error: Error) => never {
  return ({ message }) => {
    console.error(`npm run playground: ${message}`)
    process.exit(code)
  }
}

const args = await Promise.resolve(process.argv.slice(2))
  .then(readArguments)
  .catch(fail(2))
const { url } = await startPlayground(args).catch(fail(1))
console.log(`The playground is open at ${url}  (Ctrl+C ends it)`)
