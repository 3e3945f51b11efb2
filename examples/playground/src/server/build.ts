import { build } from 'vite'
import { page } from './page'

await build(page)
