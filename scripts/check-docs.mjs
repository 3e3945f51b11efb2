// Every TypeScript block of a README and of the site compiles as it stands, against the
// sources; and what the site's pages say agrees with them (docs/check).
import { execSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { checkPages } from '../docs/check/index.mjs'
import { blocksOf, modulesOf } from '../docs/check/pages.mjs'
import { tableFaults } from '../docs/check/tables.mjs'

const folder = 'node_modules/.cache/allium-docs'
rmSync(folder, { recursive: true, force: true })

const list = 'git ls-files --cached --others --exclude-standard "*README*.md" "docs/*.md"'
const pages = [...new Set(execSync(list).toString().trim().split('\n'))]

let blocks = 0
const tables = []
for (const page of pages) {
  const text = readFileSync(page, 'utf8')
  const place = `${folder}/${page.replace(/\W+/g, '-')}`
  mkdirSync(place, { recursive: true })
  const write = (name, code) => writeFileSync(`${place}/${name}`, `${code}\nexport {}\n`)
  for (const { language, file, code } of blocksOf(text)) {
    if (language !== 'ts') continue
    blocks += 1
    const kind = code.includes('@allium/inspector/dom') ? '.page' : ''
    if (file === undefined) write(`block-${blocks}${kind}.ts`, code)
  }
  if (!page.startsWith('docs/')) {
    tables.push(tableFaults({ path: page, text, isChinese: page.includes('zh-CN') }))
    continue
  }
  for (const { file, code } of modulesOf(page.slice('docs/'.length), text)) {
    write(file, code)
  }
}

// What Vite tells the modules of a page.
const vite = 'interface ImportMeta { readonly env: { readonly DEV: boolean } }'
writeFileSync(`${folder}/vite.d.ts`, vite)
const onPhone = compile(
  'phone',
  { types: ['node', 'miniprogram-api-typings'] },
  { include: ['**/*.ts'], exclude: ['**/*.page.ts', 'vite.d.ts'] },
)
const inPage = compile(
  'page',
  { lib: ['es2018', 'dom', 'dom.iterable'] },
  { include: ['**/*.page.ts', 'vite.d.ts'] },
)
const isCompiled = blocks > 0 && onPhone && inPage
if (blocks === 0) console.error('no TypeScript block was found')
if (isCompiled) console.log(`${blocks} blocks of ${pages.length} pages compile`)

const { faults, told } = await checkPages()
faults.push(...tables.flatMap(table => table.faults))
for (const fault of faults) console.error(fault)
const inReadmes = tables.reduce((sum, { count }) => sum + count, 0)
if (faults.length === 0) console.log(`${told}; ${inReadmes} tables of READMEs agree, too`)
process.exit(isCompiled && inReadmes > 0 && faults.length === 0 ? 0 : 1)

/** Whether the blocks compile, with this around them. */
function compile(name, compilerOptions, files) {
  const config = `${folder}/${name}.json`
  const options = { isolatedDeclarations: false, noUnusedLocals: false }
  writeFileSync(
    config,
    JSON.stringify({
      extends: '../../../tsconfig.base.json',
      compilerOptions: { ...options, ...compilerOptions },
      files: ['../../../types/koa-compose.d.ts'],
      ...files,
    }),
  )
  const tsc = ['node_modules/typescript/bin/tsc', '-p', config]
  return spawnSync(process.execPath, tsc, { stdio: 'inherit' }).status === 0
}
