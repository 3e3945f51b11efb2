import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** How Vite finds the page, and the packages' sources: nothing has to be built before. */
export const page: InlineConfig = {
  configFile: false,
  root: at('../page'),
  cacheDir: at('../../node_modules/.vite'),
  logLevel: 'warn',
  resolve: {
    alias: [
      {
        find: /^@allium\/inspector\/dom$/,
        replacement: at('../../../../packages/inspector/src/dom.ts'),
      },
      {
        find: /^@allium\/(core|middleware-auth|transport-fetch|inspector)$/,
        replacement: at('../../../../packages/$1/src/index.ts'),
      },
    ],
  },
  build: { outDir: at('../../dist'), emptyOutDir: true },
}
