import './style.css'
import { App } from './app'

const root = document.querySelector('#app')
if (root === null) throw new Error('the page has no #app')
new App(root).begin()
