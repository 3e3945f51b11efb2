// Every TypeScript block of a README and of the site compiles as it stands, against the
// sources; and what the site's pages say agrees with them (docs/check).
import { execSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { checkPages } from '../docs/check/index.mjs'
import { blocksOf, modulesOf } from '../docs/check/pages.mjs'

const folder = 'node_modules/.cache/allium-docs'
rmSync(folder, { recursive: true, force: true })

const list = 'git ls-files --cached --others --exclude-standard "*README*.md" "docs/*.md"'
const pages = [...new Set(execSync(list).toString().trim().split('\n'))]

let blocks = 0
for (const page of pages) {
  const text = readFileSync(page, 'utf8')
  const place = `${folder}/${page.replace(/\W+/g, '-')}`
  mkdirSync(place, { recursive: true })
  const write = (name, code) => writeFileSync(`${place}/${name}`, `${code}\nexport {}\n`)
  for (const { language, file, code } of blocksOf(text)) {
    if (language !== 'ts') continue
    blocks += 1
    if (file === undefined) write(`block-${blocks}.ts`, code)
  }
  if (!page.startsWith('docs/')) continue
  for (const { file, code } of modulesOf(page.slice('docs/'.length), text)) {
    write(file, code)
  }
}

const types = ['node', 'miniprogram-api-typings']
writeFileSync(
  `${folder}/tsconfig.json`,
  JSON.stringify({
    extends: '../../../tsconfig.base.json',
    compilerOptions: { types, isolatedDeclarations: false, noUnusedLocals: false },
    files: ['../../../types/koa-compose.d.ts'],
    include: ['**/*.ts'],
  }),
)
const tsc = ['node_modules/typescript/bin/tsc', '-p', folder]
const { status } = spawnSync(process.execPath, tsc, { stdio: 'inherit' })
if (blocks === 0) console.error('no TypeScript block was found')
if (status === 0) console.log(`${blocks} blocks of ${pages.length} pages compile`)

const { faults, told } = await checkPages()
for (const fault of faults) console.error(fault)
if (faults.length === 0) console.log(told)
process.exit(blocks > 0 && status === 0 && faults.length === 0 ? 0 : 1)
