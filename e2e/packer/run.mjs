// WeChat's own packer and compiler, without a network and without a key, on the packages as
// they would be published and on the example; what they made is then run against a server.
import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { readPackages } from '../../scripts/package-checks/packages.mjs'
import { scratch } from '../lib/scratch.mjs'
import { step } from '../lib/step.mjs'
import { installPackages } from '../lib/tarballs.mjs'
import { timerPromise } from '../lib/timer-promise.mjs'
import { appRuns, packagesRun } from './phone.mjs'
import { compile, pack } from './wechat.mjs'

const project = join(scratch(), 'project')
const app = join(project, 'miniprogram')
const compiled = join(project, 'compiled')

await step(async check => {
  const names = placeExample()

  await check(
    'the packages and what they need are packed without a warning',
    async () => {
      const { miniProgramPackNum, otherNpmPackNum, warnList } = await pack(project)
      assert.deepEqual(warnList, [])
      // Beside ours there are koa-compose and mitt, which ship no folder for mini programs.
      assert.deepEqual([miniProgramPackNum, otherNpmPackNum], [names.length, 2])
    },
  )

  await check('what is packed is the language of ES2018, which every phone reads', () => {
    const files = scripts(join(app, 'miniprogram_npm'))
    assert.equal(files.length, names.length + 2)
    for (const file of files) parse(readFileSync(file, 'utf8'), { ecmaVersion: 2018 })
  })

  await check(
    'where there are `wx`, `require` and timers alone, a storm of requests with an expired token is refreshed once',
    () => {
      const alone = join(project, 'alone')
      cpSync(join(app, 'miniprogram_npm'), join(alone, 'miniprogram_npm'), {
        recursive: true,
      })
      return packagesRun(alone)
    },
  )

  await check('the whole example compiles', async () => {
    await compile(project, compiled)
    const made = scripts(compiled).map(file => file.slice(compiled.length + 1))
    const written = scripts(app).map(file => file.slice(app.length + 1))
    assert.deepEqual(
      written.filter(file => !made.includes(file)),
      [],
    )
    // In the syntax of ES5, as the DevTools make it.
    for (const file of scripts(compiled)) {
      parse(readFileSync(file, 'utf8'), { ecmaVersion: 5 })
    }
  })

  await check('the compiled example loads, refreshes once and loses no form', () =>
    appRuns(compiled),
  )
  await check('the same with a Promise built on timers, as on iOS 15', () =>
    appRuns(compiled, timerPromise),
  )
})

/**
 * A copy of the example, its packages installed as a user has them, and beside them all
 * others that are for mini programs.
 */
function placeExample() {
  cpSync('examples/miniprogram', project, {
    recursive: true,
    filter: path => !/node_modules|miniprogram_npm|\.turbo|\/test$/.test(path),
  })
  const file = join(project, 'package.json')
  const { devDependencies, ...manifest } = JSON.parse(readFileSync(file, 'utf8'))
  assert(devDependencies)
  const ours = readPackages().filter(each => each.manifest.miniprogram)
  const names = ours.map(each => each.manifest.name)
  const versions = ours.map(each => [each.manifest.name, each.manifest.version])
  const dependencies = { ...manifest.dependencies, ...Object.fromEntries(versions) }
  writeFileSync(file, JSON.stringify({ ...manifest, dependencies }))
  const installed = installPackages(names.map(name => name.slice('@allium/'.length)))
  renameSync(join(installed, 'node_modules'), join(project, 'node_modules'))
  return names
}

function scripts(folder) {
  const files = readdirSync(folder, { recursive: true })
  return files.filter(file => file.endsWith('.js')).map(file => join(folder, file))
}
