/** Labels as kubectl prints them in a cell: `app=web,tier=front`; `<none>` for none. */
export function mapText(map: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(map ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.sort().join(',') || '<none>';
}
