/** The segments of a path, decoded: `/apis/GROUP/VERSION/…` without its empty ones; undefined where one cannot be decoded. */
export function pathSegments(path: string): readonly string[] | undefined {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
