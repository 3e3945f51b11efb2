// The packages in bare engines: nothing but the language of 2018 and a host written in it.
import assert from 'node:assert/strict'
import { step } from '../lib/step.mjs'
import { systemTool } from '../lib/system-tool.mjs'
import { installPackages } from '../lib/tarballs.mjs'
import { inJavaScriptCore, inQuickJs } from './engines.mjs'
import { EXPECTED } from './expected.mjs'
import { scripts } from './script.mjs'

const OURS = ['core', 'middleware-auth', 'transport-wx']
const PACKAGES = [...OURS.map(name => `@allium/${name}`), 'koa-compose', 'mitt']

await step(async check => {
  const folder = installPackages(OURS)

  const checkIn = async (engine, run) => {
    for (const isPromiseOnTimers of [false, true]) {
      const promise = isPromiseOnTimers ? 'a Promise built on timers' : 'its own Promise'
      await check(
        `${engine} runs a program that uses them all, with ${promise}`,
        async () => {
          const parts = scripts(folder, PACKAGES, { isPromiseOnTimers })
          const { isDone, found, screen, timers } = await run(parts)
          assert.deepEqual({ ...found, screen }, EXPECTED)
          assert.deepEqual([isDone, timers], [true, 0], 'it ends, and no timer is left')
        },
      )
    }
  }

  await checkIn('QuickJS', inQuickJs)
  const jsc = systemTool('jsc')
  await checkIn('JavaScriptCore', parts => inJavaScriptCore(jsc, parts))
})
