// Each peer runs in a process of its own.
import { fork } from 'node:child_process'
import { join } from 'node:path'

/** Collections on the one thread, so that their time counts where it belongs. */
const FLAGS = ['--expose-gc', '--single-threaded-gc']

/** In MB: no collection while allocated bytes are counted. */
const LARGE = ['--min-semi-space-size=256', '--max-semi-space-size=256']

function start(program, args, flags) {
  const file = join(import.meta.dirname, '../child', `${program}.mjs`)
  return fork(file, args, { execArgv: [...FLAGS, ...flags] })
}

/** The next message of a child; one that ends without has failed. */
function reply(child) {
  return new Promise((resolve, reject) => {
    const done = settle => value => {
      child.off('message', onMessage)
      child.off('exit', onExit)
      settle(value)
    }
    const onMessage = done(resolve)
    const onExit = done(code => reject(new Error(`a child ended with ${code}`)))
    child.once('message', onMessage)
    child.once('exit', onExit)
  })
}

/** Runs a program to its one result. */
export function runOnce(program, ...args) {
  return reply(start(program, args.map(String), []))
}

/** A child that is asked again and again. */
export function keep(program, args, { large = false } = {}) {
  const child = start(program, args, large ? LARGE : [])
  return {
    async ask(task, count) {
      const answer = reply(child)
      child.send({ task, count })
      return answer
    },
    end: () => child.kill(),
  }
}
