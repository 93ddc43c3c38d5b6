/** True where a text says by its own words that it wants to be a Kubernetes object, even when it is half written. */
export function looksLikeManifest(text: string): boolean {
  return /(^|[{,])[ \t]*["']?apiVersion["']?[ \t]*:/m.test(text) && /(^|[{,])[ \t]*["']?kind["']?[ \t]*:/m.test(text);
}
