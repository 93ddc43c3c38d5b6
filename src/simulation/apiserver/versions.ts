/** The release that the simulation agrees with, in one place. */
export const kubernetesVersion = 'v1.34.9';

/** What `kubectl version` and `GET /version` read. */
export const versionInfo = {
  major: '1',
  minor: '34',
  emulationMajor: '1',
  emulationMinor: '34',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '33',
  gitVersion: kubernetesVersion,
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: '',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** A containerd that fits the release; the Nodes show it. */
export const containerRuntimeVersion = 'containerd://2.1.4';
