/** The path of a request's target, decoded, and its query. */
export function pathOf(target: string): { readonly path: string; readonly query: ReadonlyMap<string, string> } {
  const [path = '/', text = ''] = target.replace(/^http:\/\/[^/]*/, '').split(/\?(.*)/s);
  const query = new Map<string, string>();
  for (const part of text.split('&').slice(0, 200)) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (name !== '' && !query.has(decoded(name))) query.set(decoded(name), decoded(value.replaceAll('+', ' ')));
  }
  return { path: decoded(path), query };
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
