import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('README')

const SOURCE = new URL('../src/index.ts', import.meta.url).href

async function blocks(): Promise<string[]> {
  const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const all = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
  // The tests of transport-wx run the contract; that its block compiles is checked for all.
  return all.filter(code => !code.includes("'@allium/transport-wx'"))
}

/** Runs code in a process of its own, which has to end by itself. */
async function printed(code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'allium-readme-'))
  const file = join(folder, 'block.mts')
  await writeFile(file, code.replace("'@allium/testing'", JSON.stringify(SOURCE)))
  try {
    return await new Promise((resolve, reject) => {
      const args = ['--import', import.meta.resolve('tsx'), file]
      const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
      const options = { timeout: 20_000, env }
      execFile(process.execPath, args, options, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      )
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('has code that runs as it stands', async () => {
  assert.equal(await Promise.all((await blocks()).map(printed)), [
    '200 /me 1\n',
    'pages/cart/cart 2\nonLaunch,onShow,onLoad,onShow,onHide,onHide\ntrue false\n',
    'request:fail 无效的网址 "foo"\nrequest:fail 无效的网址 "foo"\n',
    '401 1 0\n',
  ])
})

test('has its first code complete before line 25', async () => {
  const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const [, end] = text
    .split('\n')
    .flatMap((line, index) => (line.startsWith('```') ? [index + 1] : []))
  assert.ok(end !== undefined && end < 25, `ends in line ${end}`)
})

test.run()
