import { defineBuildConfig } from 'unbuild'
import { preset } from '../../build.preset'

export default defineBuildConfig(preset(['src/index']))
