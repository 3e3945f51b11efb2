import { inColour, plain } from '@allium/inspector'
import { readCommand } from './command'
import { playAll } from './play'
import { programme } from './programme'

/** How much stands beside a timeline: the name of a request, and its end. */
const BESIDE = 48

async function main(): Promise<number> {
  const { isTTY, columns = 100 } = process.stdout
  const command = readCommand(process.argv.slice(2), programme)
  if (command.kind === 'wrong') {
    console.error(command.text)
    return 1
  }
  if (command.kind === 'help') {
    console.log(command.text)
    return 0
  }
  const wrong = await playAll(command.shows, {
    print: text => console.log(text),
    paint: isTTY && !process.env.NO_COLOR ? inColour : plain,
    width: Math.max(24, Math.min(72, columns - BESIDE)),
  })
  return wrong === 0 ? 0 : 1
}

process.exitCode = await main()
