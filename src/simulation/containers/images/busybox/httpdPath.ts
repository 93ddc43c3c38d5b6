/**
 * The path of a request as busybox' httpd simplifies it: decoded, without `.`, `..` and doubled slashes; 400 where it is
 * none or leads out of the folder that is served, 404 where it holds what no name may hold.
 */
export function simplePath(target: string): string | 400 | 404 {
  const written = target.split('?', 1)[0] as string;
  if (!written.startsWith('/') || /%(?![0-9a-fA-F]{2})/.test(written)) return 400;
  if (/%(00|2f)/i.test(written)) return 404;
  const decoded = written.replace(/%(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const parts: string[] = [];
  for (const part of decoded.slice(1).split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return 400;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${parts.length > 0 && /\/\.{0,2}$/.test(decoded) ? '/' : ''}`;
}

/** What stands behind the question mark. */
export function queryOf(target: string): string {
  return target.split(/\?(.*)/s)[1] ?? '';
}
