import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('what an editor shows')

const root = fileURLToPath(new URL('../../../', import.meta.url))
const file = `${root}packages/core/test/hovered.ts`
const hovered = `
import { createClient, headers, loading, query, type Transport } from '../src/index'
interface User { name: string }
declare const transport: Transport
const api = createClient({ transport })
  .use(loading({ show() {}, hide() {} }))
  .use(headers({}))
  .use(query())
const call = api.get<User>('/me', { loading: false })
const { data } = await call
export { data }
`

/** What an app exports of its clients, without a name for any of its types. */
const exported = `
import {
  createClient,
  createScope,
  envelope,
  eventSource,
  eventsOf,
  type RequestError,
  retry,
  type Transport,
} from '../src/index'
declare const transport: Transport
export const api = createClient({ transport })
  .use(retry())
  .use(envelope({ pick: 'body', data: 'a.b' }))
export const { use, with: change, on, request } = api
export const { get, head, options, delete: remove, post, put } = api
export const { upload, download, stream } = api
export const called = upload('/a', { filePath: 'a' })
export const scope = createScope(api)
export const feed = eventSource(headers => stream('/a', { headers }))
export const feeds = (...[connect]: Parameters<typeof eventSource>) => connect
export const events = async () => eventsOf((await stream('/a')).data)
export const moved = ({ transfer }: Parameters<typeof request>[0]) => transfer
export const moves = ({ transfer }: Parameters<typeof request>[0]) => {
  if (transfer?.kind === 'upload') return { transfer }
  return transfer?.kind === 'download' ? transfer : { stream: transfer }
}
export const codeOf = ({ code }: RequestError) => code
`

/** A language service over one file that stands in no folder. */
function editor(text: string): ts.LanguageService {
  const read = (name: string) => (name === file ? text : ts.sys.readFile(name))
  return ts.createLanguageService({
    getScriptFileNames: () => [file, `${root}types/koa-compose.d.ts`],
    getScriptVersion: () => '1',
    getScriptSnapshot: name => {
      const source = read(name)
      return source === undefined ? undefined : ts.ScriptSnapshot.fromString(source)
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => ({
      strict: true,
      declaration: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      esModuleInterop: true,
      types: [],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: name => read(name) !== undefined,
    readFile: read,
  })
}

test('K30 a client and its calls hover as a person would write them', () => {
  const service = editor(hovered)
  const hover = (at: string) => {
    const info = service.getQuickInfoAtPosition(file, hovered.indexOf(at))
    return ts.displayPartsToString(info?.displayParts)
  }
  assert.equal(service.getSemanticDiagnostics(file), [])
  assert.is(hover('call ='), 'const call: Call<User>')
  assert.is(hover('data }'), 'const data: User')
  assert.is(
    hover('api ='),
    'const api: Client<Nothing & LoadingRequestOptions, CoreEvents & Nothing, AsNamed>',
  )
})

test('K30 every type that an app’s own declarations may name is exported', () => {
  const service = editor(exported)
  assert.equal(service.getSemanticDiagnostics(file), [])
  const [written] = service.getEmitOutput(file, true).outputFiles
  const names = [...String(written?.text).matchAll(/import\("[^"]+"\)\.(\w+)/g)]
  const program = service.getProgram() as ts.Program
  const index = program.getSourceFile(`${root}packages/core/src/index.ts`) as ts.Node
  const checker = program.getTypeChecker()
  const symbol = checker.getSymbolAtLocation(index) as ts.Symbol
  const exports = new Set(checker.getExportsOfModule(symbol).map(({ name }) => name))
  const missing = names.map(([, name = '']) => name).filter(name => !exports.has(name))
  assert.equal([...new Set(missing)], [])
  assert.ok(names.length > 50)
})

test('K30 of an upload without its file, an editor says that `filePath` is missing', () => {
  const upload = `declare const api: import('../src/index').Client
api.upload('/a', { name: 'a' })
export {}`
  const [fault] = editor(upload).getSemanticDiagnostics(file)
  const text = ts.flattenDiagnosticMessageText(fault?.messageText, ' ')
  assert.match(text, /'filePath' is missing/)
})

test.run()
