// bench/RESULTS.md, where `npm run bench` has written it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMarkdownRenderer } from 'vitepress'

const results = join(import.meta.dirname, '../../../bench/RESULTS.md')

export default {
  watch: ['../../../bench/RESULTS.md'],
  async load() {
    if (!existsSync(results)) return { html: '' }
    const text = readFileSync(results, 'utf8').replace(/^# .*\n/, '')
    const { srcDir, markdown: options, site } = globalThis.VITEPRESS_CONFIG
    const markdown = await createMarkdownRenderer(srcDir, options, site.base)
    return { html: markdown.render(text) }
  },
}
