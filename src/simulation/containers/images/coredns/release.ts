/** A release of CoreDNS, as it says itself. */
export interface Release {
  readonly version: string;
  readonly goVersion: string;
  readonly revision: string;
}

/** Those that Kubernetes has shipped with; others are said to be built as the newest of them. */
const known: readonly Release[] = [
  { version: '1.9.3', goVersion: 'go1.18.2', revision: '45b0a11' },
  { version: '1.10.1', goVersion: 'go1.20', revision: '055b2c3' },
  { version: '1.11.1', goVersion: 'go1.20.7', revision: 'ae2bbc2' },
  { version: '1.11.3', goVersion: 'go1.21.11', revision: 'a6338e9' },
  { version: '1.12.0', goVersion: 'go1.23.3', revision: '51e11f1' },
  { version: '1.12.1', goVersion: 'go1.24.1', revision: '707c7c1' },
];

/** The release that a tag names: `v1.12.1`, `1.12.1`. */
export function releaseOf(tag: string): Release {
  const version = /^v?(\d+\.\d+\.\d+)/.exec(tag)?.[1];
  const newest = known.at(-1) as Release;
  return known.find((release) => release.version === version) ?? { ...newest, version: version ?? newest.version };
}

/** Whether it says at its start how many processors it uses: since 1.12. */
export function saysProcessors({ version }: Release): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 12;
}
