import assert from 'node:assert/strict'
import { join } from 'node:path'
import { build, createLogger } from 'vite'
import { scratch } from '../lib/scratch.mjs'

/**
 * Bundles a project's program with all that it imports.
 *
 * @returns the bundle; it stands in a folder of its own, where there are no packages
 */
export async function bundle(folder, { isForNode }) {
  const outDir = scratch()
  const said = []
  const logger = { ...createLogger('silent'), warn: text => said.push(text) }
  const forNode = { build: { ssr: 'use.ts' }, ssr: { noExternal: true } }
  const forPages = { build: { lib: { entry: 'use.ts', formats: ['es'] } } }
  const config = isForNode ? forNode : forPages
  const { NODE_ENV } = process.env
  await build({
    ...config,
    root: folder,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    customLogger: { ...logger, warnOnce: logger.warn, error: logger.warn },
    build: {
      ...config.build,
      outDir,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'bundle.mjs' } },
    },
  })
  // Vite sets it for the whole process, and npm leaves things out in production.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV
  assert.deepEqual(said, [], 'Vite warns')
  return join(outDir, 'bundle.mjs')
}
