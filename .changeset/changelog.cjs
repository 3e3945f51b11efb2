// How a change reads in CHANGELOG.md: as it was written, without a commit or a link. That
// our own packages move along is no news, since all have one version.
module.exports = {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replaceAll('\n', '\n  ')}`,
  getDependencyReleaseLine: async () => '',
}
