/** The first patch of each series that was built on Debian 13; those before stand on Debian 12. */
const firstOnTrixie: Readonly<Record<string, number>> = { 18: 0, 17: 6, 16: 10, 15: 14, 14: 19, 13: 22 };

/** Debian's releases by the names of the image's variants, with the compiler that each has. */
const releases: Readonly<Record<string, { readonly number: string; readonly compiler: string }>> = {
  trixie: { number: '13', compiler: 'Debian 14.2.0-19) 14.2.0' },
  bookworm: { number: '12', compiler: 'Debian 12.2.0-14+deb12u1) 12.2.0' },
  bullseye: { number: '11', compiler: 'Debian 10.2.1-6) 10.2.1 20210110' },
};
const alpineCompiler = 'Alpine 14.2.0) 14.2.0';

/** What the image has in PG_VERSION: the package of its distribution, such as `17.6-1.pgdg13+1`, or the version alone. */
export function packageVersion(version: string, variant: string | undefined): string {
  if (variant?.startsWith('alpine')) return version;
  const [major = '', minor] = version.split('.');
  const isLate = Number(minor) >= (firstOnTrixie[major] ?? Number.POSITIVE_INFINITY);
  const release = releases[variant ?? ''] ?? releases[isLate ? 'trixie' : 'bookworm'];
  // Until then a zero followed the number of the release.
  return `${version}-1.pgdg${release?.number}${isLate ? '' : '0'}+1`;
}

/** `17.6 (Debian 17.6-1.pgdg13+1)`: what the server calls its version. */
export function serverVersion(packaged: string): string {
  const [version = ''] = packaged.split('-');
  return version === packaged ? version : `${version} (Debian ${packaged})`;
}

/** What `SELECT version()` and the first line of the log say. */
export function buildText(packaged: string): string {
  const number = /pgdg(\d\d)/.exec(packaged)?.[1];
  const debian = Object.values(releases).find((release) => release.number === number);
  const on = number === undefined ? 'x86_64-pc-linux-musl' : 'x86_64-pc-linux-gnu';
  return `PostgreSQL ${serverVersion(packaged)} on ${on}, compiled by gcc (${debian?.compiler ?? alpineCompiler}, 64-bit`;
}
