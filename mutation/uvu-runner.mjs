// Stryker's way to run uvu: it has a runner for other test frameworks, and its command
// runner starts all tests anew for each mutant. Here a mutant meets the test files that
// reach it, in one thread, and the first that fails ends it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { isOfPackage, moduleOf, testFiles } from './tests.mjs'

/** How long each test file computed without a mutant, in ms; told to the other processes. */
const DURATIONS = 'durations.json'

/**
 * A file that computes this much longer than without a mutant never ends. What counts is
 * the processor's time, not the clock's: a busy machine makes no test late.
 */
const limitOf = (ms = 0) => 1_000 + 5 * ms

/** A file that has not ended by then waits for what never comes. */
const WAIT_MS = 120_000

class UvuRunner {
  durations = {}
  /** How many mutants each file has found. */
  kills = {}

  capabilities() {
    return { reloadEnvironment: true }
  }

  /** Each file alone, and which mutants it reaches; those of the mutated packages. */
  async dryRun({ files = [] }) {
    const tests = []
    const mutantCoverage = { static: {}, perTest: {} }
    const isWanted = test => files.some(file => isOfPackage(test, file))
    for (const file of testFiles().filter(isWanted)) {
      const end = await run([file], () => Infinity, { testId: file })
      if (end.status !== 'passed') {
        const errorMessage = `${file}, without a mutant: ${end.status}`
        return { status: 'error', errorMessage }
      }
      const timeSpentMs = end.computedMs
      this.durations[file] = timeSpentMs
      const fileName = resolve(file)
      tests.push({ id: file, name: file, fileName, timeSpentMs, status: 0 })
      // What runs when a module loads is the test's, too: each test loads anew.
      const { static: atLoad = {}, perTest = {} } = end.coverage ?? {}
      mutantCoverage.perTest[file] = { ...atLoad, ...perTest[file] }
    }
    writeFileSync(DURATIONS, JSON.stringify(this.durations))
    return { status: 'complete', tests, mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const files = this.inOrder(testFilter ?? testFiles(), activeMutant.fileName)
    const limit = file => limitOf(this.durations[file])
    const end = await run(files, limit, { activeMutant: activeMutant.id, hitLimit })
    if (end.status !== 'passed') this.kills[end.file] = (this.kills[end.file] ?? 0) + 1
    const nrOfTests = files.length
    switch (end.status) {
      case 'passed':
        return { status: 'survived', nrOfTests }
      case 'looping':
      case 'waiting':
        return { status: 'timeout', reason: `${end.status} in ${end.file}` }
      default:
        return {
          status: 'killed',
          killedBy: [end.file],
          failureMessage: end.status,
          nrOfTests,
        }
    }
  }

  /** The package's own: first the one named after the source, then who finds most soonest. */
  inOrder(tests, sourceFile) {
    if (existsSync(DURATIONS)) {
      this.durations = JSON.parse(readFileSync(DURATIONS, 'utf8'))
    }
    const own = `/${basename(sourceFile, '.ts')}.test.ts`
    const worth = file =>
      file.endsWith(own)
        ? Infinity
        : (1 + (this.kills[file] ?? 0)) / (this.durations[file] ?? 1)
    return tests
      .filter(file => isOfPackage(file, sourceFile))
      .sort((one, other) => worth(other) - worth(one))
  }
}

/** Runs the files until one fails; a thread that ends by itself had a promise that hung. */
function run(files, limitOf, data) {
  return new Promise(settle => {
    let file
    let began = { at: performance.now(), computedMs: computedMs() }
    let words = 'a test failed'
    const modules = files.map(each => resolve(moduleOf(each)))
    const thread = new Worker(join(import.meta.dirname, 'thread.mjs'), {
      workerData: { modules, ...data },
    })
    const end = (status, coverage) => {
      clearInterval(watch)
      settle({ status, file, coverage, computedMs: computedMs() - began.computedMs })
    }
    const watch = setInterval(() => {
      const isLooping = computedMs() - began.computedMs > limitOf(file)
      if (!isLooping && performance.now() - began.at < WAIT_MS) return
      end(isLooping ? 'looping' : 'waiting')
      thread.terminate()
    }, 100)
    thread.on('message', ({ at, said, passed, coverage }) => {
      if (at !== undefined) {
        file = files[at]
        began = { at: performance.now(), computedMs: computedMs() }
      }
      if (said !== undefined) words = said
      if (passed) end('passed', coverage)
    })
    thread.on('error', fault => end(`threw ${fault}`))
    thread.on('exit', code => end(code === 0 ? 'a promise never settled' : words))
  })
}

/** What this process has computed so far, which runs one thread at a time. */
function computedMs() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'uvu', UvuRunner),
]
