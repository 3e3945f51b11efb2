import assert from 'node:assert/strict'
import { join } from 'node:path'
import { bareRealm } from '../../scripts/package-checks/bare-realm.mjs'
import { run } from '../lib/run.mjs'
import { makeProject } from './project.mjs'
import { PROJECTS } from './table.mjs'
import { compile, MODES } from './typescript.mjs'
import { bundle } from './vite.mjs'

/** What is packed works where it is installed: one program each, in every kind of project. */
export async function projectChecks(check, tarballs) {
  for (const project of PROJECTS) {
    const { program, packages, others } = project
    let folder
    const names = [...packages.map(name => `@allium/${name}`), ...others].join(', ')
    await check(`${program}: ${names} install into an empty project`, () => {
      folder = makeProject(tarballs, project)
    })
    if (folder !== undefined) await checkProject(check, folder, project)
  }
}

async function checkProject(check, folder, project) {
  const { program, offPhones } = project
  for (const [name, mode] of Object.entries(MODES)) {
    await check(`${program}: TypeScript compiles it (${name})`, () =>
      compile(folder, project, mode),
    )
  }
  await check(`${program}: Node runs it as an ES module`, () =>
    runInNode("await import('./out/use.mjs')", folder),
  )
  await check(`${program}: Node runs it as CommonJS`, () =>
    runInNode("require('./out/use.cjs')", folder),
  )
  await check(`${program}: Vite bundles it, and the bundle runs alone`, async () => {
    const file = await bundle(folder, project)
    runInNode(`await import(${JSON.stringify(file)})`, folder)
  })
  if (offPhones) return
  await check(
    `${program}: a mini program's \`require\` runs it in a bare realm`,
    async () => {
      const realm = bareRealm(join(folder, 'node_modules'))
      const { done, expected } = realm.run(join(folder, 'out/use.cjs'))
      assert.equal(await done, expected)
    },
  )
}

/** Runs a program by an expression, and compares what it came to. */
function runInNode(expression, cwd) {
  const code = `(async () => {
    const { done, expected } = ${expression}
    require('node:assert').strictEqual(await done, expected)
    process.stdout.write('done')
  })()`
  // Younger Nodes let `require` load ES modules; here that would hide a fault.
  const flags = process.allowedNodeEnvironmentFlags.has('--experimental-require-module')
    ? ['--no-experimental-require-module']
    : []
  const printed = run(process.execPath, [...flags, '-e', code], { cwd })
  // A promise that hangs ends Node without an error.
  assert.equal(printed, 'done', 'it did not come to an end')
}
