import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getQuickJS } from 'quickjs-emscripten'
import { scratch } from '../lib/scratch.mjs'

/** More turns than the program takes; one that takes more never ends. */
const TURNS = 10_000

/** Runs scripts in QuickJS, which has no timers, no host and no loop of its own. */
export async function inQuickJs(scripts) {
  const context = (await getQuickJS()).newContext()
  const evaluate = text => {
    const handle = context.unwrapResult(context.evalCode(text))
    const value = context.dump(handle)
    handle.dispose()
    return value
  }
  const drain = () => {
    const { error } = context.runtime.executePendingJobs()
    if (error) throw new Error(JSON.stringify(context.dump(error)))
  }
  try {
    for (const code of scripts) evaluate(`${code}\n;undefined`)
    drain()
    for (let turns = 0; turns < TURNS && evaluate('turn()'); turns += 1) drain()
    return JSON.parse(evaluate('told()'))
  } finally {
    context.dispose()
  }
}

/** What is the shell's own, kept from being taken away. */
const OPEN = `
  var engine = { drain: drainMicrotasks, tell: print, unhandled: [] }
  setUnhandledRejectionCallback((promise, reason) => engine.unhandled.push(String(reason)))
`

const DRIVE = `
  engine.drain()
  for (var turns = 0; turns < ${TURNS} && turn(); turns += 1) engine.drain()
  if (engine.unhandled.length > 0) throw new Error('unhandled: ' + engine.unhandled)
  engine.tell(told())
`

/** Runs them in the shell of JavaScriptCore, the engine of iOS. */
export function inJavaScriptCore(jsc, scripts) {
  const folder = scratch()
  const files = [OPEN, ...scripts, DRIVE].map((code, index) => {
    const file = join(folder, `${index}.js`)
    writeFileSync(file, code)
    return file
  })
  const { status, stdout } = spawnSync(jsc, files, { encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) throw new Error(`jsc: exit ${status}: ${stdout}`)
  return JSON.parse(stdout)
}
