import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { BuildConfig } from 'unbuild'

// ESM + CJS + types in dist/, and a CJS copy with .js names in miniprogram_dist/ :
// WeChat's "build npm" opens only .js (a .cjs `main` gives "entry file is not found").
export function preset(entries: string[]): BuildConfig {
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
        const dir = resolve(ctx.options.rootDir, 'miniprogram_dist')
        await rm(dir, { recursive: true, force: true })
        const outputs = Array.isArray(options.output)
          ? options.output
          : [options.output ?? {}]
        const cjs = outputs.find(o => o.format === 'cjs')
        if (cjs === undefined) throw new Error('no cjs output')
        options.output = [
          ...outputs,
          {
            ...cjs,
            dir,
            sourcemap: false,
            entryFileNames: '[name].js',
            chunkFileNames: '[name].[hash].js',
          },
        ]
      },
    },
  }
}
