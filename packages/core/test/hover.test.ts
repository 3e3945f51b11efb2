import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('what an editor shows')

const root = fileURLToPath(new URL('../../../', import.meta.url))
const file = `${root}packages/core/test/hovered.ts`
const text = `
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

/** A language service over one file that stands in no folder. */
function editor(): ts.LanguageService {
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
  const service = editor()
  const hover = (at: string) => {
    const info = service.getQuickInfoAtPosition(file, text.indexOf(at))
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

test.run()
