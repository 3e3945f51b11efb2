import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles a page's script, our packages taken from where their tarballs were installed.
 *
 * @param replace other modules, by the end of the name they are imported by
 */
export async function bundle(entry, { folder, names, replace = {}, ...more }) {
  const alias = Object.fromEntries(
    names.map(name => [`@allium/${name}`, join(folder, 'node_modules/@allium', name)]),
  )
  const { outputFiles } = await build({
    ...more,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    alias,
    // No paths to the sources.
    tsconfigRaw: '{}',
    plugins: Object.entries(replace).map(([end, path]) => replacing(end, path)),
  })
  return outputFiles[0].text
}

function replacing(end, path) {
  const filter = new RegExp(`${end}$`)
  return {
    name: `replace ${end}`,
    setup: ({ onResolve }) => onResolve({ filter }, () => ({ path })),
  }
}
