import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'
import { type P0Server, startP0 } from '@allium/example-backends'
import { createNodeWx, type NodeWxHost } from '@allium/testing'
import { buildSync, transformSync } from 'esbuild'

const app = fileURLToPath(new URL('../miniprogram/', import.meta.url))
const packages = fileURLToPath(new URL('../../../packages/', import.meta.url))

/** The mini program on a phone: a realm with the language, `wx` and timers. */
export interface Phone extends NodeWxHost {
  readonly server: P0Server
  /** The page on top. */
  page(): PageOnTop
  close(): Promise<void>
}

/** What a test does with a page. */
export interface PageOnTop {
  readonly route: string
  readonly data: Record<string, unknown>
  load(): Promise<void>
  submit(event: { detail: { value: Record<string, string> } }): Promise<void>
  leave(): Promise<void>
}

type Require = (name: string) => unknown

/** Starts the server and the app, signed in or not, and opens its first page. */
export async function openPhone({
  isSignedIn = true,
  rotate = true,
} = {}): Promise<Phone> {
  const server = await startP0({ rotate })
  const host = createNodeWx()
  const realm = vm.createContext({ ...host.globals, setTimeout, clearTimeout })
  const load = loader(realm)
  host.wx.setStorageSync('baseURL', server.url)
  if (isSignedIn) {
    const { accessToken, refreshToken } = server.signIn('li')
    host.wx.setStorageSync('accessToken', accessToken)
    host.wx.setStorageSync('refreshToken', refreshToken)
  }
  const { pages } = JSON.parse(readFileSync(`${app}app.json`, 'utf8'))
  for (const path of pages) host.pages.define(path, () => void load(join(app, path)))
  load(join(app, 'app'))
  host.wx.reLaunch({ url: `/${pages[0]}` })
  return {
    ...host,
    server,
    page: () => host.pages.getCurrentPages().slice(-1)[0] as unknown as PageOnTop,
    async close() {
      host.dispose()
      await server.close()
    },
  }
}

/** Modules as the DevTools pack them: CommonJS, each run once, packages beside the app. */
function loader(realm: vm.Context): Require {
  const modules = new Map<string, { exports: unknown }>()
  const load: Require = path => {
    const known = modules.get(path)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    modules.set(path, module)
    const run = vm.runInContext(
      `(function (module, exports, require) {${codeOf(path)}\n})`,
      realm,
    )
    const require: Require = name =>
      load(name.startsWith('.') ? join(dirname(path), name) : name)
    run(module, module.exports, require)
    return module.exports
  }
  return load
}

function codeOf(path: string): string {
  if (!path.startsWith('@allium/')) {
    const source = readFileSync(`${path}.js`, 'utf8')
    return transformSync(source, { format: 'cjs', target: 'es2018' }).code
  }
  const { outputFiles } = buildSync({
    entryPoints: [`${packages}${path.slice('@allium/'.length)}/src/index.ts`],
    bundle: true,
    external: ['@allium/*'],
    format: 'cjs',
    target: 'es2018',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Waits for what happens on real sockets, but not for ever. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (isSo()) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error(`waited in vain: ${what}`)
}
