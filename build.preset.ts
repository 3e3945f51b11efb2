import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { BuildConfig } from 'unbuild'

/**
 * ESM, CJS and types in `dist/`; for packages that ship to phones also CommonJS with
 * `.js` names in `miniprogram_dist/`, because WeChat's "build npm" opens nothing else. It
 * copies that folder whole: of several entries the first is put there alone.
 */
export function preset(
  entries: string[],
  { miniprogram = true }: { miniprogram?: boolean } = {},
): BuildConfig {
  return {
    entries,
    declaration: 'compatible',
    clean: true,
    failOnWarn: true,
    rollup: {
      emitCJS: true,
      output: { hoistTransitiveImports: false },
      esbuild: {
        target: 'es2018',
        tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
      },
    },
    hooks: {
      async 'rollup:options'(ctx, options) {
        if (!miniprogram) return
        const dir = resolve(ctx.options.rootDir, 'miniprogram_dist')
        await rm(dir, { recursive: true, force: true })
        const outputs = [options.output ?? []].flat()
        const cjs = outputs.find(output => output.format === 'cjs')
        if (cjs === undefined) throw new Error('no CommonJS output to copy')
        const entryFileNames = '[name].js'
        const plugins = [cjs.plugins, firstAlone]
        options.output = [
          ...outputs,
          { ...cjs, dir, sourcemap: false, entryFileNames, plugins },
        ]
      },
    },
  }
}

/** A page of the web, `dom` say, is none of a mini program's. */
const firstAlone = {
  name: 'first-alone',
  generateBundle(_: unknown, bundle: Record<string, unknown>): void {
    for (const file of Object.keys(bundle)) if (file !== 'index.js') delete bundle[file]
  },
}
