// Every TypeScript block of a README compiles as it stands, against the sources.
import { execSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const folder = 'node_modules/.cache/allium-docs'
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const pages = execSync('git ls-files --cached --others --exclude-standard "*README*.md"')
  .toString()
  .trim()
  .split('\n')

let blocks = 0
for (const page of pages) {
  const texts = readFileSync(page, 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)
  for (const [, text] of texts) {
    blocks += 1
    const name = `${page.replace(/\W+/g, '-')}-${blocks}`
    writeFileSync(`${folder}/${name}.ts`, `${text}\nexport {}\n`)
  }
}

const types = ['node', 'miniprogram-api-typings']
writeFileSync(
  `${folder}/tsconfig.json`,
  JSON.stringify({
    extends: '../../../tsconfig.base.json',
    compilerOptions: { types, isolatedDeclarations: false, noUnusedLocals: false },
    files: ['../../../types/koa-compose.d.ts'],
    include: ['*.ts'],
  }),
)
const tsc = ['node_modules/typescript/bin/tsc', '-p', folder]
const { status } = spawnSync(process.execPath, tsc, { stdio: 'inherit' })
if (blocks === 0) console.error('no TypeScript block was found')
console.log(`${blocks} blocks of ${pages.length} pages compile`)
process.exit(blocks > 0 ? (status ?? 1) : 1)
