// First half of a release: the changes on their way become versions, CHANGELOGs and a lock
// file that knows them. Look at them, and commit.
import { changeset, step } from './step.mjs'

changeset('version')
// Only our own versions have moved, so that no network is needed.
step('npm', 'install', '--package-lock-only', '--ignore-scripts', '--prefer-offline')
