// The size that each README gives is the size of the build: the whole package, minified
// and gzipped, with its dependencies but for our own. `--write` puts the numbers in.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const SIZE = /Size: ([\d.]+) kB, minified and gzipped\./

async function sizeOf(folder) {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/dist/index.mjs`],
    external: ['@allium/*'],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    write: false,
  })
  return (gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000).toFixed(1)
}

let wrong = 0
for (const name of readdirSync('packages')) {
  const folder = `packages/${name}`
  const page = readFileSync(`${folder}/README.md`, 'utf8')
  const said = SIZE.exec(page)?.[1]
  if (said === undefined) continue
  const size = await sizeOf(folder)
  console.log(`${folder}: ${size} kB`)
  if (said === size) continue
  if (process.argv.includes('--write')) {
    writeFileSync(
      `${folder}/README.md`,
      page.replace(SIZE, `Size: ${size} kB, minified and gzipped.`),
    )
  } else {
    console.error(`${folder}/README.md says ${said} kB; run \`npm run docs:sizes\``)
    wrong += 1
  }
}
process.exit(wrong === 0 ? 0 : 1)
