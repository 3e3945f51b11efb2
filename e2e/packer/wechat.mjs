import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ci from 'miniprogram-ci'

/** WeChat's "build npm", on the project's own settings. */
export function pack(project) {
  return quietly(() =>
    ci.packNpmManually({
      packageJsonPath: join(project, 'package.json'),
      miniprogramNpmDistDir: join(project, 'miniprogram/'),
    }),
  )
}

/**
 * The compile that the DevTools do before an upload, down to ES5, into a folder. The key
 * signs nothing, and nobody is asked who the app is.
 */
export async function compile(project, into) {
  // Where it asks a server all the same, it is to hear at once that there is none.
  await quietly(() => ci.proxy('http://127.0.0.1:9'))
  // It compiles in a process of its own, which knows nothing of our loader.
  process.execArgv = []
  const app = new ci.Project({
    appid: 'wx0000000000000000',
    type: 'miniProgram',
    projectPath: project,
    privateKey: anyKey(),
    ignores: ['node_modules/**/*'],
  })
  app.attr = async () => ATTRIBUTES
  const setting = { es6: true, es7: true, minify: true }
  const options = { project: app, version: '1.0.0', setting, onProgressUpdate() {} }
  const files = await inside(into, () => quietly(() => ci.getCompiledResult(options)))
  for (const [name, content] of Object.entries(files)) {
    const path = join(into, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

/** With the working directory there: the tool leaves an empty folder in it. */
async function inside(folder, run) {
  const before = process.cwd()
  mkdirSync(folder, { recursive: true })
  process.chdir(folder)
  try {
    return await run()
  } finally {
    process.chdir(before)
  }
}

/** Shows what the tool says only where it fails: it tells of much, and of no network. */
async function quietly(run) {
  const { log, info, warn, error } = console
  const said = []
  const listen = (...words) => said.push(words)
  Object.assign(console, { log: listen, info: listen, warn: listen, error: listen })
  try {
    return await run()
  } catch (reason) {
    for (const words of said) error(...words)
    throw reason
  } finally {
    Object.assign(console, { log, info, warn, error })
  }
}

/** What WeChat's server says of an ordinary app. */
const ATTRIBUTES = {
  appType: 0,
  platform: true,
  released: true,
  gameApp: false,
  setting: {
    MaxCodeSize: 2,
    MaxSubpackageSubCodeSize: 2,
    MaxSubpackageFullCodeSize: 30,
    NavigateMiniprogramLimit: 10,
    MaxSubPackageLimit: 100,
    MinTabbarCount: 2,
    MaxTabbarCount: 5,
    MaxTabbarIconSize: 40,
  },
}

function anyKey() {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return privateKey
}
