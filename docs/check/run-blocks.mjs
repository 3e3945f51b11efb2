// Runs the blocks that say so, each on a phone and against a server of its own, and
// compares what they print with the `output` block that follows.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { blocksOf, modulesOf } from './pages.mjs'
import { openStage } from './stage.mjs'

const installed = join(import.meta.dirname, '../../node_modules')

/** A block that takes longer hangs. */
const LIMIT_MS = 30_000

export async function runFaults(pages) {
  const folder = mkdtempSync(join(tmpdir(), 'allium-docs-'))
  // What a project has beside ours: axios.
  symlinkSync(installed, join(folder, 'node_modules'), 'junction')
  const faults = []
  let count = 0
  try {
    for (const { path, text } of pages) {
      const blocks = blocksOf(text)
      for (const [at, block] of blocks.entries()) {
        if (!block.words.includes('run')) continue
        count += 1
        const { code: wanted, words = [] } = blocks[at + 1] ?? {}
        if (!words.includes('output')) {
          faults.push(`${path}: no output follows a block that is run`)
          continue
        }
        const main = write(join(folder, `${path}-${at}`), modulesOf(path, text), block)
        const printed = await printedBy(main)
        if (printed !== wanted)
          faults.push(`${path} prints\n${printed}\nand not\n${wanted}`)
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return { count, faults }
}

/** The block, and the modules of its page. */
function write(folder, modules, { code }) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const { file, code: text } of modules) {
    writeFileSync(join(folder, file), `${text}\nexport {}\n`)
  }
  const main = join(folder, 'main.ts')
  writeFileSync(main, `${code}\nexport {}\n`)
  return main
}

async function printedBy(main) {
  const stage = await openStage()
  const lines = []
  const { log } = console
  console.log = (...values) => lines.push(values.map(String).join(' '))
  let timer
  try {
    const tooLong = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('it hangs')), LIMIT_MS)
    })
    await Promise.race([import(pathToFileURL(main).href), tooLong])
    // What is told after the last await: a toast, a listener.
    await new Promise(resolve => setTimeout(resolve, 20))
  } catch (error) {
    lines.push(`it fails: ${error?.stack ?? error}`)
  } finally {
    clearTimeout(timer)
    console.log = log
    await stage.close()
  }
  return `${lines.join('\n')}\n`
}
