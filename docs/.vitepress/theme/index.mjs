// VitePress's own theme, with the fonts of the reader's system, the diagrams and what the
// pages read from the repository.
import Theme from 'vitepress/theme-without-fonts'
import OnionDiagram from './diagrams/OnionDiagram.vue'
import OutcomesDiagram from './diagrams/OutcomesDiagram.vue'
import ReplayDiagram from './diagrams/ReplayDiagram.vue'
import SessionsDiagram from './diagrams/SessionsDiagram.vue'
import StormDiagram from './diagrams/StormDiagram.vue'
import PackageSize from './PackageSize.vue'
import './style.css'

const components = {
  OnionDiagram,
  OutcomesDiagram,
  PackageSize,
  ReplayDiagram,
  SessionsDiagram,
  StormDiagram,
}

export default {
  extends: Theme,
  enhanceApp({ app }) {
    for (const [name, component] of Object.entries(components)) {
      app.component(name, component)
    }
  },
}
